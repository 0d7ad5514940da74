import { sql } from 'kysely'
import type { Role } from '../../kernel/access/role.ts'
import type { FirstStep, FirstStepName, FirstStepStanding } from '../../platform/work/first-step.ts'

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

export const organizationSteps: readonly FirstStep[] = [
  held('invite-aims-manager', 'aims-manager'),
  held('invite-top-management', 'top-management'),
]
