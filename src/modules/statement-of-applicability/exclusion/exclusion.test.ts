import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadPacks } from '../../../platform/packs/load-packs.ts'
import {
  type ExclusionFacts,
  type ExclusionSubjects,
  evaluateExclusionRules,
  objectionsToExcluding,
} from './exclusion.ts'

const pack = loadPacks(join(import.meta.dirname, '../../../../packs')).iso_42001

/** A bought tool that only employees use and that is not in use yet. */
const quiet: ExclusionFacts = {
  trains: false,
  fine_tunes: false,
  uses_retrieval_data: false,
  stage: 'inception',
  has_third_party_component: false,
  affects_external_persons: false,
  ai_roles: ['user'],
}
const quietOrganization: ExclusionFacts = { has_ai_customers: false }

function verdict(ruleId: string, subjects: Partial<ExclusionSubjects>) {
  const all = evaluateExclusionRules(pack, { organization: quietOrganization, ai_systems: [], ...subjects })
  const found = all.find((candidate) => candidate.rule_id === ruleId)
  if (!found) throw new Error(`no rule ${ruleId}`)
  return found
}
const oneSystem = (facts: ExclusionFacts) => ({
  ai_systems: [{ id: 'chatbot', facts: { ...quiet, ...facts } }],
})

describe('the seven exclusion rules', () => {
  const cases: [string, ExclusionFacts, string, string[]][] = [
    [
      'data_is_used_to_build_or_ground',
      { trains: true },
      'cannot_exclude',
      ['A.7.2', 'A.7.3', 'A.7.4', 'A.7.5', 'A.7.6'],
    ],
    [
      'data_is_used_to_build_or_ground',
      { fine_tunes: true },
      'cannot_exclude',
      ['A.7.2', 'A.7.3', 'A.7.4', 'A.7.5', 'A.7.6'],
    ],
    [
      'data_is_used_to_build_or_ground',
      { uses_retrieval_data: true },
      'cannot_exclude',
      ['A.7.2', 'A.7.3', 'A.7.4', 'A.7.5', 'A.7.6'],
    ],
    ['system_in_production', { stage: 'operation' }, 'cannot_exclude', ['A.6.2.6', 'A.9.4', 'A.4.2']],
    ['system_in_production', { stage: 'reevaluation' }, 'cannot_exclude', ['A.6.2.6', 'A.9.4', 'A.4.2']],
    ['third_party_component', { has_third_party_component: true }, 'cannot_exclude', ['A.10.2', 'A.10.3']],
    [
      'external_persons_affected',
      { affects_external_persons: true },
      'needs_strong_justification',
      ['A.8.3', 'A.5.4'],
    ],
    [
      'developer_or_producer_role',
      { ai_roles: ['user', 'developer'] },
      'cannot_exclude',
      ['A.6.1.2', 'A.6.1.3', 'A.6.2.2', 'A.6.2.3', 'A.6.2.4', 'A.6.2.5'],
    ],
    [
      'developer_or_producer_role',
      { ai_roles: ['producer'] },
      'cannot_exclude',
      ['A.6.1.2', 'A.6.1.3', 'A.6.2.2', 'A.6.2.3', 'A.6.2.4', 'A.6.2.5'],
    ],
  ]
  it.each(cases)('%s holds for %j', (ruleId, facts, effect, controlIds) => {
    expect(verdict(ruleId, oneSystem({})).truth).toBe('false')
    expect(verdict(ruleId, oneSystem(facts))).toMatchObject({
      truth: 'true',
      effect,
      control_ids: controlIds,
    })
  })

  it('ai_customers holds for an organization with AI customers', () => {
    const found = verdict('ai_customers', { organization: { has_ai_customers: true } })
    expect(found).toMatchObject({ truth: 'true', effect: 'cannot_exclude', control_ids: ['A.10.4', 'A.8.2'] })
    expect(found.decided_by).toEqual([{ fact: 'has_ai_customers', ai_system_id: null }])
  })

  it('always_needed holds without any fact', () => {
    expect(verdict('always_needed', { organization: {} })).toMatchObject({
      truth: 'true',
      effect: 'practically_not_excludable',
      control_ids: ['A.2.2', 'A.2.4', 'A.3.2', 'A.3.3', 'A.4.6', 'A.5.2', 'A.5.3', 'A.8.4'],
      missing: [],
    })
  })

  it('are these seven and no others', () => {
    const ids = evaluateExclusionRules(pack, { organization: {}, ai_systems: [] }).map(
      (found) => found.rule_id,
    )
    expect(ids).toHaveLength(7)
    expect(new Set([...cases.map(([id]) => id), 'ai_customers', 'always_needed'])).toEqual(new Set(ids))
  })
})

