import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { keys } from '../../app/query-keys.ts'
import { indexedByName } from '../../app/registers.ts'
import { callStandard } from '../../client/call.ts'
import { may, useSession } from '../../client/session.ts'
import { rememberTitles } from '../../client/titles.ts'
import { useRested } from '../../ui/debounce.ts'
import type { Option } from '../../ui/field/option-list.tsx'

const shownOptions = 30

/** Records of a register whose title holds the words, for pickers. Nothing when the person may not read them. */
export function useRecordOptions(
  registerName: string,
  words: string,
): { options: readonly Option[]; busy: boolean } {
  const session = useSession()
  const settled = useRested(words.trim(), 150)
  const register = indexedByName(registerName)
  const answer = useQuery({
    queryKey: keys.options(registerName, settled),
    queryFn: async ({ signal }): Promise<readonly Option[]> => {
      if (!register) return []
      const asked = settled === '' ? {} : { q: settled }
      const page = await callStandard(
        register,
        'list',
        { ...asked, limit: shownOptions, sort: register.title, columns: register.title },
        { signal },
      )
      const options = page.items.map((row) => ({
        value: row.id,
        label: String((row as Record<string, unknown>)[register.title]),
      }))
      rememberTitles(Object.fromEntries(options.map(({ value, label }) => [value, label])))
      return options
    },
    placeholderData: keepPreviousData,
    enabled: register !== undefined && may(session, register, 'read'),
  })
  return { options: answer.data ?? [], busy: answer.isFetching }
}
