import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { PersonalScope } from '../../operations/scope.ts'

/** Whether a person owns a record, or wrote values of it since it was last moved into a state: nobody decides about that. */
export async function isInvolved(
  register: AnyRegister,
  scope: Pick<PersonalScope, 'rows' | 'actor'>,
  { id, owner_id }: Pick<RecordOf<AnyRegister>, 'id' | 'owner_id'>,
  decided: string,
): Promise<boolean> {
  const me = scope.actor.person_id
  if (owner_id === me) return true
  const [found] = await scope.rows<{ wrote: boolean }>(
    sql`select ${wroteSince(register, id, me, decided)} as wrote`,
  )
  return found?.wrote ?? false
}

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
  // Names that no query around this one gives its tables.
  return sql<SqlBool>`exists (
    select from trail.change written join trail.operation writing on writing.id = written.operation_id and writing.xid = written.xid
    where written.row_id = ${id} and written.table_name = ${register.table} and writing.actor_id = ${personId}
      and writing.name <> all(${moves}::text[])
      and written.id > coalesce((
        select max(moved.id) from trail.change moved join trail.operation moving on moving.id = moved.operation_id and moving.xid = moved.xid
        where moved.row_id = ${id} and moved.table_name = ${register.table} and moving.name = any(${decisions}::text[])
      ), 0)
  )`
}
