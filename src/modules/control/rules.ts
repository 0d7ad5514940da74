import type { RecordOf } from '../../kernel/register/register.ts'
import { isBlank } from '../../kernel/register/still-missing.ts'
import type { ControlFrequency, control } from './control.ts'

type Control = RecordOf<typeof control>

/** The part of a control that its ratings and evidence are judged by. */
export type Rated = Pick<
  Control,
  | 'design_rating'
  | 'design_rated_on'
  | 'design_rationale'
  | 'operating_rating'
  | 'operating_rated_on'
  | 'operating_rationale'
  | 'verification_method'
  | 'evidence_note'
  | 'evidence_on'
>

/** Ways to verify that prove an effect; the others only show that something happened. */
const tests: ReadonlySet<string> = new Set(['reperformance', 'automated_test', 'effectiveness_test'])

/**
 * What is missing before ratings may stand: each rating carries the day and the reason it was given; "operating
 * with fresh evidence" (3) and above name the evidence; "proven effective by test" (4) names how it was tested.
 * @param today the calendar date, `YYYY-MM-DD`; nothing is rated or captured in the future.
 * @returns the field at fault and what to do, or nothing.
 */
export function ratingProblem(
  rated: Partial<Rated>,
  today: string,
): { field: keyof Rated; message: string } | undefined {
  for (const side of ['design', 'operating'] as const) {
    if (rated[`${side}_rating`] === null || rated[`${side}_rating`] === undefined) continue
    if (!rated[`${side}_rated_on`])
      return { field: `${side}_rated_on`, message: `say on which day the ${side} rating was given` }
    if (isBlank(rated[`${side}_rationale`]))
      return { field: `${side}_rationale`, message: `say why the ${side} rating is what it is` }
  }
  for (const field of ['design_rated_on', 'operating_rated_on', 'evidence_on'] as const)
    if ((rated[field] ?? '') > today) return { field, message: 'is in the future' }
  const operating = rated.operating_rating ?? 0
  if (operating >= 3 && !rated.evidence_on)
    return { field: 'evidence_on', message: 'an operating rating of 3 or 4 needs the day of its evidence' }
  if (operating >= 3 && isBlank(rated.evidence_note))
    return { field: 'evidence_note', message: 'an operating rating of 3 or 4 says what the evidence is' }
  if (operating === 4 && !tests.has(rated.verification_method ?? ''))
    return { field: 'verification_method', message: 'an operating rating of 4 needs a test, not only a look' }
  return undefined
}

/**
 * How far apart evidence of operation may lie, in days. Controls that run daily or without pause are looked at
 * monthly; those that run per release or event at least yearly. Null: nobody has said how often the control runs.
 */
export const evidenceIntervalDays: Record<ControlFrequency, number> = {
  continuous: 30,
  daily: 30,
  weekly: 7,
  monthly: 30,
  quarterly: 91,
  semiannual: 182,
  annual: 365,
  per_release: 365,
  per_event: 365,
}

/** Evidence stays fresh for the interval and a quarter of it, so that one late day does not undo a control. */
const tolerance = 1.25
const day = 86_400_000

/** `unknown`: there is evidence, but without a frequency nobody can say whether it is recent enough. */
export type EvidenceFreshness = 'fresh' | 'stale' | 'none' | 'unknown'

/** Whether the latest evidence of a control still counts on a day. Computed whenever it is asked, never stored. */
export function evidenceFreshness(
  one: Pick<Control, 'frequency' | 'evidence_on'>,
  today: string,
): EvidenceFreshness {
  if (!one.evidence_on) return 'none'
  if (!one.frequency) return 'unknown'
  const age = (Date.parse(today) - Date.parse(one.evidence_on)) / day
  return age <= evidenceIntervalDays[one.frequency] * tolerance ? 'fresh' : 'stale'
}

/**
 * The operating rating that may be counted today: 3 and 4 stand for operation with fresh evidence, so that without
 * it a control counts as partly operating (2) at most, and a control that is not in operation never counts as more
 * than designed (1). Null: it was never rated.
 */
export function countableOperatingRating(
  one: Pick<Control, 'state' | 'frequency' | 'evidence_on' | 'operating_rating'>,
  today: string,
): number | null {
  if (one.operating_rating === null) return null
  if (one.state !== 'operating') return Math.min(one.operating_rating, 1)
  return evidenceFreshness(one, today) === 'fresh' ? one.operating_rating : Math.min(one.operating_rating, 2)
}
