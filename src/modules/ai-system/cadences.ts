import { type CadenceTrigger, cadencesOn } from '../../kernel/cadence/cadence-rule.ts'
import type { Condition } from '../../kernel/condition/condition.ts'
import { aiSystem } from './ai-system.ts'

const retired: Condition = { fact: 'lifecycle_stage', op: 'eq', value: 'retirement' }
/** What packs call "in production". */
const inProduction: Condition = { fact: 'lifecycle_stage', op: 'in', value: ['operation', 'reevaluation'] }
const highImpact: Condition = {
  fact: 'rights_safety_impact',
  op: 'in',
  value: ['rights', 'safety', 'rights_and_safety'],
}
const newVersion: CadenceTrigger = {
  event: 'ai-system-version.released',
  subject: 'system_id',
  because: 'new_version',
}

/** From approval on, also while a change to the inventory is in review: the system itself keeps running. */
const approved = { begins_in: ['approved'], not_before: 'implemented_on' } as const
const all = [{ applies_to: 'all' }] as const
const byImpact = [{ applies_to: 'high_impact', when: highImpact }, { applies_to: 'others' }] as const
const inUse: Condition = { all: [inProduction, highImpact] }

/** What has to be reviewed about an AI system. */
export const aiSystemCadences = cadencesOn(aiSystem, [
  {
    ...approved,
    cadence_id: 'RC01',
    unless: retired,
    parts: all,
    triggers: [newVersion],
    requirement_ids: ['A.6.2.3', 'A.6.2.7'],
  },
  {
    ...approved,
    cadence_id: 'RC03',
    when: inUse,
    parts: all,
    triggers: [newVersion],
    requirement_ids: ['9.1', 'A.6.2.6'],
  },
  {
    ...approved,
    cadence_id: 'RC05',
    when: inUse,
    parts: byImpact,
    triggers: [newVersion],
    requirement_ids: ['A.5.4', 'A.6.2.4'],
  },
  { ...approved, cadence_id: 'RC06', when: inUse, parts: all, requirement_ids: ['9.1', 'A.6.2.6'] },
  { ...approved, cadence_id: 'RC07', when: inUse, parts: all, requirement_ids: ['A.6.2.8'] },
  { ...approved, cadence_id: 'RC08', when: inUse, parts: all, requirement_ids: ['A.9.2', 'A.9.3'] },
  { ...approved, cadence_id: 'RC09', when: inUse, parts: all, requirement_ids: ['A.6.2.5', 'A.6.2.6'] },
  {
    ...approved,
    cadence_id: 'RC11',
    unless: retired,
    parts: byImpact,
    again_when_changed: true,
    triggers: [newVersion],
    requirement_ids: ['6.1.4', '8.4', 'A.5.2'],
  },
  {
    cadence_id: 'RC15',
    begins_in: ['approved'],
    about: 'organization',
    parts: all,
    requirement_ids: ['4.3', 'A.4.2', 'A.9.2'],
  },
])
