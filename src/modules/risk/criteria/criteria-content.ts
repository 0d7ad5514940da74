import { z } from 'zod'
import { ownerRoles } from '../../organization/contract.ts'
import { categoryNames } from '../label.ts'
import { categories, rankOf, riskLevels } from '../score/scale.ts'

const level = z.int().min(1).max(5)
const riskLevel = z.enum(riskLevels)
const words = z.string().trim().min(1).max(400)
const days = z.int().min(1).max(3650)

const likelihoodLevel = z.strictObject({
  level,
  title: words,
  per_year: words,
  per_use: words,
  evidence: words,
})
const impactLevel = z.strictObject({
  level,
  title: words,
  organization: words,
  individuals: words,
  societies: words,
})
const band = z.strictObject({ level: riskLevel, score_from: z.int().min(1), score_to: z.int().max(25) })
const deadline = z
  .strictObject({
    /** Stop or reduce the risk within so many days. */
    reduce_within_days: days.nullable(),
    plan_within_working_days: days.nullable(),
    done_within_days: days.nullable(),
    review_interval_days: days,
  })
  .meta({ title: 'risk-deadlines' })
const acceptance = z
  .strictObject({
    accepted_by: z.array(z.enum(ownerRoles)).min(1),
    consulted: z.array(z.enum(ownerRoles)),
    maximum_validity_days: days,
    once_only: z.boolean(),
    conditions: z.array(words),
  })
  .meta({ title: 'risk-authority' })
/** One entry for each risk level. */
const byLevel = <T extends z.ZodType>(one: T) =>
  z.strictObject({ low: one, moderate: one, high: one, critical: one })

const oneToFive = (all: readonly { readonly level: number }[]) =>
  all.length === 5 && all.every((one, index) => one.level === index + 1)

/**
 * What the organization measures AI risk with. Every number is a default of practice until top management approves
 * it; none is a number of a standard.
 */
export const criteriaContent = z
  .strictObject({
    likelihood_levels: z.array(likelihoodLevel).refine(oneToFive, 'has the levels 1 to 5 in order'),
    impact_levels: z.array(impactLevel).refine(oneToFive, 'has the levels 1 to 5 in order'),
    bands: z.array(band),
    /** Impact 5 is never below this level, whatever the likelihood. */
    severe_floor: riskLevel,
    /** Breaking a legal duty is at least this impact on the organization. */
    legal_duty_floor: level,
    /** More affected people than this raise the impact on individuals or societies by one. */
    scale_over_people: z.int().min(1).max(2_000_000_000),
    /** The highest level that needs no acceptance; null: not decided yet. */
    appetite: z.record(z.enum(categories), riskLevel.nullable()),
    uses_needing_higher_approval: z.array(words).max(50),
    deadlines: byLevel(deadline),
    acceptance: byLevel(acceptance),
    /** The owner of the AI system may accept a low risk, also one they own or assessed themselves. */
    low_by_system_owner: z.boolean(),
    annual_revenue: z.strictObject({
      amount: z.int().min(0).nullable(),
      currency: z.string().max(3).nullable(),
    }),
    /** The organization has set the money bands of the impact on itself; until then they are placeholders. */
    revenue_bands_set: z.boolean(),
  })
  .superRefine((content, context) => {
    const expected = content.bands.every(
      (one, index) =>
        one.level === riskLevels[index] &&
        one.score_from <= one.score_to &&
        one.score_from === (content.bands[index - 1]?.score_to ?? 0) + 1,
    )
    if (!expected || content.bands.length !== riskLevels.length || content.bands.at(-1)?.score_to !== 25)
      context.addIssue({
        code: 'custom',
        path: ['bands'],
        message: 'go from low to critical and cover the scores 1 to 25 without gap or overlap',
      })
    if (rankOf(content.severe_floor) < rankOf('high'))
      context.addIssue({ code: 'custom', path: ['severe_floor'], message: 'is high or critical' })
  })
  .meta({ title: 'risk-criteria-content' })

export type CriteriaContent = z.output<typeof criteriaContent>
export type AcceptanceRule = CriteriaContent['acceptance']['low']

/** What keeps criteria from being approved, in words for the person who would approve them. */
export function criteriaGaps(content: CriteriaContent): string[] {
  const undecided = categories.filter((one) => !content.appetite[one])
  return [
    ...(undecided.length > 0 ? [`the appetite for ${categoryNames(undecided)} is not decided`] : []),
    ...(content.revenue_bands_set
      ? []
      : ['the money bands of the impact on the organization are placeholders']),
  ]
}
