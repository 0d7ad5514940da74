import type { PackContent } from '../../../kernel/pack/pack.ts'
import type { OwnerRole } from '../../organization/contract.ts'
import { riskLevels } from '../score/scale.ts'
import { type CriteriaContent, criteriaContent } from './criteria-content.ts'

type AiRisk = PackContent<'ai_risk'>

const byId = <T extends { readonly id: string }>(all: readonly T[], id: string): T => {
  const found = all.find((one) => one.id === id)
  if (!found) throw new Error(`The pack of AI risks has no item ${id}.`)
  return found
}

const eachLevel = <T>(make: (level: (typeof riskLevels)[number]) => T) =>
  Object.fromEntries(riskLevels.map((level) => [level, make(level)]))

const parameter = (rules: AiRisk['impact_rules'], id: string, name: string): unknown =>
  byId(rules, id).parameters?.[name]

/** How often a risk is looked at again where the pack leaves it open. */
const defaultReviewDays = 182

/** The defaults of the scenario pack as criteria, to be decided about: appetite left open and money bands unset. */
export function criteriaFromPack(pack: AiRisk): CriteriaContent {
  return criteriaContent.parse({
    likelihood_levels: pack.likelihood_levels.map((one) => ({
      level: one.level,
      title: one.title,
      per_year: one.per_year,
      per_use: one.per_use,
      evidence: one.supporting_evidence,
    })),
    impact_levels: pack.impact_levels.map(({ level, title, organization, individuals, societies }) => ({
      level,
      title,
      organization,
      individuals,
      societies,
    })),
    bands: pack.risk_levels.map(({ id, score_from, score_to }) => ({ level: id, score_from, score_to })),
    severe_floor: parameter(pack.impact_rules, 'severe_floor', 'level_at_least'),
    legal_duty_floor: parameter(pack.impact_rules, 'legal_duty_floor', 'at_least'),
    scale_over_people: parameter(pack.impact_rules, 'scale', 'affected_people_over'),
    appetite: Object.fromEntries(pack.categories.map((one) => [one.id, one.default_appetite])),
    uses_needing_higher_approval: [],
    deadlines: eachLevel((level) => {
      const one = byId(pack.treatment_deadlines, level)
      return {
        reduce_within_days: one.stop_or_reduce_within_days,
        plan_within_working_days: one.plan_within_working_days,
        done_within_days: one.done_within_days,
        review_interval_days: one.review_interval_days ?? defaultReviewDays,
      }
    }),
    acceptance: eachLevel((level) => {
      const one = byId(pack.acceptance_authorities, level)
      return {
        accepted_by: one.accepted_by as OwnerRole[],
        consulted: one.consulted as OwnerRole[],
        maximum_validity_days: one.maximum_validity_days,
        once_only: one.once_only ?? false,
        conditions: one.conditions,
      }
    }),
    low_by_system_owner: true,
    annual_revenue: { amount: null, currency: null },
    revenue_bands_set: false,
  })
}
