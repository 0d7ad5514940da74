import { describe, expect, it } from 'vitest'
import { factsFromRecord } from '../../kernel/condition/fact.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { aiSystem } from '../ai-system/contract.ts'
import { aiSystemCadences, cadencesFor } from './cadence-rules.ts'
import { cadenceOf, intervalOf, missedLimit, openingRule } from './programme.ts'

const cadences = (facts: Record<string, string | null>) => {
  const { applied, missing } = cadencesFor(aiSystemCadences, factsFromRecord(facts))
  return {
    asked: applied.map(({ rule, applies_to }) => {
      const cadence = cadenceOf(rule.cadence_id)
      return `${cadence.id} ${intervalOf(cadence, applies_to)}`
    }),
    missing,
  }
}

describe('which cadences look at an AI system', () => {
  it('looks weekly and monthly at a system in operation that may touch rights or safety', () => {
    expect(cadences({ lifecycle_stage: 'operation', rights_safety_impact: 'rights' })).toEqual({
      asked: ['RC01 91', 'RC03 7', 'RC05 30', 'RC11 182'],
      missing: [],
    })
  })

  it('looks less often at one that does not, or is not in operation', () => {
    expect(cadences({ lifecycle_stage: 'operation', rights_safety_impact: 'neither' }).asked).toEqual([
      'RC01 91',
      'RC11 365',
    ])
    expect(cadences({ lifecycle_stage: 'development', rights_safety_impact: 'safety' }).asked).toEqual([
      'RC01 91',
      'RC11 182',
    ])
    expect(cadences({ lifecycle_stage: 'retirement', rights_safety_impact: 'safety' }).asked).toEqual([])
  })

  it('never takes an unknown fact for a no: it plans the stricter interval and names what is missing', () => {
    expect(cadences({ lifecycle_stage: 'operation', rights_safety_impact: null })).toEqual({
      asked: ['RC01 91', 'RC11 182'],
      missing: ['rights_safety_impact'],
    })
    expect(cadences({ lifecycle_stage: null, rights_safety_impact: null }).missing).toEqual([
      'lifecycle_stage',
      'rights_safety_impact',
    ])
    // What is known already decides it.
    expect(cadences({ lifecycle_stage: null, rights_safety_impact: 'neither' }).missing).toEqual([])
  })

  it('rests on the packs: cadences, intervals of each part, requirements; and on fields that exist', () => {
    const { clauses, controls } = shippedPacks().iso_42001.content
    const requirements = new Set([...clauses, ...controls].map(({ id }) => id))
    for (const rule of aiSystemCadences) {
      for (const part of rule.parts)
        expect(intervalOf(cadenceOf(rule.cadence_id), part.applies_to)).toBeGreaterThan(0)
      expect(rule.requirement_ids.filter((id) => !requirements.has(id))).toEqual([])
      expect(rule.parts.at(-1)?.when).toBeUndefined()
    }
    expect(aiSystem.fields.lifecycle_stage.values).toEqual(
      expect.arrayContaining(['retirement', 'operation', 'reevaluation']),
    )
    expect(openingRule()).toEqual({ share_of_interval: 0.25, minimum_days: 2, maximum_days: 30 })
    expect(missedLimit()).toBe(3)
  })
})
