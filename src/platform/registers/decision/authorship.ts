import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'

/**
 * Whether a person wrote values of a record since it was last moved into a state: moving it along its lifecycle is not
 * authorship, and neither is what others wrote. Read from the trail, which knows every author.
 * @param id the record's, or the column of a query that holds it.
 */
export function wroteSince(
  register: AnyRegister,
  id: string | RawBuilder<unknown>,
  personId: string,
  decided: string,
): RawBuilder<SqlBool> {
  const transitions = Object.entries(register.lifecycle.transitions)
  const moves = transitions.map(([verb]) => `${register.name}.${verb}`)
  const decisions = transitions
    .filter(([, { to }]) => to === decided)
    .map(([verb]) => `${register.name}.${verb}`)
  return sql<SqlBool>`exists (
    select from trail.change c join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    where c.row_id = ${id} and c.table_name = ${register.table} and o.actor_id = ${personId}
      and o.name <> all(${moves}::text[])
      and c.id > coalesce((
        select max(d.id) from trail.change d join trail.operation e on e.id = d.operation_id and e.xid = d.xid
        where d.row_id = ${id} and d.table_name = ${register.table} and e.name = any(${decisions}::text[])
      ), 0)
  )`
}
