import type { Condition } from '../condition/condition.ts'
import { evaluate } from '../condition/evaluate.ts'
import type { Facts } from '../condition/fact.ts'
import type { AnyRegister } from '../register/register.ts'

/** What brings a cadence's open turn forward. */
export interface CadenceTrigger {
  /** Such as `ai-system-version.released`. */
  readonly event: string
  /** The field of the event's record that names whose turn it is; without it, the records that the event wrote. */
  readonly subject?: string
  /** A word for why, below `work.because`. */
  readonly because: string
}

/**
 * Which records a cadence of the programme pack looks at. Intervals, escalation and words stand in the pack; here stand
 * only the conditions over a record, as data.
 */
export interface CadenceRule<State extends string = string, Field extends string = string> {
  /** A cadence of the programme pack. */
  readonly cadence_id: string
  /** Looked at from when the record enters one of these states; in a state that is named nowhere it stays as it is. */
  readonly begins_in: readonly State[]
  /** No longer looked at in these states, nor once the record is archived. */
  readonly ends_in?: readonly State[]
  /** Must hold. While a fact is missing the answer is asked for: unknown is never no. */
  readonly when?: Condition
  /** Must not hold; unknown lets it pass. */
  readonly unless?: Condition
  /** The part of the pack's intervals that applies while the condition holds or is unknown; the last one has none. */
  readonly parts: readonly { readonly applies_to: string; readonly when?: Condition }[]
  /** Clauses and controls of ISO/IEC 42001 that the review supports. */
  readonly requirement_ids: readonly string[]
  /** `entry`: what led to the state was itself a look, so that the first turn is due an interval later; else at once. */
  readonly counts_from?: 'entry'
  /** The field with the day it was last looked at: a later day than the open turn counts from settles that turn. */
  readonly done_on?: Field
  /** The field with a day by which it is due whatever the interval. */
  readonly due_by?: Field
  /** The field with a day before which its first turn is not due: going live. */
  readonly not_before?: Field
  /** Its open turn comes forward when a significant field changes. */
  readonly again_when_changed?: true
  readonly triggers?: readonly CadenceTrigger[]
  /** One turn for the organization as a whole, from the first record on. */
  readonly about?: 'organization'
}

/** The cadences that look at the records of one register. */
export interface RegisterCadences {
  readonly register: string
  readonly rules: readonly CadenceRule[]
  /** Events that touch its records beyond those that bear its name. */
  readonly events: readonly string[]
}

/** Declares which cadences look at a register's records; states and fields are those it has. */
export const cadencesOn = <R extends AnyRegister>(
  register: R,
  rules: readonly CadenceRule<keyof R['lifecycle']['states'] & string, keyof R['fields'] & string>[],
): RegisterCadences => ({ register: register.name, rules, events: [] })

export interface AppliedCadence {
  readonly rule: CadenceRule
  /** The part of the pack's intervals that counts. */
  readonly applies_to: string
}

/**
 * Which cadences look at a record with these facts, which certainly do not, and which facts are missing to say so of the
 * others.
 */
export function cadencesFor(
  rules: readonly CadenceRule[],
  facts: Facts,
): { applied: AppliedCadence[]; ended: CadenceRule[]; missing: string[] } {
  const applied: AppliedCadence[] = []
  const ended: CadenceRule[] = []
  const missing = new Set<string>()
  for (const rule of rules) {
    const needed = rule.when ? evaluate(rule.when, facts) : undefined
    if (needed?.truth === 'false' || (rule.unless && evaluate(rule.unless, facts).truth === 'true')) {
      ended.push(rule)
      continue
    }
    for (const fact of needed?.missing ?? []) missing.add(fact)
    if (needed?.truth === 'unknown') continue
    // Unknown counts as the stricter part, which stands first.
    const part = rule.parts.find(({ when }) => !when || evaluate(when, facts).truth !== 'false')
    if (!part) throw new Error(`Cadence ${rule.cadence_id} has no part that always applies.`)
    applied.push({ rule, applies_to: part.applies_to })
  }
  return { applied, ended, missing: [...missing] }
}
