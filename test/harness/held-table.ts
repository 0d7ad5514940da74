import { expect } from 'vitest'
import { withClient } from '../../src/platform/db/provision.ts'

/** Waits until so many statements wait for a lock. */
export type Waiting = (count: number) => Promise<void>

/**
 * Holds a table against writing and locking while `act` brings things to where they need it, one after the other; then
 * they go on, all at once. Promises of theirs are returned in a list, so that nothing waits for them before.
 */
export const whileTableHeld = <T>(
  adminUrl: string,
  table: string,
  act: (waiting: Waiting) => Promise<T>,
): Promise<T> =>
  withClient(adminUrl, async (holder) => {
    const waits = async () => {
      // A transaction would see only the connections that there were at its first look.
      await holder.query('select pg_stat_clear_snapshot()')
      const { rowCount } = await holder.query(
        `select from pg_stat_activity where datname = current_database()
          and backend_type = 'client backend' and wait_event_type = 'Lock'`,
      )
      return rowCount
    }
    await holder.query('begin')
    await holder.query(`lock table ${table} in exclusive mode`)
    const done = await act((count) => expect.poll(waits).toBe(count))
    await holder.query('commit')
    return done
  })
