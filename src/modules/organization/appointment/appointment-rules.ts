import { OperationError } from '../../../kernel/contract/error.ts'
import { barred } from '../../../platform/registers/decision/decision.ts'
import type { WriteRules } from '../../../platform/registers/write/write-rules.ts'
import { todayIn } from '../../../platform/work/today.ts'
import type { OrganizationTables } from '../tables.ts'
import { appointment } from './appointment.ts'
import { holdsAppointment } from './holds-appointment.ts'

const invalid = (path: string, message: string) =>
  new OperationError('invalid-input', `Nothing was changed. ${path}: ${message}.`, {
    issues: [{ path, message }],
  })

/** What is special about writing appointments: dates in order, delegation with limits, nobody appoints themselves. */
export const appointmentRules: WriteRules<typeof appointment, OrganizationTables> = {
  locks: [
    {
      in: ['in_force', 'ended'],
      fields: Object.keys(appointment.fields) as (keyof typeof appointment.fields)[],
      because: 'an appointment that took force stays as it was made. End it and make another.',
    },
  ],
  check: async (_tx, after) => {
    if (after.from_on && after.to_on && after.to_on < after.from_on)
      throw invalid('to_on', 'lies before the day the appointment begins')
    if (after.delegated_by_id && after.delegated_by_id === after.person_id)
      throw invalid('delegated_by_id', 'nobody delegates to themselves')
    if (after.delegated_by_id && (!after.to_on || !after.limits?.trim()))
      throw invalid(after.to_on ? 'limits' : 'to_on', 'a delegation has limits and an end')
  },
  guards: {
    appoint: async (tx, record) => {
      if (record.person_id === tx.actor.person_id)
        return barred('nobody appoints themselves. Ask someone else.')
      if (!record.delegated_by_id) return undefined
      const own = await holdsAppointment(tx, {
        person_id: record.delegated_by_id,
        role: record.role,
        on: await todayIn(tx),
      })
      return own && !own.delegated_by_id
        ? undefined
        : 'only who holds this role by an appointment of their own can delegate it.'
    },
  },
}
