import { query } from '../../../platform/operations/handler.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import { todayIn } from '../../../platform/work/today.ts'
import type { OrganizationTables } from '../tables.ts'
import { mandatoryResponsibilities, ownerRoles } from './appointment.ts'
import { listVacancies } from './appointment-vacancy.ts'
import { appointmentsInForce, type HeldAppointment } from './holds-appointment.ts'

const holders = (all: readonly HeldAppointment[]) => ({
  vacant: all.length === 0,
  held_by: all.map(({ id, person_id, to_on }) => ({ appointment_id: id, person_id, to_on })),
})

export const vacanciesHandler = query<OrganizationTables>()(listVacancies, async (scope, input) => {
  const on = input.on ?? (await todayIn(scope))
  const all = await appointmentsInForce(scope, { on })
  return {
    on,
    roles: ownerRoles.map((role) => ({ role, ...holders(all.filter((one) => one.role === role)) })),
    responsibilities: mandatoryResponsibilities.map((responsibility) => ({
      responsibility,
      ...holders(all.filter((one) => one.responsibilities?.includes(responsibility))),
    })),
    titles: await titlesOf(scope, referencesIn(all, ['person_id'])),
  }
})
