import type { Condition } from '../condition/condition.ts'
import { evaluate } from '../condition/evaluate.ts'
import type { Facts } from '../condition/fact.ts'
import type { AnyRegister } from '../register/register.ts'

/** What brings a cadence's open turn forward. */
export interface CadenceTrigger {
  /** Such as `ai-system-version.released`. */
  readonly event: string
  /**
   * The field of the event's record that names the record whose turn it is. Without it: the records that the event
   * wrote.
   */
  readonly subject?: string
  /** A word for why, below `work.because`. */
  readonly because: string
}

/**
 * Which records a cadence of the programme pack applies to. Intervals, escalation and texts are in the pack; this
 * holds only the conditions over a record, as data.
 */
export interface CadenceRule<State extends string = string, Field extends string = string> {
  /** A cadence of the programme pack. */
  readonly cadence_id: string
  /**
   * The cadence begins when the record enters one of these states. In a state named neither here nor in `ends_in`
   * nothing changes.
   */
  readonly begins_in: readonly State[]
  /** The cadence ends in these states, and when the record is archived. */
  readonly ends_in?: readonly State[]
  /** Must hold. While a fact is missing, it is asked for: unknown is never taken for no. */
  readonly when?: Condition
  /** Must not hold; unknown counts as not holding. */
  readonly unless?: Condition
  /**
   * Which of the pack's intervals applies: the first part whose condition holds or is unknown. The last part has no
   * condition.
   */
  readonly parts: readonly { readonly applies_to: string; readonly when?: Condition }[]
  /** Clauses and controls of ISO/IEC 42001 that the review supports. */
  readonly requirement_ids: readonly string[]
  /**
   * `entry`: entering the state was itself a review, so the first turn is due one interval later. Otherwise it is due
   * at once.
   */
  readonly counts_from?: 'entry'
  /**
   * The field with the day of the last review. A day later than the one the open turn counts from settles that turn.
   */
  readonly done_on?: Field
  /** The field with a day by which it is due, whatever the interval. */
  readonly due_by?: Field
  /** The field with a day before which the first turn is not due, such as going live. */
  readonly not_before?: Field
  /** Its open turn comes forward when a significant field changes. */
  readonly again_when_changed?: true
  readonly triggers?: readonly CadenceTrigger[]
  /** One turn for the whole organization, starting with its first record. */
  readonly about?: 'organization'
}

/** The cadences that apply to the records of one register. */
export interface RegisterCadences {
  readonly register: string
  readonly rules: readonly CadenceRule[]
  /** Further events that affect its records, beyond those named after the register. */
  readonly events: readonly string[]
}

/** Declares which cadences apply to a register's records. Only states and fields of that register compile. */
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
 * Which cadences apply to a record with these facts, which certainly do not, and which facts are missing to decide
 * about the rest.
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
