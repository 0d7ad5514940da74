import { riskMessages } from './messages/risk.en.ts'
import type { Category } from './score/scale.ts'
import type { TreatmentOption } from './treatment/treatment-option.ts'

type Labelled = keyof typeof riskMessages extends infer Key
  ? Key extends `risk.${infer Field}.label`
    ? Field
    : never
  : never

/** Fields of a risk as people see them, for refusals that name several. */
export const labelsOf = (fields: readonly Labelled[]): string =>
  fields.map((field) => riskMessages[`risk.${field}.label`]).join(', ')

/** Categories of risk as people see them, for refusals that name several. */
export const categoryNames = (of: readonly Category[]): string =>
  of.map((one) => riskMessages[`risk.category.${one}`]).join(', ')

/** A way of treating a risk in the middle of a sentence. */
export const treatmentName = (option: TreatmentOption): string =>
  riskMessages[`risk.treatment_option.${option}`].toLowerCase()
