import type { Condition } from '../../kernel/condition/condition.ts'
import { evaluate } from '../../kernel/condition/evaluate.ts'
import type { Facts } from '../../kernel/condition/fact.ts'

/**
 * Which cadences of the programme pack look at which records. Intervals, escalation and words stand in the pack; here
 * stand only the conditions over a record's facts.
 */
export interface CadenceRule {
  /** A cadence of the programme pack. */
  readonly cadence_id: string
  /** Must hold. While a fact is missing the answer is asked for: unknown is never no. */
  readonly when?: Condition
  /** Must not hold; unknown lets it pass. */
  readonly unless?: Condition
  /** The part of the pack's intervals that applies while the condition holds or is unknown; the last one has none. */
  readonly parts: readonly { readonly applies_to: string; readonly when?: Condition }[]
  /** Clauses and controls of ISO/IEC 42001 that the review supports. */
  readonly requirement_ids: readonly string[]
}

const retired: Condition = { fact: 'lifecycle_stage', op: 'eq', value: 'retirement' }
/** What packs call "in production". */
const inProduction: Condition = { fact: 'lifecycle_stage', op: 'in', value: ['operation', 'reevaluation'] }
const highImpact: Condition = {
  fact: 'rights_safety_impact',
  op: 'in',
  value: ['rights', 'safety', 'rights_and_safety'],
}

/** Cadences that look at an approved AI system. */
export const aiSystemCadences: readonly CadenceRule[] = [
  {
    cadence_id: 'RC01',
    unless: retired,
    parts: [{ applies_to: 'all' }],
    requirement_ids: ['A.6.2.3', 'A.6.2.7'],
  },
  {
    cadence_id: 'RC03',
    when: { all: [inProduction, highImpact] },
    parts: [{ applies_to: 'all' }],
    requirement_ids: ['9.1', 'A.6.2.6'],
  },
  {
    cadence_id: 'RC05',
    when: { all: [inProduction, highImpact] },
    parts: [{ applies_to: 'high_impact', when: highImpact }, { applies_to: 'others' }],
    requirement_ids: ['A.5.4', 'A.6.2.4'],
  },
  {
    cadence_id: 'RC11',
    unless: retired,
    parts: [{ applies_to: 'high_impact', when: highImpact }, { applies_to: 'others' }],
    requirement_ids: ['6.1.4', '8.4', 'A.5.2'],
  },
]

export interface AppliedCadence {
  readonly rule: CadenceRule
  /** The part of the pack's intervals that counts. */
  readonly applies_to: string
}

/** Which cadences look at a record with these facts, and which facts are missing to say so of the others. */
export function cadencesFor(
  rules: readonly CadenceRule[],
  facts: Facts,
): { applied: AppliedCadence[]; missing: string[] } {
  const applied: AppliedCadence[] = []
  const missing = new Set<string>()
  for (const rule of rules) {
    if (rule.unless && evaluate(rule.unless, facts).truth === 'true') continue
    const needed = rule.when ? evaluate(rule.when, facts) : undefined
    for (const fact of needed?.missing ?? []) missing.add(fact)
    if (needed && needed.truth !== 'true') continue
    // Unknown counts as the stricter part, which stands first.
    const part = rule.parts.find(({ when }) => !when || evaluate(when, facts).truth !== 'false')
    if (!part) throw new Error(`Cadence ${rule.cadence_id} has no part that always applies.`)
    applied.push({ rule, applies_to: part.applies_to })
  }
  return { applied, missing: [...missing] }
}
