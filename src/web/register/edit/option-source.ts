import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { keys } from '../../app/query-keys.ts'
import { indexedByName } from '../../app/registers.ts'
import { call, callStandard } from '../../client/call.ts'
import { may, useSession } from '../../client/session.ts'
import { rememberTitles } from '../../client/titles.ts'
import { useRested } from '../../ui/debounce.ts'
import type { Option } from '../../ui/field/option-list.tsx'

const shownOptions = 30

/** Records whose title holds the words. */
async function matching(
  register: NonNullable<ReturnType<typeof indexedByName>>,
  q: string,
  signal: AbortSignal,
) {
  const asked = q === '' ? {} : { q }
  const page = await callStandard(
    register,
    'list',
    { ...asked, limit: shownOptions, sort: register.title, columns: register.title },
    { signal },
  )
  return page.items.map((row) => ({
    value: row.id,
    label: String((row as Record<string, unknown>)[register.title]),
  }))
}

/** People who can do what a register asks of whoever owns its records. */
async function ableToOwn(register: string, q: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { items } = await call('person.able', { register, q, limit: shownOptions }, { signal })
  return items.map(({ id, name }) => ({ value: id, label: name }))
}

/**
 * Records of a register whose title holds the words, for pickers. Nothing when the person may not read them.
 * @param toOwn the register of which a person is chosen as an owner, when it asks something of its owners.
 */
export function useRecordOptions(
  registerName: string,
  words: string,
  toOwn?: string,
): { options: readonly Option[]; busy: boolean } {
  const session = useSession()
  const settled = useRested(words.trim(), 150)
  const register = indexedByName(registerName)
  const answer = useQuery({
    queryKey: keys.options(registerName, settled, toOwn),
    queryFn: async ({ signal }): Promise<readonly Option[]> => {
      if (!register) return []
      const options = toOwn
        ? await ableToOwn(toOwn, settled, signal)
        : await matching(register, settled, signal)
      rememberTitles(Object.fromEntries(options.map(({ value, label }) => [value, label])))
      return options
    },
    placeholderData: keepPreviousData,
    enabled: register !== undefined && may(session, register, 'read'),
  })
  return { options: answer.data ?? [], busy: answer.isFetching }
}
