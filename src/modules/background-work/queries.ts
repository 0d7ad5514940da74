import { jobsOf, type Module } from '../../platform/module.ts'
import { type Handler, query } from '../../platform/operations/handler.ts'
import { listBackgroundWork } from './contract.ts'
import type { BackgroundWorkTables } from './tables.ts'

/** What runs by itself, from the jobs that all modules declare. */
export function backgroundWorkHandlers(modules: readonly Module[]): Handler[] {
  const jobs = jobsOf(modules)
  const list = query<BackgroundWorkTables>()(listBackgroundWork, async (scope) => {
    const rows = await scope.db.selectFrom('job.run').selectAll().execute()
    const books = new Map(rows.map(({ organization_id, job, ...book }) => [job, book]))
    return {
      items: jobs.map(({ name, every_minutes }) => ({
        name,
        every_minutes,
        ...(books.get(name) ?? {
          ran_at: null,
          did_at: null,
          next_run_at: null,
          failed_at: null,
          failure: null,
          failures: 0,
        }),
      })),
      now: scope.now.toISOString(),
    }
  })
  return [list]
}
