import type { z } from 'zod'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../../kernel/register/standard.ts'

type Captured = z.output<StandardOperations<AnyRegister>['history']['output']>['items'][number]

/** What one operation did to a record: its changed rows and its event, put together. */
export interface HistoryEntry {
  readonly operation_id: string
  readonly at: string
  readonly actor_id: string | null
  readonly event: string
  /** What was done to a record of this register, such as `closed`; null for what was done elsewhere and changed it. */
  readonly verb: string | null
  readonly leaf_index: number | null
  /** The record began with it: its first values are no changes. */
  readonly beginning: boolean
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[]
  /** Columns that changed too, of which nobody is shown what they hold. */
  readonly unshown: readonly string[]
  readonly reason: string | null
}

const reasonOf = (detail: unknown): string | null =>
  typeof detail === 'object' && detail !== null && 'reason' in detail && typeof detail.reason === 'string'
    ? detail.reason
    : null

/** Entries by operation, in the order they came: newest first. */
export function entriesOf(register: Pick<AnyRegister, 'name'>, items: readonly Captured[]): HistoryEntry[] {
  const entries = new Map<string, HistoryEntry>()
  for (const item of items) {
    const before = entries.get(item.operation_id)
    entries.set(item.operation_id, {
      operation_id: item.operation_id,
      at: item.at,
      actor_id: item.actor_id,
      event: item.event,
      verb: item.event.startsWith(`${register.name}.`) ? item.event.slice(register.name.length + 1) : null,
      leaf_index: before?.leaf_index ?? item.leaf_index,
      beginning: before?.beginning === true || item.action === 'insert',
      changes: [...(before?.changes ?? []), ...item.changes],
      unshown: [...(before?.unshown ?? []), ...item.unshown],
      reason: before?.reason ?? reasonOf(item.detail),
    })
  }
  return [...entries.values()]
}
