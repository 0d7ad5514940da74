import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'
import { appointment } from './appointment/appointment.ts'
import { organizationUnit } from './organization-unit.ts'
import { person } from './person.ts'

export { listAblePeople } from './able-people-contract.ts'
export * from './access/access-contract.ts'
export {
  acceptanceLimits,
  type MandatoryResponsibility,
  mandatoryResponsibilities,
  type OwnerRole,
  ownerRoles,
} from './appointment/appointment.ts'
export { listVacancies } from './appointment/appointment-vacancy.ts'
export { getBeginning } from './beginning-contract.ts'
export { appointment, organizationUnit, person }

/** Who is signed in, where, and what they may do: everything a page needs to show only what can be used. */
export const sessionOperation = queryOperation({
  name: 'session.get',
  method: 'GET',
  path: '/session',
  summary: 'Read who is signed in and what they may do',
  permission: 'session:read',
  input: z.strictObject({}),
  output: z.object({
    person: z.object({ id: z.uuid(), name: z.string(), email: z.string().nullable() }),
    organization: z.object({
      id: z.uuid(),
      name: z.string(),
      time_zone: z.string(),
      locale: z.string(),
    }),
    roles: z.array(z.string()),
    permissions: z.record(z.string(), z.enum(['all', 'own'])),
    demo: z.boolean(),
  }),
})
