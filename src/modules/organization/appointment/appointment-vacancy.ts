import { z } from 'zod'
import { queryOperation } from '../../../kernel/contract/operation.ts'
import { titles } from '../../../kernel/register/answer.ts'
import { mandatoryResponsibilities, ownerRoles } from './appointment.ts'

const id = z.uuid()
const held = z.object({ appointment_id: id, person_id: id, to_on: z.string().nullable() })

/** Who holds each role and each mandatory responsibility today; an empty list of holders is a vacancy. */
export const listVacancies = queryOperation({
  name: 'appointment.vacancies',
  method: 'GET',
  path: '/appointments/vacancies',
  summary: 'Which roles and mandatory responsibilities are held today, by whom, and which are vacant',
  permission: 'appointment:read',
  input: z.strictObject({
    /** The day to look at; today, where the organization is, unless given. */
    on: z.iso.date().optional(),
  }),
  output: z.object({
    on: z.string(),
    roles: z.array(z.object({ role: z.enum(ownerRoles), vacant: z.boolean(), held_by: z.array(held) })),
    /** Conformity of the management system and reporting on it (clause 5.3): never to be vacant. */
    responsibilities: z.array(
      z.object({
        responsibility: z.enum(mandatoryResponsibilities),
        vacant: z.boolean(),
        held_by: z.array(held),
      }),
    ),
    titles,
  }),
})
