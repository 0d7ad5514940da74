import { sql } from 'kysely'
import type { Rows } from '../../operations/scope.ts'

/**
 * When operations of these names last wrote each of some records, by id: a UTC instant, exact where a record's own
 * fields know only the day. Records that none of them ever wrote are absent.
 */
export async function lastOperations(
  scope: { readonly rows: Rows },
  table: string,
  ids: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await scope.rows<{ row_id: string; at: string }>(sql`
    select c.row_id, max(o.at) as at
    from trail.change c join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    where c.row_id = any(${[...ids]}::uuid[]) and c.table_name = ${table} and o.name = any(${[...names]}::text[])
    group by c.row_id`)
  return new Map(found.map(({ row_id, at }) => [row_id, at]))
}
