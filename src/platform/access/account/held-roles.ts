import { sql } from 'kysely'
import type { Rows } from '../../operations/scope.ts'

/** The access roles that a person holds in the organization now. */
export async function heldRoles(rows: Rows, personId: string): Promise<string[]> {
  const held = await rows<{ role: string }>(
    sql`select role from app.role_assignment where person_id = ${personId} order by role`,
  )
  return held.map(({ role }) => role)
}

/** Whether a person has no access to the organization any more. */
export async function isDisabled(rows: Rows, personId: string): Promise<boolean> {
  const found = await rows(
    sql`select from app.person where id = ${personId} and (state = 'disabled' or archived_at is not null)`,
  )
  return found.length > 0
}
