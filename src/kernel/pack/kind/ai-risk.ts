import { z } from 'zod'
import {
  daysSchema,
  definePackKind,
  idSchema,
  idsSchema,
  refer,
  referToOwnerRoles,
  ruleSchema,
  textSchema,
  textsSchema,
} from './kind.ts'

const levelSchema = z.int().min(1).max(5)
const riskLevelSchema = z.enum(['low', 'moderate', 'high', 'critical'])

/** A risk that organizations with AI often have. The four numbers are defaults before controls. */
const scenarioSchema = z.strictObject({
  id: idSchema,
  category_id: idSchema,
  title: textSchema,
  stages: idsSchema.min(1),
  likelihood: levelSchema,
  impact_organization: levelSchema,
  impact_individuals: levelSchema,
  impact_societies: levelSchema,
  causes: textsSchema.min(1),
  consequences: textsSchema.min(1),
  affected: textsSchema.min(1),
  control_ids: idsSchema.min(1),
  /** Proposals for key risk indicators. */
  indicators: textsSchema.min(1),
})

export type Scenario = z.infer<typeof scenarioSchema>

const titled = z.strictObject({ id: idSchema, title: textSchema })

/** Risk scenarios and the default criteria an organization starts from. */
export const aiRisk = definePackKind({
  collections: {
    categories: [
      'category',
      z.array(
        z.strictObject({
          id: idSchema,
          title: textSchema,
          annex_c_objective_ids: idsSchema.min(1),
          /** Null where the organization decides without a default. */
          default_appetite: riskLevelSchema.nullable(),
          appetite_note: textSchema.optional(),
        }),
      ),
    ],
    asset_types: ['asset_type', z.array(titled)],
    consequence_dimensions: [
      'consequence_dimension',
      z.array(titled.extend({ letter: z.enum(['O', 'I', 'S']) })),
    ],
    threat_actors: ['threat_actor', z.array(titled)],
    scenarios: ['scenario', z.array(scenarioSchema)],
    likelihood_levels: [
      'likelihood_level',
      z.array(
        titled.extend({
          level: levelSchema,
          per_year: textSchema,
          /** Lowest yearly probability of the level, as a share. */
          per_year_from: z.number().min(0).max(1),
          per_use: textSchema,
          /** Lowest probability per use of the level, as a share. */
          per_use_from: z.number().min(0).max(1),
          supporting_evidence: textSchema,
        }),
      ),
    ],
    impact_levels: [
      'impact_level',
      z.array(
        titled.extend({
          level: levelSchema,
          organization: textSchema,
          individuals: textSchema,
          societies: textSchema,
        }),
      ),
    ],
    risk_levels: [
      'risk_level',
      z.array(z.strictObject({ id: riskLevelSchema, score_from: z.int(), score_to: z.int() })),
    ],
    matrix: [
      'matrix_cell',
      z.array(
        z.strictObject({
          id: idSchema,
          likelihood: levelSchema,
          impact: levelSchema,
          score: z.int(),
          level: riskLevelSchema,
        }),
      ),
    ],
    impact_rules: ['impact_rule', z.array(ruleSchema)],
    control_ratings: ['control_rating', z.array(titled.extend({ level: z.int().min(0).max(4) }))],
    residual_rules: ['residual_rule', z.array(ruleSchema)],
    treatment_options: [
      'treatment_option',
      z.array(
        z.strictObject({
          id: idSchema,
          meaning: textSchema,
          requires: textSchema,
          not_allowed_when: textSchema.nullable(),
        }),
      ),
    ],
    treatment_deadlines: [
      'treatment_deadline',
      z.array(
        z.strictObject({
          id: riskLevelSchema,
          stop_or_reduce_within_days: daysSchema.nullable(),
          plan_within_working_days: daysSchema.nullable(),
          done_within_days: daysSchema.nullable(),
          optional: z.boolean().optional(),
          review_interval_days: daysSchema.optional(),
        }),
      ),
    ],
    acceptance_authorities: [
      'acceptance_authority',
      z.array(
        z.strictObject({
          id: riskLevelSchema,
          accepted_by: idsSchema.min(1),
          acceptor_note: textSchema.optional(),
          consulted: idsSchema,
          consultation_note: textSchema.optional(),
          maximum_validity_days: daysSchema,
          once_only: z.boolean().optional(),
          conditions: textsSchema,
        }),
      ),
    ],
    acceptance_rules: ['acceptance_rule', z.array(ruleSchema)],
    indicator_rules: ['indicator_rule', z.array(ruleSchema)],
  },

  references: (content) => [
    ...refer('scenarios', content.scenarios, 'category_id', (s) => s.category_id, 'ai_risk', 'categories'),
    ...refer('scenarios', content.scenarios, 'stages', (s) => s.stages, 'iso_42001', 'life_cycle_stages'),
    ...refer('scenarios', content.scenarios, 'control_ids', (s) => s.control_ids, 'iso_42001', 'controls'),
    ...refer(
      'categories',
      content.categories,
      'annex_c_objective_ids',
      (c) => c.annex_c_objective_ids,
      'iso_42001',
      'annex_c_objectives',
    ),
    ...(['accepted_by', 'consulted'] as const).flatMap((field) =>
      referToOwnerRoles('acceptance_authorities', content.acceptance_authorities, field, (a) => a[field]),
    ),
  ],
})

/** One cell of the taxonomy: the scenarios of a category at a life-cycle stage. */
export interface TaxonomyCell {
  category_id: string
  stage: string
  scenario_ids: string[]
}

/** The taxonomy of categories by life-cycle stages, empty cells included: they ask whether truly nothing is there. */
export function scenarioTaxonomy(
  categories: readonly { id: string }[],
  stages: readonly { id: string }[],
  scenarios: readonly Pick<Scenario, 'id' | 'category_id' | 'stages'>[],
): TaxonomyCell[] {
  return categories.flatMap((category) =>
    stages.map((stage) => ({
      category_id: category.id,
      stage: stage.id,
      scenario_ids: scenarios
        .filter((scenario) => scenario.category_id === category.id && scenario.stages.includes(stage.id))
        .map((scenario) => scenario.id),
    })),
  )
}
