import { cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import type { Condition } from '../../kernel/condition/condition.ts'
import { riskCriteria } from './criteria/risk-criteria.ts'
import { risk } from './risk.ts'

const lower = ['low', 'moderate']

/** High or critical, unless people rated what remains as lower. */
const highOrCritical: Condition = {
  all: [
    { fact: 'inherent_level', op: 'not_in', value: lower },
    { not: [{ fact: 'residual_level', op: 'in', value: lower }] },
  ],
}

/** A risk is reviewed from its assessment until it is closed; assessing it again is a review. */
export const riskCadences = cadencesOn(risk, [
  {
    cadence_id: 'RC10',
    begins_in: ['assessed', 'treatment_planned', 'treating', 'verifying', 'accepted'],
    ends_in: ['closed'],
    parts: [{ applies_to: 'high_or_critical', when: highOrCritical }, { applies_to: 'others' }],
    done_on: 'assessed_on',
    triggers: [
      { event: 'risk.lapsed-returned', because: 'acceptance_ended' },
      { event: 'ai-system-version.released', because: 'new_version' },
    ],
    requirement_ids: ['6.1.2', '8.2'],
  },
])

/** Risk criteria are a controlled document: reviewed yearly, and by the day that they name themselves. */
export const criteriaCadences = cadencesOn(riskCriteria, [
  {
    cadence_id: 'RC14',
    begins_in: ['approved'],
    ends_in: ['superseded'],
    parts: [{ applies_to: 'others' }],
    done_on: 'approved_on',
    due_by: 'review_on',
    requirement_ids: ['6.1.1', '7.5.2'],
  },
])
