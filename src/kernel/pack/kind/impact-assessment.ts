import { z } from 'zod'
import { conditionProblems } from '../../condition/check.ts'
import { conditionSchema } from '../../condition/condition.ts'
import { type FactDeclaration, factDeclarationSchema } from '../../condition/fact.ts'
import { packKindNames } from '../manifest.ts'
import {
  daysSchema,
  definePackKind,
  idSchema,
  idsSchema,
  refer,
  referToOwnerRoles,
  referToRecordTypes,
  referToRequirements,
  textSchema,
  textsSchema,
} from './kind.ts'

const pointsSchema = z.number().min(0).max(4)

/** An answer carries points from 0 (best) to 4 (worst), or raises a red flag that ends the scoring. */
const answerSchema = z.strictObject({
  id: idSchema,
  label: textSchema,
  points: pointsSchema.optional(),
  red_flag: z.enum(['legal', 'stop']).optional(),
})

/**
 * A question of the assessment. `impact` questions measure the size of possible harm, `mitigation` questions the
 * weakness of protection; `screen` questions decide the depth; `context` questions are not scored.
 */
const questionSchema = z
  .strictObject({
    id: idSchema,
    group_id: idSchema,
    text: textSchema,
    type: z.enum(['choice', 'choices', 'text', 'table', 'reference']),
    role: z.enum(['screen', 'impact', 'mitigation', 'context']),
    weight: z.int().min(1).max(4).optional(),
    /** Points for each code chosen, up to `maximum_points`. */
    points_per_answer: pointsSchema.optional(),
    maximum_points: pointsSchema.optional(),
    /** The assessor gives the points; a listed answer fixes them. */
    points_by_assessor: z.literal(true).optional(),
    answers: z.array(answerSchema).min(1).optional(),
    code_list: idSchema.optional(),
    /** Kinds of record the answer points to. */
    refers_to: idsSchema.optional(),
  })
  .refine(
    (question) =>
      (question.role !== 'impact' && question.role !== 'mitigation') || question.weight !== undefined,
    {
      error: 'a scored question has a weight',
    },
  )

export type AssessmentQuestion = z.infer<typeof questionSchema>

const assessmentFactSchema = factDeclarationSchema.extend({ question_id: idSchema.optional() })

/** The depth of an assessment; the first rule that holds decides, and a rule without a condition always holds. */
const depthRuleSchema = z.strictObject({
  id: idSchema,
  when: conditionSchema.optional(),
  groups: idsSchema,
  /** Groups of which only these questions are asked. */
  only_questions: z.record(z.string(), idsSchema).optional(),
  needs_consultation: z.boolean().optional(),
  needs_independent_reviewer: z.boolean().optional(),
  text: textSchema,
})

const redFlagSchema = z.strictObject({
  id: idSchema,
  when: conditionSchema,
  level: z.enum(['high', 'severe', 'blocked']),
  legal_stop: z.boolean().optional(),
})

const share = z.number().min(0).max(1)
const bandSchema = z.enum(['low', 'moderate', 'high', 'severe'])

