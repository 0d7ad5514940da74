import { cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import { control, controlFrequencies } from './control.ts'

/**
 * Evidence of an operating control is due as often as the control runs; until somebody said how often that is, it is
 * asked for. New evidence settles it.
 */
export const controlCadences = cadencesOn(control, [
  {
    cadence_id: 'RC31',
    begins_in: ['operating'],
    ends_in: ['planned', 'implementing', 'retired'],
    when: { fact: 'frequency', op: 'in', value: [...controlFrequencies] },
    parts: [
      { applies_to: 'weekly', when: { fact: 'frequency', op: 'eq', value: 'weekly' } },
      {
        applies_to: 'monthly_or_more',
        when: { fact: 'frequency', op: 'in', value: ['continuous', 'daily', 'monthly'] },
      },
      { applies_to: 'quarterly', when: { fact: 'frequency', op: 'eq', value: 'quarterly' } },
      { applies_to: 'semiannual', when: { fact: 'frequency', op: 'eq', value: 'semiannual' } },
      { applies_to: 'others' },
    ],
    done_on: 'evidence_on',
    requirement_ids: ['8.1', '9.1'],
  },
])
