import type { Query, QueryClient } from '@tanstack/react-query'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { keys } from '../app/query-keys.ts'
import { callStandard } from '../client/call.ts'
import { patchPage } from '../register/edit/patch.ts'
import { isUnderWay } from '../register/edit/revise.ts'
import type { AnsweredPage } from '../register/list/rows/answered-page.ts'
import type { Fresh } from '../register/list/rows/fresh.ts'
import type { Row } from '../register/row.ts'
import type { RecordChanges } from './change-stream.ts'

type Input = Readonly<Record<string, string>>

const inputOf = (query: Query): Input => query.queryKey[3] as Input
const isNow = (query: Query): boolean => inputOf(query).as_of === undefined

/** Whether a question is for the rows of a list, a page at a time. */
export const isRows = ({ queryKey: [, , kind, input] }: Query): boolean =>
  kind === 'list' && typeof input === 'object'

/** A page is told of so many rows at most; a filter by id takes no more. */
const atOnce = 50
/** When too much changed to be named, so many of the rows that are read are looked at again. */
const mostLookedAt = 400

const idsIn = (page: AnsweredPage | undefined): string[] => page?.items.map(({ id }) => id) ?? []

function* parts(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += atOnce) yield ids.slice(from, from + atOnce)
}

/** Rows that others changed are shown as they are now, where they stand; none comes, goes or moves. */
async function updateRows(
  client: QueryClient,
  register: AnyRegister,
  query: Query,
  changed: RecordChanges['changed'],
): Promise<void> {
  const read = idsIn(client.getQueryData<AnsweredPage>(query.queryKey))
  const named = changed === null ? null : new Set(changed)
  const wanted = named === null ? read.slice(0, mostLookedAt) : read.filter((id) => named.has(id))
  const { columns = '' } = inputOf(query)
  for (const ids of parts(wanted.filter((id) => !isUnderWay(id)))) {
    const input = { columns, archived: 'all' as const, id: ids.join(','), limit: atOnce }
    const { items } = await callStandard(register, 'list', input)
    client.setQueryData<AnsweredPage>(query.queryKey, (page) =>
      (items as Row[]).reduce(
        (data, row) => (isUnderWay(row.id) ? data : patchPage(data, row.id, row)),
        page,
      ),
    )
  }
}

/** Records that others made and this list would show are noted, not pushed between the rows. */
async function noteFresh(
  client: QueryClient,
  register: AnyRegister,
  counted: Query,
  created: RecordChanges['created'],
): Promise<void> {
  const input = inputOf(counted)
  const key = keys.fresh(register.name, input)
  const note = (ids: readonly string[], many: boolean) =>
    client.setQueryData<Fresh>(key, (before) => ({
      ids: [...new Set([...(before?.ids ?? []), ...ids])],
      many: many || (before?.many ?? false),
    }))
  if (created === null) {
    // Which ones is not told: the list may leave them out, or have been read after they were made.
    const known = client.getQueryData<{ count: number }>(counted.queryKey)?.count
    const { count } = await callStandard(register, 'summary', input)
    if (known === undefined || count > known) note([], true)
    return
  }
  for (const ids of parts(created)) {
    const asked = { ...input, columns: register.title, id: ids.join(','), limit: atOnce }
    const { items } = await callStandard(register, 'list', asked)
    if (items.length > 0)
      note(
        (items as Row[]).map(({ id }) => id),
        false,
      )
  }
}

/** Brings the lists of a register that are on the screen up to date without moving a row. */
export async function updateShownLists(
  client: QueryClient,
  register: AnyRegister,
  { created, changed }: RecordChanges,
): Promise<void> {
  const cache = client.getQueryCache()
  const lists = cache
    .findAll({ queryKey: keys.lists(register.name), type: 'active' })
    .filter((query) => isRows(query) && isNow(query))
  if (lists.length === 0) return
  const counts = cache
    .findAll({ queryKey: keys.summaries(register.name), type: 'active' })
    .filter((query) => isNow(query) && inputOf(query).group_by === undefined)
  await Promise.all([
    ...lists.map((query) => updateRows(client, register, query, changed)),
    ...(created === null || created.length > 0
      ? counts.map((query) => noteFresh(client, register, query, created))
      : []),
  ])
}
