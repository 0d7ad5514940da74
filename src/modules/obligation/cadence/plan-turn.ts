import { type AppliedCadence, type CadenceRule, cadencesFor } from '../../../kernel/cadence/cadence-rule.ts'
import { addDays } from '../../../kernel/cadence/calendar.ts'
import type { NewObligation } from '../raise.ts'
import type { ObligationRow } from '../tables.ts'
import type { Planning } from './planning.ts'
import { factsOf, type Subject, standsFor, textIn } from './subject.ts'
import { datesOf, turnOn } from './turn.ts'

/** The duty to state facts without which nobody can say which cadences look at a record. */
export const missingFacts = { origin: 'missing-facts', answer_within_days: 14 } as const

/** When something is planned, and by what. */
export interface PlannedNow {
  readonly today: string
  readonly planning: Planning
  /** What happened: stated as the reason of what is raised. */
  readonly event: string
}

/** Which rules begin to look at a record or go on, which end, and which facts are missing to say so. */
export function looking(rules: readonly CadenceRule[], subject: Subject) {
  const { begun = [], over = [], as_it_is = [] } = Object.groupBy(rules, (rule) => standsFor(rule, subject))
  const facts = factsOf(subject)
  const { applied, ended } = cadencesFor([...begun, ...as_it_is], facts)
  return { begun, over, applied, ended: [...over, ...ended], missing: cadencesFor(begun, facts).missing }
}

/** The first turn of a cadence on a record, or one more after a pause. */
export function firstTurn(
  one: AppliedCadence,
  subject: Subject,
  { today, planning, event }: PlannedNow,
  completed: readonly string[],
): NewObligation {
  const entry = one.rule.counts_from === 'entry' ? today : null
  const last_on = latestOf([textIn(subject, one.rule.done_on), entry, ...completed])
  return turnOn(one, subject, { last_on, planned_on: today }, planning, { event })
}

const latestOf = (days: readonly (string | null)[]): string | null =>
  days.reduce((latest, day) => (day && (!latest || day > latest) ? day : latest), null)

/** The turn that is open, as far as moving it needs. */
export type OpenTurn = Pick<ObligationRow, 'cause' | 'opens_on' | 'due_on'>

/** What an open turn becomes when its cadence or its record now gives another day; undefined when it stands as it is. */
export function movedTurn(
  one: AppliedCadence,
  subject: Subject,
  open: OpenTurn,
  { today, planning }: Pick<PlannedNow, 'today' | 'planning'>,
) {
  const facts = open.cause?.facts ?? {}
  const last_on = typeof facts.last_ended_on === 'string' ? facts.last_ended_on : null
  const planned_on = typeof facts.planned_on === 'string' ? facts.planned_on : today
  const dates = datesOf(one, subject, { last_on, planned_on }, planning)
  // Sooner at any time; later only before it has opened, so that slipping does not hide.
  const moves = dates.due_on < open.due_on || (dates.due_on > open.due_on && (open.opens_on ?? '') > today)
  if (!moves) return undefined
  return { ...dates, cause: { key: 'cadence', facts: { ...facts, interval_days: dates.interval_days } } }
}

/** The duty to state facts that decide which cadences look at a record. */
export const factsDuty = (
  subject: Subject,
  begun: readonly CadenceRule[],
  missing: readonly string[],
  today: string,
): NewObligation => ({
  title: 'State the facts that decide how often this is reviewed',
  kind: 'answer',
  origin: missingFacts.origin,
  cause: { key: 'missing_facts', facts: { fields: missing } },
  fulfilled_by: `${subject.register}.revise`,
  subject_id: subject.id,
  owner_id: subject.owner_id,
  role: 'aims-manager',
  follows_owner: true,
  due_on: addDays(today, missingFacts.answer_within_days),
  requirement_ids: [...new Set(begun.filter(({ when }) => when).flatMap((rule) => rule.requirement_ids))],
})
