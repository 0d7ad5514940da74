import { z } from 'zod'
import { daysSchema, idSchema, idsSchema, textSchema, textsSchema } from './kind.ts'

/** Where a rule of the programme comes from. */
const sourceSchema = z.enum([
  'practice',
  'certification_practice',
  'law',
  'management_system_standard',
  'design',
])

export const operatingPhaseSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  what_happens: textSchema,
  entry: textSchema.nullable(),
  exit_gate: textSchema.nullable(),
  sources: z.array(sourceSchema).min(1),
})

/** A step towards a certificate; it starts when the step `after` ends, or overlaps it by at most the given share. */
export const certificationStepSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  minimum_weeks: z.int().positive(),
  maximum_weeks: z.int().positive(),
  after: idSchema.nullable(),
  output: textSchema,
  source: sourceSchema,
  may_overlap_share: z.number().min(0).max(1).optional(),
  optional: z.literal(true).optional(),
  note: textSchema.optional(),
})

export const supplierQuestionSchema = z.strictObject({
  id: idSchema,
  group: idSchema,
  question: textSchema,
  evidence: textsSchema.min(1),
  weight: z.int().min(1).max(3),
  /** Answered no, the supplier cannot be approved without conditions, whatever the score. */
  critical: z.boolean(),
})

/** A deadline that starts at recorded awareness of an incident. */
export const incidentClockSchema = z.strictObject({
  id: idSchema,
  trigger: textSchema,
  deadline: textSchema,
  recipient: textSchema,
  source: z.enum(['law', 'contract', 'design']),
  deadline_days: daysSchema.optional(),
  deadline_hours: z.array(z.int().positive()).min(1).optional(),
  law: textSchema.optional(),
})

/** A key performance indicator; `band` means it should stay inside limits rather than rise or fall. */
export const indicatorSchema = z.strictObject({
  id: idSchema,
  title: textSchema,
  formula: textSchema,
  unit: textSchema,
  direction: z.enum(['up', 'down', 'band']),
  record_types: idsSchema,
  cadence: idSchema,
  default_target: z.number().nullable(),
  target_note: textSchema.optional(),
  leadership_page: z.boolean(),
})

const readinessParts = {
  clauses: z.number().min(0).max(1),
  controls: z.number().min(0).max(1),
  evidence: z.number().min(0).max(1),
  audit: z.number().min(0).max(1),
  review: z.number().min(0).max(1),
  nonconformities: z.number().min(0).max(1),
}

/** The readiness index: weights of its parts, penalties per open nonconformity, the cap while a hard gate fails. */
export const readinessSchema = z.strictObject({
  weights: z.strictObject(readinessParts),
  open_major_penalty: z.number(),
  open_minor_penalty: z.number(),
  older_review_value: z.number(),
  gate_cap: z.number(),
  statement: textSchema,
  bands: z.array(z.strictObject({ id: idSchema, from: z.number() })).min(1),
  formulas: textsSchema,
})

export const readinessVectorSchema = z.strictObject({
  id: idSchema,
  parts: z.strictObject(readinessParts),
  readiness: z.number(),
  tolerance: z.number().positive(),
})
