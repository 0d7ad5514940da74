import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import type { WorkViewer } from '../../../platform/work/work-source.ts'
import type { OrganizationTables } from '../tables.ts'
import type { MandatoryResponsibility, OwnerRole } from './appointment.ts'

/** An appointment in force on a day. */
export interface HeldAppointment {
  readonly id: string
  readonly person_id: string
  readonly role: OwnerRole
  readonly responsibilities: readonly MandatoryResponsibility[] | null
  readonly from_on: string
  readonly to_on: string | null
  readonly delegated_by_id: string | null
  readonly limits: string | null
  /** The highest risk level the holder may accept; null: what the risk criteria give the role. */
  readonly acceptance_limit: 'low' | 'moderate' | 'high' | 'critical' | null
}

const inForce = (db: ReadonlyKysely<OrganizationTables>, on: string) =>
  db
    .selectFrom('app.appointment as a')
    .innerJoin('app.person as p', (join) =>
      join.onRef('p.organization_id', '=', 'a.organization_id').onRef('p.id', '=', 'a.person_id'),
    )
    .select([
      'a.id',
      'a.person_id',
      'a.role',
      'a.responsibilities',
      'a.from_on',
      'a.to_on',
      'a.delegated_by_id',
      'a.limits',
      'a.acceptance_limit',
    ])
    .where('a.state', '=', 'in_force')
    .where('a.archived_at', 'is', null)
    .where('p.state', '=', 'active')
    .where('a.from_on', '<=', on)
    .where((where) => where.or([where('a.to_on', 'is', null), where('a.to_on', '>=', on)]))
    .orderBy('a.delegated_by_id', (order) => order.asc().nullsFirst())
    .orderBy('a.id')

/**
 * Whether a person holds a role on a day, `YYYY-MM-DD`, and by which appointment: their own before a delegated one.
 * People who are disabled hold none.
 */
export const holdsAppointment = (
  scope: SharedScope,
  asked: { readonly person_id: string; readonly role: OwnerRole; readonly on: string },
): Promise<HeldAppointment | undefined> =>
  inForce(tablesIn<OrganizationTables>(scope), asked.on)
    .where('a.person_id', '=', asked.person_id)
    .where('a.role', '=', asked.role)
    .limit(1)
    .executeTakeFirst()

/** Every appointment in force on a day, of one role or of all. */
export const appointmentsInForce = (
  scope: SharedScope,
  asked: { readonly role?: OwnerRole; readonly on: string },
): Promise<HeldAppointment[]> => {
  const found = inForce(tablesIn<OrganizationTables>(scope), asked.on)
  return (asked.role ? found.where('a.role', '=', asked.role) : found).execute()
}

/** In a query of another module: whether the viewer holds a role today; in person, when no delegate may decide. */
export const appointedAs = (
  role: OwnerRole,
  { scope, today }: WorkViewer,
  { in_person }: { readonly in_person: boolean },
): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (
    select from app.appointment a join app.person p on p.organization_id = a.organization_id and p.id = a.person_id
    where a.person_id = ${scope.actor.person_id} and a.role = ${role} and a.state = 'in_force'
      and a.archived_at is null and p.state = 'active'
      and a.from_on <= ${today}::date and (a.to_on is null or a.to_on >= ${today}::date)
      and (a.delegated_by_id is null or ${!in_person}))`
