import { sql } from 'kysely'
import type { Rows } from '../operations/scope.ts'

/** A field, and the one that says whether its value stands confirmed. */
export interface ConfirmedField {
  readonly field: string
  readonly confirmed: string
}

/**
 * Who stands behind confirmed values of some records, by the record's id: for each field whoever confirmed its value
 * last, or changed it while it was confirmed.
 */
export async function lastConfirmations(
  scope: { readonly rows: Rows },
  table: string,
  ids: readonly string[],
  fields: readonly ConfirmedField[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map()
  const found = await scope.rows<{ record_id: string; person_id: string }>(sql`
    select distinct on (c.row_id, f.field) c.row_id as record_id, o.actor_id as person_id
    from trail.change c
    join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    left join lateral (
      select p.after from trail.change p where p.row_id = c.row_id and p.table_name = c.table_name and p.id < c.id
      order by p.id desc limit 1
    ) earlier on true
    cross join lateral (
      select c.after::jsonb as now, earlier.after::jsonb as before
    ) image
    cross join unnest(${fields.map(({ field }) => field)}::text[], ${fields.map(({ confirmed }) => confirmed)}::text[]) f (field, confirmed)
    where c.row_id = any(${[...ids]}::uuid[]) and c.table_name = ${table} and o.actor_id is not null
      and now ->> f.confirmed = 'true'
      and (before ->> f.confirmed is distinct from 'true' or before ->> f.field is distinct from now ->> f.field)
    order by c.row_id, f.field, c.id desc`)
  const people = Map.groupBy(found, ({ record_id }) => record_id)
  return new Map([...people].map(([id, all]) => [id, all.map(({ person_id }) => person_id)]))
}
