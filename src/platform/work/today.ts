import { type RawBuilder, sql } from 'kysely'
import type { Rows } from '../operations/scope.ts'

/** The calendar date of an instant in the organization's time zone: what is due on a day is due where its people are. */
export async function dayIn(scope: { readonly rows: Rows }, instant: Date | string): Promise<string> {
  const [row] = await scope.rows<{ day: string }>(
    sql`select (${new Date(instant).toISOString()}::timestamptz at time zone time_zone)::date as day from app.organization`,
  )
  if (!row) throw new Error('The organization of this transaction does not exist.')
  return row.day
}

/**
 * When a calendar date begins where the organization's people are, within a statement: what was recorded on a day was
 * recorded from here until the next day begins.
 */
export const beginOf = (day: string, daysLater = 0): RawBuilder<string> =>
  sql<string>`((${day}::date + ${daysLater}::integer)::timestamp at time zone (select time_zone from app.organization))`

/** An instant to the minute as a clock of the organization shows it, with its time zone: for documents. */
export async function minuteIn(scope: { readonly rows: Rows }, instant: Date | string): Promise<string> {
  const [row] = await scope.rows<{ minute: string }>(
    sql`select to_char(${new Date(instant).toISOString()}::timestamptz at time zone time_zone, 'YYYY-MM-DD HH24:MI ')
      || time_zone as minute from app.organization`,
  )
  if (!row) throw new Error('The organization of this transaction does not exist.')
  return row.minute
}

/** The calendar date in the organization's time zone. */
export const todayIn = (scope: { readonly rows: Rows; readonly now: Date }): Promise<string> =>
  dayIn(scope, scope.now)
