import { expect, it } from 'vitest'
import { JobRunner } from '../../../platform/jobs/job-runner.ts'
import { jobsOf } from '../../../platform/module.ts'
import { messages } from '../../background-work/messages/en.ts'
import { modules } from '../../index.ts'
import { makeRiskProduct } from '../risk.fixture.ts'

const product = await makeRiskProduct()
const { run, held, clock, database, runner, sources } = product
const jobs = new JobRunner({ database, runner, jobs: jobsOf(modules), sources })
const day = 86_400_000

interface Entry {
  readonly event: string
  readonly actor_id: string | null
  readonly changes: readonly { readonly field: string; readonly after: unknown }[]
}

it('returns a risk to open treatment by itself once its acceptance expired, recorded with no person', async () => {
  const { id } = await product.assessed([1, 1, 1, 1])
  await product.accept(id, held.ours.actors['risk-owner'], { expires_on: '2027-01-10' })
  clock.advance(Date.parse('2027-01-10T18:00:00Z') - clock.now().getTime())
  await jobs.runDue()
  expect((await product.read(id)).state).toBe('accepted')

  clock.advance(day)
  await jobs.runDue()
  expect(await product.read(id)).toMatchObject({ state: 'assessed', updated_by: null })
  const { items } = await run<{ items: Entry[] }>('risk.history', product.author(), { id })
  expect(items[0]).toMatchObject({ event: 'risk.lapsed-returned', actor_id: null })
  expect(items[0]?.changes).toContainEqual(expect.objectContaining({ field: 'state', after: 'assessed' }))
  // Its owner is asked to look at it anew, sooner than its review was due.
  const work = await run<{ items: { title: string; subject: { id: string } | null; due_on: string }[] }>(
    'my-work.list',
    product.author(),
  )
  expect(work.items.filter(({ subject }) => subject?.id === id)).toEqual([
    expect.objectContaining({ title: 'Risk register review', due_on: '2027-01-25' }),
  ])

  // Nothing is left to do: the next run changes and records nothing.
  const before = await product.read(id)
  clock.advance(day)
  await jobs.runDue()
  expect(await product.read(id)).toEqual(before)
})

it('is shown to administrators: when it ran, when it changed something, when it runs next', async () => {
  const { items, now } = await run<{ items: Record<string, string | number | null>[]; now: string }>(
    'background-work.list',
    held.ours.actors.administrator,
  )
  const one = items.find(({ name }) => name === 'risk.return-lapsed')
  expect(one).toMatchObject({ every_minutes: 60, failures: 0, failure: null })
  expect(String(one?.did_at) < String(one?.ran_at)).toBe(true)
  expect(String(one?.next_run_at) > now).toBe(true)
  const named = items.map(({ name }) => `background-work.job.${name}`)
  expect(named.filter((key) => !(key in messages))).toEqual([])
})
