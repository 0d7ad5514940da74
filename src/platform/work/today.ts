import { sql } from 'kysely'
import type { Rows } from '../operations/scope.ts'

/** The calendar date in the organization's time zone: what is due on a day is due where its people are. */
export async function todayIn(scope: { readonly rows: Rows; readonly now: Date }): Promise<string> {
  const [row] = await scope.rows<{ today: string }>(
    sql`select (${scope.now.toISOString()}::timestamptz at time zone time_zone)::date as today from app.organization`,
  )
  if (!row) throw new Error('The organization of this transaction does not exist.')
  return row.today
}
