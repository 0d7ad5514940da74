import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Sources } from '../ids.ts'
import type { Runner } from '../operations/runner.ts'
import type { JobTransaction } from '../operations/scope.ts'
import type { Job } from './job.ts'

export interface JobRunnerOptions {
  readonly database: Database
  readonly runner: Runner
  readonly jobs: readonly Job[]
  readonly sources: Sources
  /** Called with each failure; the job is tried again, later each time. */
  readonly failed?: (error: Error) => void
}

interface Due {
  readonly organization_id: string
  readonly job: string
}

const minute = 60_000
/** After the first failure; doubled with each further one, up to the job's own interval. */
const retryMinutes = 1

/**
 * Runs the jobs that are due, one after another. Any number of processes may: the transaction that does the work holds
 * the job's lock, looks whether it is still due, and says when it is due next, so that a run counts once or not at all,
 * also when its process dies.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #busy = false
  #stopped = false

  constructor(options: JobRunnerOptions) {
    this.#options = options
  }

  /** Looks for due jobs at once and about every `interval` milliseconds. */
  start(interval = minute): void {
    this.#timer = setInterval(() => this.#look(), interval)
    this.#timer.unref()
    this.#look()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#running
  }

  #look(): void {
    if (this.#busy) return
    this.#busy = true
    this.#running = this.runDue()
      .catch((error: Error) => this.#options.failed?.(error))
      .finally(() => {
        this.#busy = false
      })
  }

  /** Runs everything that is due now, once. One failure keeps no other job from running. */
  async runDue(): Promise<void> {
    const { database, jobs, sources } = this.#options
    const byName = new Map(jobs.map((job) => [job.name, job]))
    const at = sources.now().toISOString()
    const { rows } = await database.write({ role: 'app' }, (db) =>
      sql<Due>`select organization_id, job from job.due(${[...byName.keys()]}::text[], ${at})`.execute(db),
    )
    for (const { organization_id, job } of rows) {
      const found = byName.get(job)
      if (found && !this.#stopped) await this.#run(found, organization_id)
    }
  }

  async #run(job: Job, organizationId: string): Promise<void> {
    try {
      await this.#options.runner.runAsInstallation(job.name, organizationId, async (tx) => {
        if (!(await claim(tx, job))) return undefined
        const done = await job.run(tx)
        await keepRun(tx, job, done !== undefined)
        return done
      })
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error))
      await this.#keepFailure(job, organizationId, cause)
      this.#options.failed?.(
        new Error(`The job ${job.name} failed; nothing of it was kept, and it is tried again.`, { cause }),
      )
    }
  }

  async #keepFailure(job: Job, organizationId: string, error: Error): Promise<void> {
    const { database, sources } = this.#options
    const now = sources.now()
    await database.write({ role: 'app', organizationId }, async (db) => {
      const { rows } = await sql<{ failures: number }>`
        select failures from job.run where job = ${job.name}`.execute(db)
      const failures = (rows[0]?.failures ?? 0) + 1
      const wait = Math.min(job.every_minutes, retryMinutes * 2 ** (failures - 1))
      const next = new Date(now.getTime() + wait * minute).toISOString()
      await sql`
        insert into job.run (organization_id, job, next_run_at, failed_at, failure, failures)
        values (${organizationId}, ${job.name}, ${next}, ${now.toISOString()}, ${error.message.slice(0, 1000)}, 1)
        on conflict (organization_id, job) do update
        set next_run_at = excluded.next_run_at, failed_at = excluded.failed_at, failure = excluded.failure, failures = ${failures}`.execute(
        db,
      )
    })
  }
}

/** Whether this transaction may run the job now: no other does, and none has meanwhile. */
async function claim(tx: JobTransaction, job: Job): Promise<boolean> {
  const name = `${tx.actor.organization_id}/${job.name}`
  const [held] = await tx.rows<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 7100054)) as held`,
  )
  if (!held?.held) return false
  const [early] = await tx.rows(
    sql`select from job.run where job = ${job.name} and next_run_at > ${tx.now.toISOString()}`,
  )
  return early === undefined
}

async function keepRun(tx: JobTransaction, job: Job, did: boolean): Promise<void> {
  const at = tx.now.toISOString()
  const next = new Date(tx.now.getTime() + job.every_minutes * minute).toISOString()
  const didAt = did ? at : null
  await tx.rows(sql`
    insert into job.run (organization_id, job, next_run_at, ran_at, did_at, failures)
    values (${tx.actor.organization_id}, ${job.name}, ${next}, ${at}, ${didAt}, 0)
    on conflict (organization_id, job) do update
    set next_run_at = excluded.next_run_at, ran_at = excluded.ran_at,
      did_at = coalesce(excluded.did_at, run.did_at), failures = 0, failure = null, failed_at = null`)
}
