import { describe, expect, it } from 'vitest'
import { cadencesFor } from '../src/kernel/cadence/cadence-rule.ts'
import { conditionProblems } from '../src/kernel/condition/check.ts'
import type { Condition } from '../src/kernel/condition/condition.ts'
import { type FactDeclaration, factsFromRecord } from '../src/kernel/condition/fact.ts'
import { aiSystemCadences } from '../src/modules/ai-system/cadences.ts'
import { controlCadences } from '../src/modules/control/cadences.ts'
import { controlFrequencies } from '../src/modules/control/control.ts'
import { evidenceIntervalDays } from '../src/modules/control/rules.ts'
import { modules } from '../src/modules/index.ts'
import {
  accessRoleOf,
  cadenceOf,
  intervalOf,
  missedLimit,
  openingRule,
  triggeredWithinDays,
} from '../src/modules/obligation/cadence/programme.ts'
import { messages } from '../src/modules/obligation/messages/en.ts'
import { registerOf } from '../src/modules/requirement/contract.ts'
import { riskCadences } from '../src/modules/risk/cadences.ts'
import { handlersOf } from '../src/platform/module.ts'
import { shippedPacks } from '../src/platform/packs/shipped-packs.ts'

const declared = modules.flatMap(({ cadences = [] }) => cadences)
const registers = new Map(
  modules.flatMap((module) => module.registers.map(({ register }) => [register.name, register] as const)),
)
const events = new Set(handlersOf(modules).flatMap(({ operation }) => operation.events))
const { programme, iso_42001 } = shippedPacks()

const words: Readonly<Record<string, string>> = messages

/** Cadences of the programme that no register is looked at by yet. A register that comes takes its own out of here. */
const silent = [
  'RC02 dataset',
  'RC04 incident',
  'RC16 supplier-assessment',
  'RC17 context-issue legal-obligation',
  'RC18 context-issue opportunity',
  'RC19 kpi-observation',
  'RC20 management-review',
  'RC21 audit-report',
  'RC22 training-completion',
  'RC23 competence-record',
  'RC24 evaluation-report',
  'RC25 audit-report',
  'RC26 access-log',
  'RC28 resource-plan',
  'RC29 decision-log',
  'RC30 energy-record',
]

describe('cadences of the programme', () => {
  it('look at a register each, or are silent until theirs is there', () => {
    const heard = new Set(declared.flatMap(({ rules }) => rules.map(({ cadence_id }) => cadence_id)))
    const others = programme.content.cadences.filter(({ id }) => !heard.has(id))
    expect(others.map(({ id }) => id)).toEqual(silent.map((one) => one.split(' ')[0]))
  })

  it('are called in the list of obligations what the programme calls them', () => {
    const called = programme.content.cadences.map(({ id }) => [id, words[`obligation.origin.${id}`]])
    expect(called).toEqual(programme.content.cadences.map(({ id, object }) => [id, object]))
    const worded = Object.keys(words).filter((key) => /^obligation\.origin\.RC/.test(key))
    expect(worded).toHaveLength(called.length)
  })

  it('are silent only while nothing of what they make is a register', () => {
    const unheard = silent.flatMap((one) => {
      const [id = '', ...awaited] = one.split(' ')
      const made = cadenceOf(programme, id).record_types.map(registerOf)
      const there = awaited.filter((register) => registers.has(register))
      return [
        ...there.map((register) => `${id} could look at ${register}`),
        ...awaited.filter((register) => !made.includes(register)),
      ]
    })
    expect(unheard).toEqual([])
  })
})

/** A register's fields as facts that conditions may test. */
function factsOf(name: string): FactDeclaration[] {
  return Object.entries(registers.get(name)?.fields ?? {}).flatMap(([id, field]) =>
    field.kind === 'choice' || field.kind === 'choices' || field.kind === 'boolean'
      ? [{ id, type: field.kind, ...(field.values ? { options: [...field.values] } : {}) }]
      : [],
  )
}

const rules = declared.flatMap(({ register, rules: own }) =>
  own.map((rule) => [register, rule.cadence_id, rule] as const),
)

