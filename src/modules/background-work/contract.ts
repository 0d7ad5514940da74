import { z } from 'zod'
import { queryOperation } from '../../kernel/contract/operation.ts'

export const listBackgroundWork = queryOperation({
  name: 'background-work.list',
  method: 'GET',
  path: '/background-work',
  summary: 'List what happens because time passes: when each ran last, is due next, and whether it failed',
  permission: 'background-work:read',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        /** The name of the operation that it records. */
        name: z.string(),
        every_minutes: z.int(),
        /** The last time it ended well; null: it has not run yet. */
        ran_at: z.string().nullable(),
        /** The last time it found something to do. */
        did_at: z.string().nullable(),
        /** Null: as soon as a process looks. */
        next_run_at: z.string().nullable(),
        /** Of the last run, when it failed. */
        failed_at: z.string().nullable(),
        failure: z.string().nullable(),
        /** In a row. */
        failures: z.int(),
      }),
    ),
    now: z.string(),
  }),
})
