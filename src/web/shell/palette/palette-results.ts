import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { byMatch } from '../../../kernel/register/filter.ts'
import { keys } from '../../app/query-keys.ts'
import { indexedByName, indexedRegisters, loadRegister } from '../../app/registers.ts'
import { groups } from '../../app/web-module.ts'
import { callStandard } from '../../client/call.ts'
import { may, useSession } from '../../client/session.ts'
import { leave } from '../../client/sign-in.ts'
import { t } from '../../messages/message.ts'
import { toldTexts } from '../../messages/told.ts'
import { inSentence, manyOf, newOneOf, oneOf } from '../../messages/words.ts'
import { entriesOf, entryLabel, pagesOf } from '../sidebar.tsx'
import { offeredActions } from './page-action.ts'
import { bestFirst, fits, isNamed, mixed } from './palette-rank.ts'

/** One line of the palette. */
export interface Result {
  readonly key: string
  readonly section: 'here' | 'go' | 'create' | 'records' | 'account'
  readonly label: string
  readonly hint?: string
  /** What tells it apart from others of the same name. */
  readonly about?: string
  readonly run: () => void
}

/** Fewer letters than this fit too much to be worth asking every register. */
const fewestLetters = 2

/** So many records of a register are shown, those that fit best. */
const most = { alone: 8, among: 3 }

interface Found {
  readonly records: readonly Result[]
  /** Some registers have not answered yet. */
  readonly searching: boolean
}

function useRecords(words: string): Found {
  const session = useSession()
  const navigate = useNavigate()
  const searched =
    words.length < fewestLetters
      ? []
      : indexedRegisters.filter((one) => one.searchable && may(session, one, 'read'))
  return useQueries({
    queries: searched.map((register) => ({
      queryKey: keys.found(register.name, words),
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const columns = [register.title, ...register.told_by].join(',')
        const query = { q: words, sort: byMatch, limit: most.alone, columns }
        const page = await callStandard(register, 'list', query, { signal })
        // What tells its records apart is said in its module's words.
        if (page.items.length > 0 && register.told_by.length > 0) await loadRegister(register)
        return page
      },
    })),
    combine: (answers) => {
      const kinds = answers.flatMap(({ data }, index) => {
        const register = searched[index]
        if (!data || !register) return []
        const found = data.items.map((row): Result => {
          const values = row as Record<string, unknown>
          const told = Object.fromEntries(register.told_by.map((field) => [field, values[field]]))
          return {
            key: row.id,
            section: 'records',
            label: String(values[register.title]),
            about: toldTexts(register.name, told).join(' · '),
            hint: oneOf(register),
            run: () => void navigate({ to: '/$plural/$id', params: { plural: register.plural, id: row.id } }),
          }
        })
        return [{ kind: oneOf(register), found }]
      })
      return { records: mixed(kinds, words, most), searching: answers.some(({ isPending }) => isPending) }
    },
  })
}

/** What the palette offers for the words typed so far; `settled` lags behind while the person types. */
export function useResults(
  words: string,
  settled: string,
  openShortcuts: () => void,
): { readonly results: readonly Result[]; readonly searching: boolean } {
  const session = useSession()
  const navigate = useNavigate()
  const { records, searching } = useRecords(settled)
  const entries = groups.flatMap((group) => entriesOf(session, group))
  const here = offeredActions().map((action): Result => ({ ...action, section: 'here' }))
  const go: Result[] = [
    { key: 'go', section: 'go', label: t('work.title'), run: () => void navigate({ to: '/' }) },
    ...entries.flatMap((entry): Result[] => {
      const register = indexedByName(entry.register)
      if (!register) return []
      const { plural } = register
      return [
        {
          key: `go-${plural}`,
          section: 'go',
          label: entryLabel(entry),
          run: () => void navigate({ to: '/$plural', params: { plural } }),
        },
      ]
    }),
    ...groups
      .flatMap((group) => pagesOf(session, group))
      .map(
        (page): Result => ({
          key: `go-${page.path}`,
          section: 'go',
          label: manyOf(page),
          run: () => void navigate({ to: '/$plural', params: { plural: page.path.slice(1) } }),
        }),
      ),
  ]
  const create = indexedRegisters
    .filter((one) => may(session, one, 'write'))
    .map(
      (one): Result => ({
        key: `create-${one.name}`,
        section: 'create',
        label: t('list.new', { one: inSentence(newOneOf(one)) }),
        run: () => void navigate({ to: '/$plural/new', params: { plural: one.plural } }),
      }),
    )
  const account: Result[] = [
    { key: 'keys', section: 'account', label: t('shortcut.title'), hint: '?', run: openShortcuts },
    { key: 'leave', section: 'account', label: t('account.sign_out'), run: () => void leave() },
  ]
  const fixed = [here, go, create, account].map((some) =>
    bestFirst(
      some.filter(({ label }) => fits(label, words)),
      words,
    ),
  )
  // Whoever types what a page is called wants that page, whatever the open one can do.
  const named = fixed.findIndex(([first]) => first?.section === 'go' && isNamed(first.label, words))
  const ordered = named > 0 ? [...fixed.splice(named, 1), ...fixed] : fixed
  return {
    results: [...ordered.flat(), ...records],
    searching: searching || settled !== words.trim(),
  }
}
