import { cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import { appointment } from './appointment/appointment.ts'

/** Roles and authorities are looked at yearly, and before an appointment ends by itself. */
export const appointmentCadences = cadencesOn(appointment, [
  {
    cadence_id: 'RC33',
    begins_in: ['in_force'],
    ends_in: ['ended'],
    parts: [{ applies_to: 'all' }],
    counts_from: 'entry',
    due_by: 'to_on',
    requirement_ids: ['5.3', 'A.3.2'],
  },
])
