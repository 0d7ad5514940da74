import { queryOptions } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { callStandard } from '../../../client/call.ts'
import type { Row } from '../../row.ts'
import { type ListState, selectionOf } from '../state/list-state.ts'
import { mostIds, type Selection } from '../state/selection.ts'

/** So many rows one request answers with; of so many ids an address has room. */
const pageSize = 200

type Query = Readonly<Record<string, string>>

async function matching(register: AnyRegister, query: Query, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const asked: Query = cursor === null ? query : { ...query, cursor }
    const page = await callStandard(register, 'list', { ...asked, limit: pageSize }, { signal })
    rows.push(...(page.items as Row[]))
    cursor = page.next_cursor
  } while (cursor !== null && rows.length < mostIds)
  return rows
}

/**
 * What the selected records hold in one field today, whether or not the list shows it. Of very many records the first
 * are read.
 */
export function heldQuery(register: AnyRegister, state: ListState, selection: Selection, field: string) {
  const shown = { sort: state.sort, columns: [...new Set([register.title, field])].join(',') }
  const ids = [...selection.ids]
  const chosen: Query[] = selection.everything
    ? [selectionOf(state)]
    : Array.from({ length: Math.ceil(ids.length / pageSize) }, (_, part) => ({
        id: ids.slice(part * pageSize, (part + 1) * pageSize).join(','),
      }))
  return queryOptions({
    queryKey: keys.held(register.name, { ...shown, chosen }),
    queryFn: async ({ signal }): Promise<readonly Row[]> =>
      (await Promise.all(chosen.map((query) => matching(register, { ...query, ...shown }, signal)))).flat(),
    gcTime: 0,
  })
}
