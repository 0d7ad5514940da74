import { z } from 'zod'
import { conditionSchema } from '../condition/condition.ts'
import { factDeclarationSchema } from '../condition/fact.ts'
import { classifierProblems } from './classifier-check.ts'
import {
  daysSchema,
  definePackKind,
  idSchema,
  idsSchema,
  refer,
  referToRecordTypes,
  referToRequirements,
  ruleSchema,
  textSchema,
  textsSchema,
} from './kind.ts'
import { confidenceSchema, dateSchema } from './manifest.ts'

/**
 * A question of the classifier. It is asked unless `ask_if`, which looks at earlier questions only, is false.
 * An `exclusive_option` cannot be chosen together with others.
 */
const questionSchema = z.strictObject({
  id: idSchema,
  type: z.enum(['choice', 'choices', 'boolean']),
  text: textSchema,
  article: textSchema,
  help: textSchema.optional(),
  ask_if: conditionSchema.optional(),
  options: z
    .array(z.strictObject({ id: idSchema, label: textSchema }))
    .min(2)
    .optional(),
  exclusive_option: idSchema.optional(),
})

/** A rule that writes facts: `set` writes, `add` appends to a list, `stop` ends the questionnaire with that tier. */
const deriveRuleSchema = z.strictObject({
  id: idSchema,
  when: conditionSchema,
  add: z.record(z.string(), z.string()).optional(),
  set: z.record(z.string(), z.union([z.string(), z.boolean()])),
  stop: z.literal(true).optional(),
})

/** A result of the classification. `obligations` limits what can follow from it. */
const tierSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  reached_by: textSchema,
  consequence: textSchema,
  obligations: z.union([z.enum(['all', 'none']), idsSchema.min(1)]),
  /** A step of the derivation that is never a result. */
  intermediate: z.literal(true).optional(),
})

/** Why a result needs a person with legal authority: a condition, or a date of at most this confidence. */
const legalSignOffSchema = z
  .strictObject({
    id: idSchema,
    when: conditionSchema.optional(),
    date_confidence: confidenceSchema.optional(),
    reason: textSchema,
  })
  .refine((signOff) => (signOff.when === undefined) !== (signOff.date_confidence === undefined), {
    error: 'a sign-off has a condition or a confidence of dates',
  })

/** What the law asks for when the condition holds. The date is a key of `law_dates`, directly or held by a fact. */
const obligationSchema = z
  .strictObject({
    id: idSchema,
    roles: idsSchema.min(1),
    article: textSchema,
    title: textSchema,
    when: conditionSchema,
    date_key: idSchema.optional(),
    date_fact: idSchema.optional(),
    record_types: idsSchema.min(1),
    requirement_ids: idsSchema.min(1),
  })
  .refine((obligation) => (obligation.date_key === undefined) !== (obligation.date_fact === undefined), {
    error: 'an obligation has a date key or a fact that holds one',
  })

const lawDateSchema = z.strictObject({
  id: idSchema,
  from: dateSchema,
  /** An earlier date that another reading of the law gives. */
  earliest_reading: dateSchema.optional(),
  basis: textSchema,
  confidence: confidenceSchema,
})

const answersSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())]))

const testVectorSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  answers: answersSchema,
  tier: idSchema,
  routes: idsSchema,
  obligations: z.array(z.strictObject({ id: idSchema, date: dateSchema })),
})

export type Question = z.infer<typeof questionSchema>
export type DeriveRule = z.infer<typeof deriveRuleSchema>
export type Tier = z.infer<typeof tierSchema>
export type LegalSignOff = z.infer<typeof legalSignOffSchema>
export type Obligation = z.infer<typeof obligationSchema>
export type LawDate = z.infer<typeof lawDateSchema>

/** What the classifier runs on; the other collections of a regulation explain and test it. */
export interface ClassifierContent {
  questions: Question[]
  derived_facts: z.infer<typeof factDeclarationSchema>[]
  derive_rules: DeriveRule[]
  tiers: Tier[]
  legal_sign_offs: LegalSignOff[]
  obligations: Obligation[]
  law_dates: LawDate[]
}

const listed = z.strictObject({ id: idSchema, text: textSchema })

