import { sql } from 'kysely'
import { plainWeek, type WorkingCalendar } from '../../../kernel/cadence/calendar.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { getWorkingCalendar, setWorkingCalendar } from '../contract.ts'
import type { ObligationTables } from '../tables.ts'

/** When the organization does not work; Saturday and Sunday until it says otherwise. */
export async function workingCalendarOf(scope: SharedScope): Promise<WorkingCalendar> {
  const stated = await tablesIn<ObligationTables>(scope)
    .selectFrom('app.working_calendar')
    // The driver would read an array of dates in the session's zone; as text they stay dates.
    .select(['weekend', sql<string[]>`holidays::text[]`.as('holidays')])
    .executeTakeFirst()
  return stated ?? plainWeek
}

const get = query<ObligationTables>()(getWorkingCalendar, async (scope) => {
  const { weekend, holidays } = await workingCalendarOf(scope)
  return { weekend: [...weekend], holidays: [...holidays] }
})

const set = command<ObligationTables>()(setWorkingCalendar, async (tx, input) => {
  const { organization_id, person_id } = tx.actor
  const stated = {
    weekend: input.weekend.toSorted(),
    holidays: [...new Set(input.holidays)].toSorted(),
    updated_at: tx.now.toISOString(),
    updated_by: person_id,
  }
  await tx.db
    .insertInto('app.working_calendar')
    .values({ organization_id, id: organization_id, ...stated })
    .onConflict((conflict) => conflict.columns(['organization_id', 'id']).doUpdateSet(stated))
    .execute()
  const { weekend, holidays } = stated
  return tx.record({ event: 'working-calendar.set', detail: { weekend, holidays } }, { weekend, holidays })
})

export const workingCalendarHandlers = [get, set]