describe.each(rules)('%s %s', (register, cadenceId, rule) => {
  it('rests on the packs: cadence, interval of each part, requirements', () => {
    for (const part of rule.parts)
      expect(intervalOf(cadenceOf(programme, cadenceId), part.applies_to)).toBeGreaterThan(0)
    expect(rule.parts.at(-1)?.when).toBeUndefined()
    const requirements = new Set(
      [...iso_42001.content.clauses, ...iso_42001.content.controls].map(({ id }) => id),
    )
    expect(rule.requirement_ids.filter((id) => !requirements.has(id))).toEqual([])
  })

  it('rests on what its register has: states, fields of dates, facts', () => {
    const found = registers.get(register)
    // Versions of the Statement of Applicability are frozen; the spine knows them.
    if (!found) return expect(register).toBe('soa-version')
    const states = Object.keys(found.lifecycle.states)
    expect([...rule.begins_in, ...(rule.ends_in ?? [])].filter((state) => !states.includes(state))).toEqual(
      [],
    )
    for (const field of [rule.done_on, rule.due_by, rule.not_before])
      if (field) expect(found.fields[field]?.kind).toBe('date')
    const conditions: (Condition | undefined)[] = [
      rule.when,
      rule.unless,
      ...rule.parts.map(({ when }) => when),
    ]
    const problems = conditions.flatMap((one) => (one ? conditionProblems(one, factsOf(register)) : []))
    expect(problems).toEqual([])
    if (rule.again_when_changed)
      expect(Object.values(found.fields).some(({ significant }) => significant)).toBe(true)
  })

  it('is brought forward by events that happen, of records that name its subject', () => {
    for (const { event, subject } of rule.triggers ?? []) {
      expect(events).toContain(event)
      if (subject === undefined) continue
      expect(registers.get(event.split('.')[0] ?? '')?.fields[subject]?.register).toBe(register)
    }
  })
})

const asked = (own: typeof aiSystemCadences, facts: Record<string, string | null>) => {
  const { applied, missing } = cadencesFor(own.rules, factsFromRecord(facts))
  return {
    asked: applied.map(({ rule, applies_to }) => {
      const cadence = cadenceOf(programme, rule.cadence_id)
      return `${cadence.id} ${intervalOf(cadence, applies_to)}`
    }),
    missing,
  }
}

describe('which cadences look at an AI system', () => {
  const always = ['RC15 30']

  it('looks weekly and monthly at a system in operation that may touch rights or safety', () => {
    expect(asked(aiSystemCadences, { lifecycle_stage: 'operation', rights_safety_impact: 'rights' })).toEqual(
      {
        asked: [
          'RC01 91',
          'RC03 7',
          'RC05 30',
          'RC06 7',
          'RC07 30',
          'RC08 91',
          'RC09 182',
          'RC11 182',
          ...always,
        ],
        missing: [],
      },
    )
  })

  it('looks less often at one that does not, or is not in operation', () => {
    const of = (stage: string, impact: string) =>
      asked(aiSystemCadences, { lifecycle_stage: stage, rights_safety_impact: impact }).asked
    expect(of('operation', 'neither')).toEqual(['RC01 91', 'RC11 365', ...always])
    expect(of('development', 'safety')).toEqual(['RC01 91', 'RC11 182', ...always])
    expect(of('retirement', 'safety')).toEqual(always)
  })

  it('never takes an unknown fact for a no: it plans the stricter interval and names what is missing', () => {
    expect(asked(aiSystemCadences, { lifecycle_stage: 'operation', rights_safety_impact: null })).toEqual({
      asked: ['RC01 91', 'RC11 182', ...always],
      missing: ['rights_safety_impact'],
    })
    expect(
      asked(aiSystemCadences, { lifecycle_stage: null, rights_safety_impact: null }).missing.toSorted(),
    ).toEqual(['lifecycle_stage', 'rights_safety_impact'])
    // What is known already decides it.
    expect(
      asked(aiSystemCadences, { lifecycle_stage: null, rights_safety_impact: 'neither' }).missing,
    ).toEqual([])
  })
})

describe('which cadences look at risks and controls', () => {
  it('looks monthly at a high risk until people rated what remains as lower', () => {
    const of = (inherent: string, residual: string | null) =>
      asked(riskCadences, { inherent_level: inherent, residual_level: residual }).asked
    expect(of('critical', null)).toEqual(['RC10 30'])
    expect(of('high', 'high')).toEqual(['RC10 30'])
    expect(of('high', 'moderate')).toEqual(['RC10 91'])
    expect(of('low', null)).toEqual(['RC10 91'])
  })

  it('wants evidence of a control as often as its rating counts on it', () => {
    for (const frequency of controlFrequencies)
      expect(asked(controlCadences, { frequency }).asked).toEqual([`RC31 ${evidenceIntervalDays[frequency]}`])
    expect(asked(controlCadences, { frequency: null })).toEqual({ asked: [], missing: ['frequency'] })
  })
})

it('reads the scheduler’s numbers from the pack, and finds a holder for each owner role', () => {
  expect(openingRule(programme)).toEqual({ share_of_interval: 0.25, minimum_days: 2, maximum_days: 30 })
  expect(missedLimit(programme)).toBe(3)
  expect(triggeredWithinDays(programme)).toBe(14)
  const held = programme.content.cadences.map(({ owner_role }) => accessRoleOf(owner_role))
  expect([...new Set(held)].toSorted()).toEqual([
    'aims-manager',
    'internal-auditor',
    'risk-owner',
    'top-management',
  ])
})
