import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import {
  makeClock,
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { modules } from '../../modules/index.ts'
import { obligation } from '../../modules/obligation/contract.ts'
import { makeSources } from '../ids.ts'
import type { Module } from '../module.ts'
import { Runner } from '../operations/runner.ts'
import type { JobTransaction } from '../operations/scope.ts'
import { insertRecord } from '../registers/write/write.ts'
import type { Job } from './job.ts'
import { JobRunner } from './job-runner.ts'

const { database } = await makeTestDatabase()
const clock = makeClock()
const sources = makeSources(clock.now, randomBytes)
const product = makeProduct(database, clock.now)
const minute = 60_000
let ours: TestOrganization
let theirs: TestOrganization

/** A job that leaves one record each time it runs, so that every run can be counted. */
const counting = (more: Partial<Job> = {}): Job => ({
  name: 'obligation.test-count',
  event: 'obligation.created',
  every_minutes: 60,
  run: async (tx) => {
    const { id } = await leave(tx)
    return { event: 'obligation.created', record_id: id }
  },
  ...more,
})

const leave = (tx: JobTransaction) =>
  insertRecord(
    obligation,
    tx,
    { title: 'Left by a job', kind: 'fix', origin: 'job', due_on: '2026-12-01', requirement_ids: [] },
    tx.sources.newId(),
  )

function process(job: Job, failed: Error[] = []) {
  const runner = new Runner({ database, sources, modules: modules as readonly Module[] })
  return new JobRunner({ database, runner, jobs: [job], sources, failed: (error) => failed.push(error) })
}

const inside = <T>(organization: TestOrganization, text: RawBuilder<T>) =>
  readRows(database, organization.id, text)
const left = async (organization: TestOrganization) =>
  (await inside(organization, sql`select from app.obligation where origin = 'job'`)).length
const book = async (organization: TestOrganization) =>
  (
    await inside(
      organization,
      sql<{ failures: number; failure: string | null; next_run_at: string; did_at: string | null }>`
        select failures, failure, next_run_at, did_at from job.run where job = 'obligation.test-count'`,
    )
  )[0]
const later = (minutes: number) => clock.advance(minutes * minute)

beforeEach(async () => {
  // Organizations of earlier tests have their turn far ahead.
  later(100_000)
  ours = await makeOrganization(database, product.sources, 'Ours')
  theirs = await makeOrganization(database, product.sources, 'Theirs')
})

it('runs for each organization, recorded with no person, and again only when its time has come', async () => {
  const one = process(counting())
  await one.runDue()
  expect([await left(ours), await left(theirs)]).toEqual([1, 1])
  const recorded = await inside(
    ours,
    sql`select name, event, actor_id from trail.operation where name = 'obligation.test-count'`,
  )
  expect(recorded).toEqual([{ name: 'obligation.test-count', event: 'obligation.created', actor_id: null }])
  await one.runDue()
  later(59)
  await one.runDue()
  expect(await left(ours)).toBe(1)
  later(2)
  await one.runDue()
  expect(await left(ours)).toBe(2)
})

it('is run once, however many processes look at the same moment', async () => {
  const processes = Array.from({ length: 8 }, () => process(counting()))
  await Promise.all(processes.map((one) => one.runDue()))
  expect([await left(ours), await left(theirs)]).toEqual([1, 1])
})

it('never runs twice at once: who comes meanwhile passes by', async () => {
  let running = 0
  let most = 0
  let runs = 0
  const slow = counting({
    run: async (tx) => {
      runs += 1
      running += 1
      most = Math.max(most, running)
      await tx.rows(sql`select pg_sleep(0.3)`)
      running -= 1
      return undefined
    },
  })
  // Of one organization only: the others have had theirs.
  await process(counting({ run: async () => undefined })).runDue()
  await database.write({ role: 'app', organizationId: ours.id }, (db) =>
    sql`update job.run set next_run_at = ${clock.now().toISOString()}`.execute(db),
  )
  await Promise.all([process(slow).runDue(), process(slow).runDue(), process(slow).runDue()])
  expect([most, runs]).toEqual([1, 1])
})

it('keeps nothing of a run that failed, reports it, and tries again later each time', async () => {
  const failed: Error[] = []
  let broken = true
  const one = process(
    counting({
      run: async (tx) => {
        const { id } = await leave(tx)
        if (broken && tx.actor.organization_id === ours.id) throw new Error('The ground is gone.')
        return { event: 'obligation.created', record_id: id }
      },
    }),
    failed,
  )
  await one.runDue()
  // One organization's failure keeps no other from running.
  expect([await left(ours), await left(theirs)]).toEqual([0, 1])
  expect(failed.map(({ message }) => message)).toEqual([
    'The job obligation.test-count failed; nothing of it was kept, and it is tried again.',
  ])
  expect(await book(ours)).toMatchObject({ failures: 1, failure: 'The ground is gone.' })
  later(1.1)
  await one.runDue()
  expect((await book(ours))?.failures).toBe(2)
  later(1.1)
  await one.runDue()
  expect((await book(ours))?.failures).toBe(2)
  broken = false
  later(1)
  await one.runDue()
  expect(await left(ours)).toBe(1)
  expect(await book(ours)).toMatchObject({ failures: 0, failure: null })
})

it('records nothing when nothing was due, and says that it looked', async () => {
  await process(counting({ run: async () => undefined })).runDue()
  expect(await book(ours)).toMatchObject({ failures: 0, did_at: null })
  const recorded = await inside(ours, sql`select from trail.operation where name = 'obligation.test-count'`)
  expect(recorded).toEqual([])
})

it('is seen by its own organization only', async () => {
  await process(counting()).runDue()
  const seen = await inside(ours, sql<{ organization_id: string }>`select organization_id from job.run`)
  expect(new Set(seen.map(({ organization_id }) => organization_id))).toEqual(new Set([ours.id]))
})
