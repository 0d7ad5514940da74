import { createHash } from 'node:crypto'
import type { Job } from '../../../platform/jobs/job.ts'
import { type JobTransaction, writableTablesIn } from '../../../platform/operations/scope.ts'
import { todayIn } from '../../../platform/work/today.ts'
import type { ObligationTables } from '../tables.ts'
import { catchUp } from './catch-up.ts'
import { type Planning, planningOf } from './planning.ts'

const event = 'obligation.caught-up'

/** What the duties of records rest on besides the records: the declared cadences, and the programme in use. */
const groundHash = ({ cadences }: JobTransaction, { programme }: Planning): string =>
  createHash('sha256')
    .update(JSON.stringify([[...cadences.values()], programme.content]))
    .digest('hex')

/** Catches up with cadences that the product has declared anew, or that adopted content brought or changed. */
export const catchUpJob: Job = {
  name: 'obligation.catch-up',
  event,
  every_minutes: 5,
  run: async (tx) => {
    const planning = await planningOf(tx)
    const ground_hash = groundHash(tx, planning)
    const db = writableTablesIn<ObligationTables>(tx)
    const known = await db.selectFrom('app.cadence_catch_up').select('ground_hash').executeTakeFirst()
    if (known?.ground_hash === ground_hash) return undefined
    const done = await catchUp(tx, { today: await todayIn(tx), planning, event })
    const { organization_id } = tx.actor
    const kept = { ground_hash, caught_up_at: tx.now.toISOString() }
    await db
      .insertInto('app.cadence_catch_up')
      .values({ organization_id, id: organization_id, ...kept })
      .onConflict((same) => same.columns(['organization_id', 'id']).doUpdateSet(kept))
      .execute()
    return { event, detail: { ...done } }
  },
}
