import { z } from 'zod'
import { factDeclarationSchema } from '../../condition/fact.ts'
import { confidenceSchema, dateSchema } from '../manifest.ts'
import {
  answersSchema,
  deriveRuleSchema,
  lawDateSchema,
  legalSignOffSchema,
  obligationSchema,
  questionSchema,
  testVectorSchema,
  tierSchema,
} from './classifier.ts'
import { classifierProblems } from './classifier-check.ts'
import {
  daysSchema,
  definePackKind,
  idSchema,
  refer,
  referToRecordTypes,
  referToRequirements,
  ruleSchema,
  textSchema,
  textsSchema,
} from './kind.ts'

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
