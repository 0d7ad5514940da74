import { type RawBuilder, sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'

/** A table of schema `app` that the trail captures. */
export type Captured = Pick<AnyRegister, 'table'>

/** Columns that a reading needs, with their SQL types; undefined for all. */
export type NeededColumns = Readonly<Record<string, string>> | undefined

const table = ({ table: name }: Captured) => sql`${sql.id('app', name)}`

/** Leaves `l` of the organization's rows of a table. */
const leavesOf = (register: Captured) =>
  sql`l.organization_id = (select app.organization_id()) and l.table_name = ${register.table}`

/** Changes that are committed but not yet placed in the log. */
const waitingOf = (register: Captured) =>
  sql`trail.pending p join trail.change c on c.operation_id = p.operation_id where c.table_name = ${register.table}`

/**
 * The last image of a row from before the log had `treeSize` leaves; null when the row was deleted by then or has
 * been erased.
 */
const latestImage = (register: Captured, id: RawBuilder<unknown>, treeSize: number) => sql`
  select c.after from trail.leaf l join trail.change c on c.id = l.change_id
  where ${leavesOf(register)} and l.row_id = ${id} and l.leaf_index < ${treeSize}
  order by l.leaf_index desc limit 1`

/**
 * Rows whose last change stood in the log when it had `treeSize` leaves. They are read where they stand, so that
 * indexes serve them: what the trail captured of them last is what the table holds.
 */
export function rowsUnchangedSince(
  register: Captured,
  treeSize: number,
  needed: NeededColumns,
): RawBuilder<unknown> {
  const columns = needed ? sql.join(Object.keys(needed).map((name) => sql.ref(`t.${name}`))) : sql`t.*`
  return sql`
    select ${columns} from ${table(register)} t
    where not exists (select from trail.leaf l where ${leavesOf(register)} and l.row_id = t.id and l.leaf_index >= ${treeSize})
      and not exists (select from ${waitingOf(register)} and c.row_id = t.id)`
}

/** Rows that changed afterwards, or are gone, read from their latest image before. */
export function rowsChangedSince(
  register: Captured,
  treeSize: number,
  needed: NeededColumns,
): RawBuilder<unknown> {
  // The fence: images are found before they are read, and read once. To the planner reading costs nothing, and left to
  // itself it reads every image that there is, or one for every column.
  const images = sql`
    select latest.after as image
    from (
      select l.row_id from trail.leaf l where ${leavesOf(register)} and l.leaf_index >= ${treeSize}
      union select c.row_id from ${waitingOf(register)}
    ) changed
    cross join lateral (${latestImage(register, sql`changed.row_id`, treeSize)}) latest
    where latest.after is not null offset 0`
  if (!needed)
    return sql`
      select (read.row).* from (
        select json_populate_record(null::${table(register)}, i.image) as row from (${images}) i offset 0
      ) read`
  const columns = Object.entries(needed).map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
  return sql`select read.* from (${images}) i cross join lateral json_to_record(i.image) as read(${sql.join(columns)})`
}

/** One record from its latest image before, whatever became of it since. */
export function recordThen(register: Captured, id: string, treeSize: number): RawBuilder<unknown> {
  return sql`
    select read.* from (${latestImage(register, sql`${id}`, treeSize)}) latest
    cross join lateral json_populate_record(null::${table(register)}, latest.after) read
    where latest.after is not null`
}
