import type { ReadScope } from '../../operations/scope.ts'
import { decodePosition, encodePosition } from '../../registers/read/order.ts'
import { shownDifferences } from '../../registers/record/history.ts'
import { type Captured, changesOf, type Json } from './captured.ts'
import type { OperationSummary } from './read-operations.ts'
import { mayReadChange, spineOfChanges } from './readable.ts'

/** One leaf of an operation: which row it changed and how, as far as the actor may read that row. */
export interface ChangeDetail {
  readonly leaf_index: number | null
  readonly action: 'insert' | 'update' | 'delete' | 'event' | 'erase'
  readonly table: string | null
  /** The register when the row is a record; its title is shown when the actor may read it. */
  readonly register: string | null
  readonly row_id: string | null
  readonly title: string | null
  readonly changes: { field: string; before: Json; after: Json }[]
  /** Further columns that changed, whose values no caller sees. */
  readonly unshown: string[]
  /** What an event itself states. */
  readonly detail: Json
  /** The actor may not read this row, so what it held is not shown. */
  readonly withheld: boolean
  /** The payload was erased with the person it was about. */
  readonly erased: boolean
}

const actions = { i: 'insert', u: 'update', d: 'delete', e: 'event', x: 'erase' } as const

type Scope = Pick<ReadScope<unknown>, 'rows' | 'actor' | 'reachOf' | 'registers'>

/** A page of an operation's changes, in the order of its leaves. */
export async function readChanges(
  scope: Scope,
  operation: Pick<OperationSummary, 'operation_id' | 'event'>,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: ChangeDetail[]; next_cursor: string | null }> {
  const { operation_id, event } = operation
  const after = page.cursor === undefined ? 0 : Number(decodePosition(page.cursor, operation_id).value)
  const found = await scope.rows<Captured>(changesOf(operation_id, after, page.limit + 1))
  const shown = found.slice(0, page.limit)
  const spine = await spineOfChanges(scope, shown)
  const items = shown.map((change): ChangeDetail => {
    const now = change.after
    const before = change.before
    const record = change.row_id === null ? undefined : spine.get(change.row_id)
    const readable = mayReadChange(scope, change, now ?? before, event, spine)
    const register = scope.registers.get(record?.register ?? '')?.register
    const isEvent = change.action === 'e' || change.action === 'x'
    return {
      leaf_index: change.leaf_index,
      action: actions[change.action],
      table: change.table_name,
      register: record?.register ?? null,
      row_id: change.row_id,
      title: record && readable ? record.title : null,
      ...(readable && !isEvent
        ? shownDifferences(register, before ?? {}, now ?? {})
        : { changes: [], unshown: [] }),
      detail: readable && isEvent ? now : null,
      withheld: !readable,
      erased: change.after === null && change.action !== 'd',
    }
  })
  const last = found.length > page.limit ? shown.at(-1) : undefined
  return {
    items,
    next_cursor: last
      ? encodePosition({ sort: operation_id, value: last.change_id, id: operation_id })
      : null,
  }
}
