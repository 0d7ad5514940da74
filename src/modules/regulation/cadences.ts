import { cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import { determination } from './determination.ts'

/** What was determined is looked at yearly, also when nothing about the AI system is known to have changed. */
export const determinationCadences = cadencesOn(determination, [
  {
    cadence_id: 'RC32',
    begins_in: ['approved', 'use_rejected'],
    ends_in: ['superseded'],
    parts: [{ applies_to: 'all' }],
    done_on: 'decided_on',
    requirement_ids: ['4.1', '4.2', 'A.5.2'],
  },
])
