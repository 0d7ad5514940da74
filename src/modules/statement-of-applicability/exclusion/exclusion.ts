import { factsOf } from '../../../kernel/condition/condition.ts'
import { allOf, anyOf, type Evaluation, evaluate, type Truth } from '../../../kernel/condition/evaluate.ts'
import { type FactValue, factsFromRecord } from '../../../kernel/condition/fact.ts'
import type { ExclusionEffect, ExclusionRule } from '../../../kernel/pack/kind/iso-42001.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'

/** Facts by the ids of the pack's exclusion facts. Null and absent mean that nobody has stated them. */
export type ExclusionFacts = Readonly<Record<string, FactValue | null | undefined>>

/** What is known about the organization and about each AI system in scope. */
export interface ExclusionSubjects {
  organization: ExclusionFacts
  ai_systems: readonly { id: string; facts: ExclusionFacts }[]
  /** Facts stated to hold for at least one system, without saying which. */
  some_system?: ExclusionFacts
}

/** One fact of one subject, so that a page can name it and link to where it is stated. */
export interface FactReference {
  fact: string
  /** Null for facts stated about the organization as a whole. */
  ai_system_id: string | null
}

/** What one exclusion rule says about the controls it names. */
export interface ExclusionVerdict {
  rule_id: string
  effect: ExclusionEffect
  control_ids: string[]
  reason: string
  /** `true`: the rule speaks against excluding these controls; `unknown`: the missing facts decide. */
  truth: Truth
  decided_by: FactReference[]
  missing: FactReference[]
}

/**
 * Evaluates every exclusion rule of the pack over the facts of the AI systems in scope and of the organization.
 * A rule about AI systems is true as soon as it is true for one of them, and unknown while one could still make it
 * true; without any AI system in scope it is false.
 */
export function evaluateExclusionRules(
  pack: Pack<'iso_42001'>,
  subjects: ExclusionSubjects,
): ExclusionVerdict[] {
  return pack.content.exclusion_rules.map((rule) => ({
    rule_id: rule.id,
    effect: rule.effect,
    control_ids: rule.control_ids,
    reason: rule.reason,
    ...evaluateRule(rule, subjects),
  }))
}

/**
 * The rules that speak, or may yet speak, against excluding one control: those that are true, then those that are
 * unknown. Empty when nothing known contradicts its exclusion.
 */
export function objectionsToExcluding(
  controlId: string,
  verdicts: readonly ExclusionVerdict[],
): ExclusionVerdict[] {
  const about = verdicts.filter((verdict) => verdict.control_ids.includes(controlId))
  return [
    ...about.filter((verdict) => verdict.truth === 'true'),
    ...about.filter((verdict) => verdict.truth === 'unknown'),
  ]
}

function evaluateRule(rule: ExclusionRule, subjects: ExclusionSubjects): Evaluation<FactReference> {
  if (!rule.when) return allOf([])
  if (rule.subject === 'organization') {
    return referring(evaluate(rule.when, factsFromRecord(subjects.organization)), null)
  }
  const { when } = rule
  const about = (facts: ExclusionFacts, id: string | null) =>
    referring(evaluate(when, factsFromRecord(facts)), id)
  const parts = subjects.ai_systems.map(({ id, facts }) => about(facts, id))
  // The unnamed system counts only where the rule looks at what was stated about it.
  const { some_system: some = {} } = subjects
  if (factsOf(when).some((fact) => some[fact] !== undefined)) parts.push(about(some, null))
  return anyOf(parts)
}

function referring(evaluation: Evaluation, aiSystemId: string | null): Evaluation<FactReference> {
  const reference = (fact: string): FactReference => ({ fact, ai_system_id: aiSystemId })
  return {
    truth: evaluation.truth,
    decided_by: evaluation.decided_by.map(reference),
    missing: evaluation.missing.map(reference),
  }
}