describe('what is not known', () => {
  it('stays unknown, and is named with the system it is missing from', () => {
    const ai_systems = [
      { id: 'chatbot', facts: quiet },
      { id: 'ranking', facts: { ...quiet, trains: null, fine_tunes: undefined } },
    ]
    const found = verdict('data_is_used_to_build_or_ground', { ai_systems })
    expect(found.truth).toBe('unknown')
    expect(found.missing).toEqual([
      { fact: 'trains', ai_system_id: 'ranking' },
      { fact: 'fine_tunes', ai_system_id: 'ranking' },
    ])
  })

  it('does not matter once one system settles the rule', () => {
    const ai_systems = [
      { id: 'unknown', facts: {} },
      { id: 'ranking', facts: { trains: true } },
    ]
    expect(verdict('data_is_used_to_build_or_ground', { ai_systems })).toMatchObject({
      truth: 'true',
      decided_by: [{ fact: 'trains', ai_system_id: 'ranking' }],
      missing: [],
    })
  })

  it('leaves every rule but the one without a condition unknown for a system nobody described', () => {
    const found = evaluateExclusionRules(pack, { organization: {}, ai_systems: [{ id: 'new', facts: {} }] })
    expect(found.filter((entry) => entry.truth !== 'unknown').map((entry) => entry.rule_id)).toEqual([
      'always_needed',
    ])
  })
})

it('lists the objections to excluding one control, the certain ones first', () => {
  const organization = { has_ai_customers: null }
  const found = evaluateExclusionRules(pack, {
    organization,
    ...oneSystem({ affects_external_persons: true }),
  })
  expect(objectionsToExcluding('A.8.3', found)).toMatchObject([
    { rule_id: 'external_persons_affected', truth: 'true' },
  ])
  expect(objectionsToExcluding('A.8.2', found)).toMatchObject([{ rule_id: 'ai_customers', truth: 'unknown' }])
  expect(objectionsToExcluding('A.7.2', found)).toEqual([])
})

describe('for any facts', () => {
  const bit = fc.option(fc.boolean())
  const system = fc.record({
    trains: bit,
    fine_tunes: bit,
    uses_retrieval_data: bit,
    stage: fc.option(fc.constantFrom(...pack.content.life_cycle_stages.map((stage) => stage.id))),
    has_third_party_component: bit,
    affects_external_persons: bit,
    ai_roles: fc.option(fc.subarray(['provider', 'producer', 'developer', 'user', 'partner'])),
  })
  const systems = fc.array(system, { maxLength: 4 })
  const truths = (facts: ExclusionFacts[], organization: ExclusionFacts) =>
    evaluateExclusionRules(pack, {
      organization,
      ai_systems: facts.map((f, index) => ({ id: `s${index}`, facts: f })),
    })

  it('one more system never withdraws an objection', () => {
    fc.assert(
      fc.property(systems, system, (before, more) => {
        const after = truths([...before, more], quietOrganization)
        for (const [index, found] of truths(before, quietOrganization).entries()) {
          if (found.truth === 'true') expect(after[index]?.truth).toBe('true')
        }
      }),
    )
  })

  it('the order of systems does not matter', () => {
    fc.assert(
      fc.property(systems, (facts) => {
        const truth = (of: ExclusionFacts[]) => truths(of, quietOrganization).map((found) => found.truth)
        expect(truth(facts.toReversed())).toEqual(truth(facts))
      }),
    )
  })

  it('stating what was missing settles a rule only where it was open', () => {
    fc.assert(
      fc.property(systems, (facts) => {
        const stated = facts.map((of) => ({
          ...quiet,
          ...Object.fromEntries(Object.entries(of).filter(([, v]) => v !== null)),
        }))
        const after = truths(stated, quietOrganization)
        for (const [index, found] of truths(facts, quietOrganization).entries()) {
          expect(after[index]?.truth).not.toBe('unknown')
          if (found.truth !== 'unknown') expect(after[index]?.truth).toBe(found.truth)
        }
      }),
    )
  })
})
