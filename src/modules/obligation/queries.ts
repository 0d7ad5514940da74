import { sql } from 'kysely'
import { daysOverdue, missedInARow } from '../../kernel/cadence/cadence.ts'
import { query } from '../../platform/operations/handler.ts'
import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { readRecord } from '../../platform/registers/read/read.ts'
import { titlesOf } from '../../platform/registers/read/titles.ts'
import { todayIn } from '../../platform/work/today.ts'
import { packInUse } from '../requirement/adoption/adoption.ts'
import { missedLimit } from './cadence/programme.ts'
import { getObligationStanding, listMissedCadences } from './contract.ts'
import { obligation } from './obligation.ts'
import type { ObligationTables } from './tables.ts'
import { standingOf } from './work/my-work.ts'

const bind = query<ObligationTables>()

const standing = bind(getObligationStanding, async (scope, input) => {
  await readRecord(obligation, scope, input.id)
  const row = await scope.db
    .selectFrom('app.obligation')
    .select(['cause', 'due_on', 'interval_days', 'missed_before', 'escalation_after_days'])
    .select(['state', 'completed_on'])
    .where('id', '=', input.id)
    .executeTakeFirstOrThrow()
  const today = await todayIn(scope)
  const open = row.state === 'open'
  return {
    cause: row.cause,
    interval_days: row.interval_days,
    escalation_after_days: row.escalation_after_days,
    today,
    ...standingOf(row, open ? today : (row.completed_on ?? row.due_on), open),
  }
})

/** An open duty whose cadence has been missed as often as calls for a nonconformity. */
export interface MissedCadence {
  readonly id: string
  readonly title: string
  readonly origin: string
  readonly subject_id: string | null
  readonly owner_id: string | null
  readonly due_on: string
  readonly missed_in_a_row: number
}

/**
 * Duties whose cadence has been missed as often in a row as the programme allows at most, by id. Only a fact: whether it
 * is a nonconformity, people decide.
 */
export async function missedCadences(
  scope: SharedScope,
  page: { readonly limit: number; readonly after?: string | undefined; readonly owner_id?: string },
): Promise<MissedCadence[]> {
  const today = await todayIn(scope)
  const programme = await packInUse(scope, 'programme')
  const rows = await tablesIn<ObligationTables>(scope)
    .selectFrom('app.obligation')
    .select(['id', 'title', 'origin', 'subject_id', 'owner_id', 'due_on', 'interval_days', 'missed_before'])
    .where('state', '=', 'open')
    .where('archived_at', 'is', null)
    .where('due_on', '<', today)
    .where('interval_days', 'is not', null)
    // As `missedInARow` counts them.
    .where(
      sql<number>`missed_before + 1 + (${today}::date - due_on - 1) / interval_days`,
      '>=',
      missedLimit(programme),
    )
    .$if(page.after !== undefined, (all) => all.where('id', '>', page.after ?? ''))
    .$if(page.owner_id !== undefined, (all) => all.where('owner_id', '=', page.owner_id ?? null))
    .orderBy('id')
    .limit(page.limit)
    .execute()
  return rows.map(({ interval_days, missed_before, ...one }) => ({
    ...one,
    missed_in_a_row:
      interval_days === null
        ? daysOverdue(one.due_on, today)
        : missedInARow(missed_before, one.due_on, today, interval_days, true),
  }))
}

const missed = bind(listMissedCadences, async (scope, input) => {
  const found = await missedCadences(scope, {
    limit: input.limit + 1,
    after: input.cursor,
    ...(scope.reach === 'own' ? { owner_id: scope.actor.person_id } : {}),
  })
  const items = found.slice(0, input.limit)
  const ids = items.flatMap(({ subject_id, owner_id }) => [subject_id, owner_id]).filter((id) => id !== null)
  return {
    items,
    titles: await titlesOf(scope, [...new Set(ids)]),
    next_cursor: found.length > input.limit ? (items.at(-1)?.id ?? null) : null,
  }
})

export const obligationQueries = [standing, missed]
