import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { SharedScope } from '../../operations/scope.ts'
import {
  type Captured,
  type NeededColumns,
  recordThen,
  rowsChangedSince,
  rowsUnchangedSince,
} from './source-as-of.ts'

/** Registers are declared, so their tables are reached by name: the declaration's own, never a caller's. */
export interface RegisterTables {
  readonly [table: `app.${string}`]: Record<string, unknown>
}

export const tableOf = (register: Captured): RawBuilder<unknown> => sql`${sql.id('app', register.table)}`

export const column = (name: string): RawBuilder<unknown> => sql`${sql.ref(`r.${name}`)}`

/**
 * The relations, each named `r` and sharing no row, that together hold the rows now, or as they were when the log had
 * `treeSize` leaves. They have the same columns, so filters, sorting and paging do not know the difference.
 */
export function sources(
  register: Captured,
  treeSize: number | null,
  needed?: NeededColumns,
): readonly RawBuilder<unknown>[] {
  if (treeSize === null) return [sql`${tableOf(register)} as r`]
  return [
    sql`(${rowsUnchangedSince(register, treeSize, needed)}) as r`,
    sql`(${rowsChangedSince(register, treeSize, needed)}) as r`,
  ]
}

/** As `sources`, in one relation. */
export function source(
  register: Captured,
  treeSize: number | null,
  needed?: NeededColumns,
): RawBuilder<unknown> {
  if (treeSize === null) return sql`${tableOf(register)} as r`
  return sql`(${rowsUnchangedSince(register, treeSize, needed)} union all ${rowsChangedSince(register, treeSize, needed)}) as r`
}

/** The one record with this id, now or as it was, as `r`. */
export function sourceOfOne(register: Captured, id: string, treeSize: number | null): RawBuilder<unknown> {
  return treeSize === null ? source(register, null) : sql`(${recordThen(register, id, treeSize)}) as r`
}

/** What a moment that has not come yet would hold, nobody can say: what is answered for it now would change until then. */
const notComeYet = (asOf: string, now: Date) =>
  new OperationError(
    'invalid-input',
    `The moment ${new Date(asOf).toISOString()} has not come yet; it is ${now.toISOString()} here. Ask for an earlier moment, or leave as_of away to read the records as they are now.`,
    {
      issues: [{ path: 'as_of', message: 'lies in the future' }],
      facts: { now: now.toISOString() },
    },
  )

/**
 * The tree size that a moment stands for: the largest checkpoint signed by then.
 * @returns null for now, 0 when nothing was signed by then.
 * @throws invalid-input when the moment has not come yet.
 */
export async function treeSizeAt(
  { rows, now }: Pick<SharedScope, 'rows' | 'now'>,
  asOf: string | undefined,
): Promise<number | null> {
  if (asOf === undefined) return null
  if (Date.parse(asOf) > now.getTime()) throw notComeYet(asOf, now)
  const [last] = await rows<{ tree_size: number }>(sql`
    select tree_size from trail.checkpoint where at <= ${asOf} order by at desc limit 1`)
  return last?.tree_size ?? 0
}
