import { type RawBuilder, sql } from 'kysely'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { Rows } from '../operations/scope.ts'

/** Registers are declared, so their tables are reached by name: the declaration's own, never a caller's. */
export interface RegisterTables {
  readonly [table: `app.${string}`]: Record<string, unknown>
}

/** A table of schema `app` that the trail captures. */
type Captured = Pick<AnyRegister, 'table'>

export const tableOf = (register: Captured): RawBuilder<unknown> => sql`${sql.id('app', register.table)}`

export const column = (name: string): RawBuilder<unknown> => sql`${sql.ref(`r.${name}`)}`

/**
 * Where a list or a record is read from, as `r`: the table, or what its rows were when the log had
 * `treeSize` leaves. Both have the same columns, so filters, sorting and paging do not know the difference.
 */
export function source(register: Captured, treeSize: number | null): RawBuilder<unknown> {
  if (treeSize === null) return sql`${tableOf(register)} as r`
  return sql`(
    select populated.* from (
      select distinct on (l.row_id) c.after
      from trail.leaf l join trail.change c on c.id = l.change_id
      where l.organization_id = (select app.organization_id())
        and l.table_name = ${register.table} and l.leaf_index < ${treeSize}
      order by l.row_id, l.leaf_index desc
    ) latest
    cross join lateral jsonb_populate_record(null::${tableOf(register)}, convert_from(latest.after, 'UTF8')::jsonb) populated
    where latest.after is not null
  ) as r`
}

/**
 * The tree size that a moment stands for: the largest checkpoint signed by then.
 * @returns null for now, 0 when nothing was signed by then.
 */
export async function treeSizeAt(rows: Rows, asOf: string | undefined): Promise<number | null> {
  if (asOf === undefined) return null
  const [last] = await rows<{ tree_size: number }>(sql`
    select tree_size from trail.checkpoint where at <= ${asOf} order by at desc limit 1`)
  return last?.tree_size ?? 0
}
