import { firstDueOn, missedInARow, nextDueOn, opensOn } from '../../../kernel/cadence/cadence.ts'
import { type AppliedCadence, cadencesFor } from '../../../kernel/cadence/cadence-rule.ts'
import type { SharedTransaction } from '../../../platform/operations/scope.ts'
import { type NewObligation, raiseObligation } from '../raise.ts'
import type { ObligationRow } from '../tables.ts'
import { type Planning, planningOf } from './planning.ts'
import { accessRoleOf, cadenceOf, intervalOf, knows, openingRule } from './programme.ts'
import { factsOf, readSubject, type Subject, standsFor, textIn } from './subject.ts'

/** What a turn counts from. */
export interface TurnStart {
  /** The day its subject was last looked at; null: never. */
  readonly last_on: string | null
  /** The day it is planned. */
  readonly planned_on: string
}

/** When a turn of a cadence on a subject opens and is due. */
export function datesOf(
  { rule, applies_to }: AppliedCadence,
  subject: Subject,
  { last_on, planned_on }: TurnStart,
  { programme, calendar }: Planning,
): { interval_days: number; opens_on: string; due_on: string } {
  const interval_days = intervalOf(cadenceOf(programme, rule.cadence_id), applies_to)
  const regular = last_on
    ? nextDueOn(last_on, { interval_days, legal_clock: false }, calendar)
    : firstDueOn(planned_on, textIn(subject, rule.not_before), false, calendar)
  // A day that people stated counts until it was kept.
  const stated = textIn(subject, rule.due_by)
  const wanted = stated && stated < regular && stated > (last_on ?? '') ? stated : regular
  // A duty is not late before it exists.
  const due_on = wanted > planned_on ? wanted : firstDueOn(planned_on, null, false, calendar)
  return {
    interval_days,
    due_on,
    opens_on: opensOn(due_on, interval_days, openingRule(programme), planned_on),
  }
}

/** One turn of a cadence on a subject, or on the organization as a whole. */
export function turnOn(
  applied: AppliedCadence,
  subject: Subject,
  start: TurnStart,
  planning: Planning,
  facts: Readonly<Record<string, string>>,
  missed_before = 0,
): NewObligation {
  const { rule } = applied
  const cadence = cadenceOf(planning.programme, rule.cadence_id)
  const { interval_days, ...dates } = datesOf(applied, subject, start, planning)
  const whole = rule.about === 'organization'
  return {
    title: cadence.object,
    kind: 'review',
    origin: cadence.id,
    cause: {
      key: 'cadence',
      facts: {
        cadence_id: cadence.id,
        interval_days,
        planned_on: start.planned_on,
        ...(start.last_on ? { last_ended_on: start.last_on } : {}),
        ...(rule.again_when_changed && subject.significant_hash
          ? { significant_hash: subject.significant_hash }
          : {}),
        ...facts,
      },
    },
    subject_id: whole ? null : subject.id,
    owner_id: whole ? null : subject.owner_id,
    role: accessRoleOf(cadence.owner_role),
    follows_owner: !whole,
    ...dates,
    requirement_ids: rule.requirement_ids,
    interval_days,
    escalation_after_days: cadence.escalation_after_days,
    missed_before,
  }
}

/**
 * Raises the next turn of a cadence whose turn has ended on a day. The facts of its subject decide anew: a system that
 * was retired asks no more, one whose impact became high asks more often.
 * @returns null when there is none: no cadence raised it, or none looks at its subject any longer.
 */
export async function raiseNextTurn(
  tx: SharedTransaction,
  ended: ObligationRow,
  endedOn: string,
): Promise<{ id: string; opens_on: string | null; due_on: string } | null> {
  if (ended.interval_days === null) return null
  const missed_before =
    ended.state === 'waived'
      ? ended.missed_before
      : missedInARow(ended.missed_before, ended.due_on, endedOn, ended.interval_days, false)
  const subject = ended.subject_id ? await readSubject(tx, ended.subject_id) : undefined
  if (subject?.archived) return null
  const rules = subject ? (tx.cadences.get(subject.register)?.rules ?? []) : []
  const rule = rules.find(({ cadence_id, about }) => cadence_id === ended.origin && !about)
  const planning = await planningOf(tx)
  const turn = { endedOn, missed_before, planning }
  let next: NewObligation
  if (rule && subject && knows(planning.programme, rule)) {
    const [applied] = cadencesFor([rule], factsOf(subject)).applied
    if (!applied || standsFor(rule, subject) === 'over') return null
    const start = { last_on: endedOn, planned_on: endedOn }
    const planned = turnOn(applied, subject, start, planning, {}, missed_before)
    next = ended.follows_owner ? planned : { ...planned, owner_id: ended.owner_id, follows_owner: false }
  } else next = sameAgain(ended, ended.interval_days, turn)
  const { id } = await raiseObligation(tx, next)
  return { id, opens_on: next.opens_on ?? null, due_on: next.due_on }
}

/** The next turn of what no rule of a register decides anew. */
function sameAgain(
  ended: ObligationRow,
  interval_days: number,
  turn: {
    readonly endedOn: string
    readonly missed_before: number
    readonly planning: Planning
  },
): NewObligation {
  const legal_clock = ended.legal_clock ?? false
  const due_on = nextDueOn(turn.endedOn, { interval_days, legal_clock }, turn.planning.calendar)
  return {
    title: ended.title,
    kind: ended.kind,
    origin: ended.origin,
    cause: {
      key: ended.cause?.key ?? 'cadence',
      facts: { ...ended.cause?.facts, last_ended_on: turn.endedOn },
    },
    subject_id: ended.subject_id,
    owner_id: ended.owner_id,
    ...(ended.role ? { role: ended.role } : {}),
    follows_owner: ended.follows_owner,
    opens_on: opensOn(due_on, interval_days, openingRule(turn.planning.programme), turn.endedOn),
    due_on,
    legal_clock,
    requirement_ids: ended.requirement_ids ?? [],
    interval_days,
    escalation_after_days: ended.escalation_after_days,
    missed_before: turn.missed_before,
  }
}
