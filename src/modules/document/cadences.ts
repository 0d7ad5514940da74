import { cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import { policy } from './policy.ts'

/** A policy is reviewed yearly after its approval, and by the day that it names itself. */
export const policyCadences = cadencesOn(policy, [
  {
    cadence_id: 'RC13',
    begins_in: ['approved'],
    ends_in: ['withdrawn'],
    parts: [{ applies_to: 'all' }],
    done_on: 'approved_on',
    due_by: 'review_on',
    requirement_ids: ['5.2', 'A.2.2', 'A.2.4'],
  },
])
