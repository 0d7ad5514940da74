import { spoken } from '../../../kernel/register/spoken.ts'
import type { Authority } from '../../../platform/registers/edition/approve-editions.ts'
import { todayIn } from '../../../platform/work/today.ts'
import type { OwnerRole } from './appointment.ts'
import { appointedAs, holdsAppointment } from './holds-appointment.ts'

/** The authority of those who are appointed to a role today; in person, when a delegate does not have it. */
export const authorityOf = (role: OwnerRole, { in_person }: { readonly in_person: boolean }): Authority => ({
  missing: async (scope) => {
    const asked = { person_id: scope.actor.person_id, role, on: await todayIn(scope) }
    const held = await holdsAppointment(scope, asked)
    if (held && !(in_person && held.delegated_by_id !== null)) return undefined
    return `you are not appointed as ${spoken(role)} today${in_person ? ', and a delegate does not decide this' : ''}. Have an appointment of yours put in force first.`
  },
  heldBy: (viewer) => appointedAs(role, viewer, { in_person }),
})
