import { z } from 'zod'
import { conditionSchema } from '../../condition/condition.ts'
import type { factDeclarationSchema } from '../../condition/fact.ts'
import { confidenceSchema, dateSchema } from '../manifest.ts'
import { idSchema, idsSchema, textSchema } from './kind.ts'

/**
 * A question of the classifier. It is asked unless `ask_if`, which looks at earlier questions only, is false.
 * An `exclusive_option` cannot be chosen together with others.
 */
export const questionSchema = z.strictObject({
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
export const deriveRuleSchema = z.strictObject({
  id: idSchema,
  when: conditionSchema,
  add: z.record(z.string(), z.string()).optional(),
  set: z.record(z.string(), z.union([z.string(), z.boolean()])),
  stop: z.literal(true).optional(),
})

/** A result of the classification. `obligations` limits what can follow from it. */
export const tierSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  reached_by: textSchema,
  consequence: textSchema,
  obligations: z.union([z.enum(['all', 'none']), idsSchema.min(1)]),
  /** A step of the derivation that is never a result. */
  intermediate: z.literal(true).optional(),
})

/** Why a result needs a person with legal authority: a condition, or a date of at most this confidence. */
export const legalSignOffSchema = z
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
export const obligationSchema = z
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

export const lawDateSchema = z.strictObject({
  id: idSchema,
  from: dateSchema,
  /** An earlier date that another reading of the law gives. */
  earliest_reading: dateSchema.optional(),
  basis: textSchema,
  confidence: confidenceSchema,
})

export const answersSchema = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())]))

export const testVectorSchema = z.strictObject({
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
