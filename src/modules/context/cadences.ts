import { cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import { scopeStatement } from './scope-statement.ts'

/** Context, interested parties and with them the scope: yearly, and by the day that the approved scope itself names. */
export const scopeCadences = cadencesOn(scopeStatement, [
  {
    cadence_id: 'RC27',
    begins_in: ['approved'],
    ends_in: ['superseded'],
    parts: [{ applies_to: 'all' }],
    done_on: 'approved_on',
    due_by: 'review_on',
    requirement_ids: ['4.1', '4.2', '4.3'],
  },
])
