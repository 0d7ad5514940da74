import { sql } from 'kysely'
import type { Role } from '../../kernel/access/role.ts'
import { permissionFor } from '../../kernel/register/register.ts'
import type { FirstStep, FirstStepName, FirstStepStanding } from '../../platform/work/first-step.ts'
import { appointment } from './appointment/appointment.ts'

/** Somebody holds the role, or is invited to. */
const held = (name: FirstStepName, role: Role): FirstStep => ({
  name,
  permission: 'person:administer',
  standing: sql<FirstStepStanding>`
    select exists (
      select from app.role_assignment a
      join app.person p on p.organization_id = a.organization_id and p.id = a.person_id
      where a.role = ${role} and p.state in ('invited', 'active') and p.archived_at is null
    ) as done, null::uuid as record_id`,
})

/** Scope, criteria and statement are approved by who is appointed as top management: the role alone does not decide. */
const appointTopManagement: FirstStep = {
  name: 'appoint-top-management',
  permission: permissionFor(appointment, 'write'),
  after: ['invite-top-management'],
  standing: sql<FirstStepStanding>`
    select exists (
      select from app.appointment where role = 'top_management' and state <> 'draft' and archived_at is null
    ) as done, (
      select id from app.appointment where role = 'top_management' and archived_at is null order by id desc limit 1
    ) as record_id`,
}

export const organizationSteps: readonly FirstStep[] = [
  held('invite-aims-manager', 'aims-manager'),
  held('invite-top-management', 'top-management'),
  appointTopManagement,
]
