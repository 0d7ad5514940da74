import { z } from 'zod'
import { daysOverdue, dueGroupOf, escalationLevel, missedInARow } from '../../../kernel/cadence/cadence.ts'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { Module } from '../../../platform/module.ts'
import { type Handler, query } from '../../../platform/operations/handler.ts'
import type { ReadScope } from '../../../platform/operations/scope.ts'
import { titlesOf } from '../../../platform/registers/read/titles.ts'
import { decisionsIn } from '../../../platform/work/decisions.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { type WorkPosition, workCounts, workPage } from '../../../platform/work/work-page.ts'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'
import { keepsItsDay } from '../cadence/done-on-record.ts'
import { completeObligation, listMyWork, outcomes, summarizeMyWork } from '../contract.ts'
import type { ObligationTables } from '../tables.ts'
import { obligationSources } from './work.ts'

type Scope = ReadScope<ObligationTables>

/** How late a duty is on a day, what that escalates to, and what its cadence has missed. */
export function standingOf(
  duty: Pick<WorkRow, 'due_on' | 'interval_days' | 'missed_before' | 'escalation_after_days'>,
  on: string,
  open: boolean,
) {
  const { due_on, interval_days, missed_before, escalation_after_days } = duty
  if (due_on === null) return { days_overdue: 0, escalation_level: 0, missed_in_a_row: 0 }
  return {
    days_overdue: daysOverdue(due_on, on),
    escalation_level: escalationLevel(due_on, on, escalation_after_days),
    missed_in_a_row:
      interval_days === null ? 0 : missedInARow(missed_before, due_on, on, interval_days, open),
  }
}

const position = z.strictObject({ due_on: z.iso.date().nullable(), id: z.uuid() })

const encode = (at: WorkPosition): string => Buffer.from(JSON.stringify(at)).toString('base64url')

function decode(cursor: string): WorkPosition {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new OperationError(
      'invalid-input',
      'The cursor is none that this list gave out. Start at the first page.',
    )
  }
}

/** The subjects of a page, of registers that the viewer may read. One query. */
async function subjectsOf(scope: Scope, rows: readonly WorkRow[]) {
  const ids = [...new Set(rows.flatMap(({ subject_id }) => subject_id ?? []))]
  if (ids.length === 0) return new Map<string, never>()
  const found = await scope.db
    .selectFrom('app.record')
    .select(['id', 'register', 'title', 'state'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    found
      .filter(({ register }) => scope.reachOf(`${register}:read`) === 'all')
      .map((subject) => [subject.id, subject] as const),
  )
}

/** What may come of completing it; nothing when it is not completed but ends by what is done. */
function outcomesOf(scope: Scope, { operations, cause }: WorkRow, register: string | undefined) {
  if (!operations.includes(completeObligation.name)) return []
  return register && cause && keepsItsDay(scope, register, String(cause.facts.cadence_id ?? ''))
    ? outcomes.filter((one) => one !== 'done')
    : [...outcomes]
}

/** My work, from what every module declares: obligations, decisions on records, and the modules' own sources. */
export function myWorkHandlers(modules: readonly Module[]): Handler[] {
  const registers = modules.flatMap((module) => module.registers)
  const sources: readonly WorkSource[] = [
    ...obligationSources,
    decisionsIn(registers),
    ...modules.flatMap(({ work = [] }) => work),
  ]

  const list = query<ObligationTables>()(listMyWork, async (scope, input) => {
    const after = input.cursor === undefined ? undefined : decode(input.cursor)
    const today = await todayIn(scope)
    const page = await workPage({ scope, today }, sources, {
      limit: input.limit,
      after,
      on: input.id,
    })
    const subjects = await subjectsOf(scope, page.items)
    const people = [...new Set(page.items.flatMap(({ assignee_id }) => assignee_id ?? []))]
    return {
      items: page.items.map((row) => {
        const { subject_id, interval_days, missed_before, escalation_after_days, ...shown } = row
        return {
          ...shown,
          group: dueGroupOf(row.due_on, today),
          subject: (subject_id && subjects.get(subject_id)) || null,
          outcomes: outcomesOf(scope, row, subject_id ? subjects.get(subject_id)?.register : undefined),
          ...standingOf(
            { due_on: row.due_on, interval_days, missed_before, escalation_after_days },
            today,
            true,
          ),
        }
      }),
      titles: await titlesOf(scope, people),
      today,
      next_cursor: page.next ? encode(page.next) : null,
    }
  })

  const summary = query<ObligationTables>()(summarizeMyWork, async (scope) => {
    const today = await todayIn(scope)
    return { today, groups: await workCounts({ scope, today }, sources) }
  })

  return [list, summary]
}
