import { missedInARow, nextDueOn, opensOn } from '../../kernel/cadence/cadence.ts'
import type { WorkingCalendar } from '../../kernel/cadence/calendar.ts'
import { factsFromRecord } from '../../kernel/condition/fact.ts'
import type { RecordOf } from '../../kernel/register/register.ts'
import { type SharedScope, type SharedTransaction, tablesIn } from '../../platform/operations/scope.ts'
import { readRecord } from '../../platform/registers/read.ts'
import { aiSystem } from '../ai-system/contract.ts'
import { type AppliedCadence, aiSystemCadences, cadencesFor } from './cadence-rules.ts'
import { cadenceOf, intervalOf, openingRule } from './programme.ts'
import { type NewObligation, raiseObligation } from './raise.ts'
import type { ObligationRow, ObligationTables } from './tables.ts'
import { workingCalendarOf } from './working-calendar.ts'

export type AiSystem = RecordOf<typeof aiSystem>

/** An AI system as the cadences see it, whoever asks: a duty does not depend on who may read. */
export const readAiSystem = async (scope: SharedScope, id: string): Promise<AiSystem> =>
  (await readRecord(aiSystem, { ...scope, reach: 'all' }, id)) as unknown as AiSystem

/** Which cadences look at an AI system, and which facts are missing to know. */
export const cadencesOfAiSystem = (system: AiSystem) =>
  cadencesFor(
    aiSystemCadences,
    factsFromRecord({
      lifecycle_stage: system.lifecycle_stage,
      rights_safety_impact: system.rights_safety_impact,
    }),
  )

/** One turn of a cadence on an AI system, due on a date. */
export function turnOn(
  system: AiSystem,
  { rule, applies_to }: AppliedCadence,
  turn: {
    /** The day it is planned. */
    readonly planned_on: string
    readonly due_on: (interval_days: number) => string
    readonly missed_before: number
    /** What the reason states beyond the cadence itself. */
    readonly facts: Readonly<Record<string, string>>
  },
): NewObligation {
  const cadence = cadenceOf(rule.cadence_id)
  const interval_days = intervalOf(cadence, applies_to)
  const due_on = turn.due_on(interval_days)
  return {
    title: cadence.object,
    kind: 'review',
    origin: cadence.id,
    cause: { key: 'cadence', facts: { cadence_id: cadence.id, interval_days, ...turn.facts } },
    subject_id: system.id,
    owner_id: system.owner_id,
    role: 'aims-manager',
    follows_owner: true,
    opens_on: opensOn(due_on, interval_days, openingRule(), turn.planned_on),
    due_on,
    requirement_ids: rule.requirement_ids,
    interval_days,
    escalation_after_days: cadence.escalation_after_days,
    missed_before: turn.missed_before,
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
  const calendar = await workingCalendarOf(tx)
  const missed_before =
    ended.state === 'waived'
      ? ended.missed_before
      : missedInARow(ended.missed_before, ended.due_on, endedOn, ended.interval_days, false)
  const next = await nextTurn(tx, ended, ended.interval_days, { endedOn, missed_before, calendar })
  if (!next) return null
  const { id } = await raiseObligation(tx, next)
  return { id, opens_on: next.opens_on ?? null, due_on: next.due_on }
}

async function nextTurn(
  tx: SharedTransaction,
  ended: ObligationRow,
  intervalDays: number,
  turn: { endedOn: string; missed_before: number; calendar: WorkingCalendar },
): Promise<NewObligation | undefined> {
  const subject = ended.subject_id
    ? await tablesIn<ObligationTables>(tx)
        .selectFrom('app.record')
        .select(['id', 'register', 'archived'])
        .where('id', '=', ended.subject_id)
        .executeTakeFirst()
    : undefined
  if (subject?.archived) return undefined
  const legal_clock = ended.legal_clock ?? false
  const due = (interval_days: number) =>
    nextDueOn(turn.endedOn, { interval_days, legal_clock }, turn.calendar)
  if (subject?.register === aiSystem.name && aiSystemCadences.some(isFor(ended.origin))) {
    const system = await readAiSystem(tx, subject.id)
    const applied = cadencesOfAiSystem(system).applied.find(({ rule }) => isFor(ended.origin)(rule))
    if (!applied) return undefined
    const planned = turnOn(system, applied, {
      planned_on: turn.endedOn,
      due_on: due,
      missed_before: turn.missed_before,
      facts: { last_ended_on: turn.endedOn },
    })
    return ended.follows_owner ? planned : { ...planned, owner_id: ended.owner_id, follows_owner: false }
  }
  const due_on = due(intervalDays)
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
    opens_on: opensOn(due_on, intervalDays, openingRule(), turn.endedOn),
    due_on,
    legal_clock,
    requirement_ids: ended.requirement_ids ?? [],
    interval_days: intervalDays,
    escalation_after_days: ended.escalation_after_days,
    missed_before: turn.missed_before,
  }
}

const isFor =
  (origin: string) =>
  (rule: { readonly cadence_id: string }): boolean =>
    rule.cadence_id === origin
