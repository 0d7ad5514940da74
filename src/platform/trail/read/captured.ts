import { type RawBuilder, sql } from 'kysely'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
/** A row as the trail recorded it. */
export type Image = { [key: string]: Json }

/** One captured change of an operation, with the image it replaced. */
export interface Captured {
  readonly change_id: number
  readonly leaf_index: number | null
  readonly table_name: string | null
  readonly row_id: string | null
  readonly action: 'i' | 'u' | 'd' | 'e' | 'x'
  readonly schema_version: number
  readonly before: Image | null
  readonly after: Image | null
}

/** The changes of an operation in their order, after a change id. */
export const changesOf = (
  operationId: string,
  afterChange: number,
  limit: number,
): RawBuilder<unknown> => sql`
  select c.id as change_id, l.leaf_index, c.table_name, c.row_id, c.action::text as action, c.schema_version, c.after,
    (select p.after from trail.change p
     where p.row_id = c.row_id and p.table_name = c.table_name and p.id < c.id
     order by p.id desc limit 1) as before
  from trail.change c left join trail.leaf l on l.change_id = c.id
  where c.operation_id = ${operationId} and c.id > ${afterChange}
  order by c.id limit ${limit}`
