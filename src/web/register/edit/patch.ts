import type { QueryClient } from '@tanstack/react-query'
import { keys } from '../../app/query-keys.ts'
import type { AnsweredPage } from '../list/rows/answered-page.ts'
import type { WholeRecord } from '../row.ts'

type Changes = Readonly<Record<string, unknown>>

/** The page with one row changed; the same object when it does not hold it. */
export function patchPage(
  page: AnsweredPage | undefined,
  id: string,
  changes: Changes,
): AnsweredPage | undefined {
  if (!page?.items.some((row) => row.id === id)) return page
  return { ...page, items: page.items.map((row) => (row.id === id ? { ...row, ...changes } : row)) }
}

/** Shows a change of a record wherever the record is shown now. */
export function patchRecord(client: QueryClient, register: string, id: string, changes: Changes): void {
  client.setQueriesData<AnsweredPage>({ queryKey: keys.lists(register) }, (page) =>
    patchPage(page, id, changes),
  )
  client.setQueryData<{ record: WholeRecord }>(keys.record(register, id, undefined), (data) =>
    data ? { ...data, record: { ...data.record, ...changes } } : data,
  )
}

/**
 * After a change: what counts or remembers is read again, and lists that are not shown are read again when
 * the person returns to them. The list that is shown keeps its rows where they are.
 */
export function settle(client: QueryClient, register: string, id?: string): void {
  void client.invalidateQueries({ queryKey: keys.lists(register), refetchType: 'none' })
  void client.invalidateQueries({ queryKey: keys.summaries(register) })
  if (id !== undefined) void client.invalidateQueries({ queryKey: keys.about(register, id) })
}