/** Impact assessment: question bank, depth, scoring, red flags, approval, re-assessment triggers. */
export const impactAssessment = definePackKind({
  collections: {
    question_groups: [
      'question_group',
      z.array(
        z.strictObject({
          id: idSchema,
          title: textSchema,
          requirement_ids: idsSchema,
          iso_42005_refs: textsSchema,
        }),
      ),
    ],
    questions: ['question', z.array(questionSchema)],
    code_lists: [
      'code_list',
      z.array(
        z.strictObject({
          id: idSchema,
          /** Whether codes outside the list are refused. */
          closed: z.boolean(),
          /** The pack whose collection of the same name holds the codes. */
          pack_kind: z.enum(packKindNames).optional(),
          codes: z.array(z.strictObject({ id: idSchema, label: textSchema })),
        }),
      ),
    ],
    assessment_facts: ['assessment_fact', z.array(assessmentFactSchema)],
    depth_rules: ['depth_rule', z.array(depthRuleSchema)],
    scoring: [
      'scoring',
      z.strictObject({
        maximum_points: z.number(),
        screen_question_ids: idsSchema,
        core_group_ids: idsSchema,
        inherent_weight_of_maximum: share,
        inherent_weight_of_mean: share,
        residual_base: share,
        residual_weight_of_weakness: share,
        maximum_unknown_share: share,
        bands: z.array(z.strictObject({ id: bandSchema, from: z.number() })),
        formulas: textsSchema,
      }),
    ],
    red_flags: ['red_flag', z.array(redFlagSchema)],
    finding_severity: [
      'finding_severity',
      z.strictObject({
        factors: textsSchema,
        lowest: z.int(),
        highest: z.int(),
        gravity_weight: z.int(),
        divisor: z.int(),
        gravity_floor_from: z.int(),
        formula: textSchema,
      }),
    ],
    approvals: [
      'approval',
      z.array(
        z.strictObject({
          id: bandSchema,
          /** Any one of these roles approves. */
          approved_by: idsSchema.min(1),
          additional_approvers: z.int().min(0),
          condition: textSchema.nullable(),
          validity_days: daysSchema,
        }),
      ),
    ],
    reassessment_triggers: [
      'reassessment_trigger',
      z.array(
        z.strictObject({
          id: idSchema,
          event: textSchema,
          record_types: idsSchema.min(1),
          depth: z.enum(['full', 'standard', 'partial', 'same_as_last', 'as_stated']),
          groups: idsSchema.optional(),
          part: textSchema.optional(),
          /** The approval this trigger blocks until the assessment is done. */
          gate: z.enum(['before_change', 'before_release', 'before_use', 'before_retirement']).optional(),
          due_days: daysSchema.optional(),
          due_note: textSchema.optional(),
        }),
      ),
    ],
    test_vectors: [
      'test_vector',
      z.array(
        z.strictObject({
          id: idSchema,
          title: textSchema,
          answers: z.record(z.string(), z.string()),
          points_by_question: z.record(z.string(), pointsSchema),
          expected: z.strictObject({
            group_indices: z.record(z.string(), z.number()),
            inherent: z.number(),
            inherent_band: bandSchema,
            weakness: z.number(),
            residual: z.number(),
            residual_band: bandSchema,
            red_flags: idsSchema,
          }),
          tolerance: z.number().positive(),
        }),
      ),
    ],
  },

  references: (content) => [
    ...refer(
      'questions',
      content.questions,
      'group_id',
      (q) => q.group_id,
      'impact_assessment',
      'question_groups',
    ),
    ...refer(
      'questions',
      content.questions,
      'code_list',
      (q) => q.code_list,
      'impact_assessment',
      'code_lists',
    ),
    ...refer('questions', content.questions, 'refers_to', (q) => q.refers_to, 'iso_42001', 'record_types'),
    ...referToRequirements('question_groups', content.question_groups, (g) => g.requirement_ids),
    ...refer(
      'assessment_facts',
      content.assessment_facts,
      'question_id',
      (f) => f.question_id,
      'impact_assessment',
      'questions',
    ),
    ...refer(
      'depth_rules',
      content.depth_rules,
      'groups',
      (d) => d.groups,
      'impact_assessment',
      'question_groups',
    ),
    ...refer(
      'depth_rules',
      content.depth_rules,
      'only_questions',
      (d) => Object.values(d.only_questions ?? {}).flat(),
      'impact_assessment',
      'questions',
    ),
    ...refer(
      'scoring',
      [{ id: 'scoring', ...content.scoring }],
      'core_group_ids',
      (s) => s.core_group_ids,
      'impact_assessment',
      'question_groups',
    ),
    ...referToOwnerRoles('approvals', content.approvals, 'approved_by', (a) => a.approved_by),
    ...referToRecordTypes('reassessment_triggers', content.reassessment_triggers, (t) => t.record_types),
    ...refer(
      'reassessment_triggers',
      content.reassessment_triggers,
      'groups',
      (t) => t.groups,
      'impact_assessment',
      'question_groups',
    ),
  ],

  problems: (content) => {
    const facts = content.assessment_facts.map((fact): FactDeclaration => {
      const answers = content.questions.find((question) => question.id === fact.question_id)?.answers
      return answers ? { ...fact, options: answers.map((answer) => answer.id) } : fact
    })
    return (['depth_rules', 'red_flags'] as const).flatMap((collection) =>
      content[collection].flatMap((rule) =>
        (rule.when ? conditionProblems(rule.when, facts) : []).map((problem) => ({
          collection,
          item_id: rule.id,
          problem,
        })),
      ),
    )
  },
})
