import { z } from 'zod'

/** A value a fact can have. A list holds codes without order or repetition. */
export type FactValue = string | number | boolean | readonly string[]

/**
 * What is known about a fact.
 * - `known`: somebody or something stated it.
 * - `unset`: it does not apply here (a question that is not asked, a fact no rule has written yet).
 * - `unknown`: it applies, but nobody has stated it. It never counts as false.
 */
export type Fact = { state: 'known'; value: FactValue } | { state: 'unset' } | { state: 'unknown' }

/** Looks a fact up by name. */
export type Facts = (name: string) => Fact

export const unknownFact: Fact = { state: 'unknown' }
export const unsetFact: Fact = { state: 'unset' }

/** Facts from a plain record, as records keep them: null and absent mean unknown. */
export function factsFromRecord(record: Readonly<Record<string, FactValue | null | undefined>>): Facts {
  return (name) => {
    const value = Object.hasOwn(record, name) ? record[name] : undefined
    return value === null || value === undefined ? unknownFact : { state: 'known', value }
  }
}

/**
 * Declares a fact so that conditions over it can be checked when content is loaded.
 * `date_key` names a date of the law and is compared like a choice.
 */
export const factDeclarationSchema = z.strictObject({
  id: z.string().min(1),
  type: z.enum(['boolean', 'choice', 'choices', 'number', 'date_key']),
  options: z.array(z.string()).min(1).optional(),
})

export type FactDeclaration = z.infer<typeof factDeclarationSchema>
