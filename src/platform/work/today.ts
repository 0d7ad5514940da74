import { sql } from 'kysely'
import type { Rows } from '../operations/scope.ts'

/** The calendar date of an instant in the organization's time zone: what is due on a day is due where its people are. */
export async function dayIn(scope: { readonly rows: Rows }, instant: Date | string): Promise<string> {
  const [row] = await scope.rows<{ day: string }>(
    sql`select (${new Date(instant).toISOString()}::timestamptz at time zone time_zone)::date as day from app.organization`,
  )
  if (!row) throw new Error('The organization of this transaction does not exist.')
  return row.day
}

/** The calendar date in the organization's time zone. */
export const todayIn = (scope: { readonly rows: Rows; readonly now: Date }): Promise<string> =>
  dayIn(scope, scope.now)