/** A law: the classifier, its obligations and dates, and what the articles say in our own words. */
export const regulation = definePackKind({
  collections: {
    questions: ['question', z.array(questionSchema)],
    derived_facts: ['derived_fact', z.array(factDeclarationSchema)],
    derive_rules: ['derive_rule', z.array(deriveRuleSchema)],
    tiers: ['tier', z.array(tierSchema)],
    legal_sign_offs: ['legal_sign_off', z.array(legalSignOffSchema)],
    obligations: ['obligation', z.array(obligationSchema)],
    law_dates: ['law_date', z.array(lawDateSchema)],
    timeline: [
      'timeline_entry',
      z.array(
        z.strictObject({ id: idSchema, date: dateSchema, event: textSchema, part_of_act: z.boolean() }),
      ),
    ],
    prohibited_practices: [
      'prohibited_practice',
      z.array(
        z.strictObject({
          id: idSchema,
          point: textSchema,
          title: textSchema,
          practice: textSchema,
          exception: textSchema.nullable(),
          date_key: idSchema,
        }),
      ),
    ],
    annex1_laws: [
      'annex1_law',
      z.array(
        z.strictObject({ id: idSchema, section: z.enum(['section_a', 'section_b']), title: textSchema }),
      ),
    ],
    annex3_use_cases: [
      'annex3_use_case',
      z.array(
        z.strictObject({ id: idSchema, area: textSchema, use: textSchema, caution: textSchema.nullable() }),
      ),
    ],
    role_duties: [
      'role_duty',
      z.array(z.strictObject({ id: idSchema, role: textSchema, duties: textsSchema })),
    ],
    gpai_rules: ['gpai_rule', z.array(z.strictObject({ id: idSchema, topic: textSchema, rule: textSchema }))],
    fines: [
      'fine',
      z.array(
        z.strictObject({
          id: idSchema,
          conduct: textSchema,
          amount_eur: z.int().positive(),
          other_amount_eur: z.int().positive().optional(),
          percent_of_turnover: z.number().positive().nullable(),
          rule: z.enum(['higher_of_both', 'ceiling']),
          /** SMEs, start-ups and small mid-caps: the lower of amount and percentage. */
          lower_of_both_for_small: z.boolean(),
        }),
      ),
    ],
    serious_incident_effects: ['serious_incident_effect', z.array(listed)],
    serious_incident_deadlines: [
      'serious_incident_deadline',
      z.array(z.strictObject({ id: idSchema, title: textSchema, days: daysSchema, note: textSchema })),
    ],
    serious_incident_rules: ['serious_incident_rule', z.array(ruleSchema)],
    amendments: [
      'amendment',
      z.array(
        z.strictObject({
          id: idSchema,
          fact: textSchema,
          value: textSchema,
          confidence: confidenceSchema,
          basis: textSchema.optional(),
        }),
      ),
    ],
    open_points: ['open_point', z.array(listed.extend({ verify_by: dateSchema }))],
    vector_defaults: ['vector_defaults', answersSchema],
    test_vectors: ['test_vector', z.array(testVectorSchema)],
  },

  references: (content) => [
    ...referToRequirements('obligations', content.obligations, (o) => o.requirement_ids),
    ...referToRecordTypes('obligations', content.obligations, (o) => o.record_types),
    ...refer('obligations', content.obligations, 'date_key', (o) => o.date_key, 'regulation', 'law_dates'),
    ...refer(
      'prohibited_practices',
      content.prohibited_practices,
      'date_key',
      (p) => p.date_key,
      'regulation',
      'law_dates',
    ),
    ...refer(
      'tiers',
      content.tiers,
      'obligations',
      (t) => (Array.isArray(t.obligations) ? t.obligations : []),
      'regulation',
      'obligations',
    ),
    ...refer('test_vectors', content.test_vectors, 'tier', (v) => v.tier, 'regulation', 'tiers'),
    ...refer(
      'test_vectors',
      content.test_vectors,
      'obligations',
      (v) => v.obligations.map((o) => o.id),
      'regulation',
      'obligations',
    ),
  ],

  problems: classifierProblems,
})
