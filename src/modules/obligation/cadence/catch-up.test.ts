import { type RawBuilder, sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { countStatements } from '../../../../test/harness/count-statements.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { JobRunner } from '../../../platform/jobs/job-runner.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { adoptedBefore } from '../../requirement/adoption/adopted-before.fixture.ts'
import { approvedSystem, changeSystem, dutiesOf } from '../system.fixture.ts'
import { catchUpJob } from './catch-up-job.ts'

const { database } = await makeTestDatabase()
const product = makeProduct(database)
const { run, clock } = product
let ours: TestOrganization
const manager = () => ours.actors['aims-manager']

const statements = countStatements(database, 'write')

const jobs = () =>
  new JobRunner({
    database,
    runner: product.runner,
    jobs: [catchUpJob],
    sources: product.sources,
    failed: (error) => {
      throw error
    },
  })
/** Lets the job run now, however short ago it did. */
async function catchUpNow(): Promise<void> {
  clock.advance(6 * 60_000)
  await jobs().runDue()
}

const inside = <T>(text: RawBuilder<T>) => readRows(database, ours.id, text)

/** Approved systems that no event of theirs told the cadences about. */
async function unseenSystems(count: number, facts: { stage: string; impact: string | null }): Promise<void> {
  const at = product.sources.now().toISOString()
  const owner = ours.actors['ai-system-owner'].person_id
  await database.write(
    { role: 'app', organizationId: ours.id, operationId: product.sources.newId() },
    async (db, later) => {
      await sql`insert into app.ai_system (organization_id, id, version, state, owner_id, name, lifecycle_stage, rights_safety_impact, created_at, updated_at)
        select ${ours.id}, gen_random_uuid(), 1, 'approved', ${owner}, 'Model ' || n, ${facts.stage}, ${facts.impact}, ${at}, ${at}
        from generate_series(1, ${count}::int) n`.execute(db)
      later(sql`select trail.record(${at}, 'sample.make', 'sample.made', null, null, null)`.execute(db))
    },
  )
}

const opened = () =>
  inside<{ origin: string; duties: number; subjects: number }>(sql`
    select origin, count(*) as duties, count(distinct subject_id) as subjects
    from app.obligation where state = 'open' group by origin order by origin collate "C"`)
const timesRecorded = async () =>
  (await inside(sql`select from trail.operation where event = 'obligation.caught-up'`)).length

beforeEach(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
})

/** The shipped programme as an earlier version had it. */
function earlier(change: (cadences: Pack<'programme'>['content']['cadences']) => void): Pack<'programme'> {
  const old = structuredClone(shippedPacks().programme)
  old.manifest.version = '0.9.0'
  change(old.content.cadences)
  return old
}

async function adoptProgramme(): Promise<void> {
  const { content_hash } = await run<{ content_hash: string }>('pack.preview-update', manager(), {
    pack_id: 'programme',
  })
  await run('pack.adopt', manager(), { pack_id: 'programme', content_hash })
}

describe('records that were there before their cadence', () => {
  it('get what an event of theirs would have given them, once', async () => {
    const seen = await approvedSystem(product, ours, {
      lifecycle_stage: 'operation',
      rights_safety_impact: 'rights',
    })
    const asked = (await dutiesOf(product, ours, seen.id)).map(({ origin, owner_id, opens_on, due_on }) => ({
      ...{ origin, owner_id, opens_on, due_on },
    }))
    expect(asked.map(({ origin }) => origin)).toContain('RC03')
    await unseenSystems(1, { stage: 'operation', impact: 'rights' })
    await catchUpNow()
    const [unseen] = await inside<{ id: string }>(sql`select id from app.ai_system where id <> ${seen.id}`)
    const caught = await dutiesOf(product, ours, unseen?.id ?? '')
    expect(
      caught.map(({ origin, owner_id, opens_on, due_on }) => ({ origin, owner_id, opens_on, due_on })),
    ).toEqual(asked)
    await catchUpNow()
    expect(await timesRecorded()).toBe(1)
    expect(await dutiesOf(product, ours, seen.id)).toHaveLength(asked.length)

    // A later event of the record finds everything asked already.
    await changeSystem(product, ours, unseen?.id ?? '', { name: 'Renamed' })
    expect(await dutiesOf(product, ours, unseen?.id ?? '')).toHaveLength(asked.length)
  })

  it('are asked for the facts that decide, where they are missing', async () => {
    await unseenSystems(3, { stage: 'operation', impact: null })
    await catchUpNow()
    expect((await opened()).find(({ origin }) => origin === 'missing-facts')).toMatchObject({
      duties: 3,
      subjects: 3,
    })
  })

  it('get theirs exactly once with ten thousand of them, in as many statements that write as with ten', async () => {
    await unseenSystems(10, { stage: 'development', impact: 'rights' })
    const few = statements()
    await catchUpNow()
    const forFew = statements() - few
    const readAgain = (10_000 / 250) * 2

    ours = await makeOrganization(database, product.sources, 'Many')
    await unseenSystems(10_000, { stage: 'development', impact: 'rights' })
    const many = statements()
    await catchUpNow()
    // Records are read some hundred at a time, from two tables; what is written takes one statement for each cadence. The
    // organization before is looked at as well.
    expect(statements() - many).toBeLessThan(2 * forFew + readAgain)
    expect(await opened()).toEqual([
      { origin: 'RC01', duties: 10_000, subjects: 10_000 },
      { origin: 'RC11', duties: 10_000, subjects: 10_000 },
      { origin: 'RC15', duties: 1, subjects: 0 },
    ])
  })

  it('are not asked twice when events of theirs come at the same moment', async () => {
    await unseenSystems(30, { stage: 'development', impact: 'rights' })
    const ids = await inside<{ id: string }>(sql`select id from app.ai_system`)
    await Promise.all([
      catchUpNow(),
      ...ids.map(({ id }, at) => changeSystem(product, ours, id, { name: `Renamed ${at}` })),
    ])
    expect((await opened()).filter(({ origin }) => origin !== 'RC15')).toEqual([
      { origin: 'RC01', duties: 30, subjects: 30 },
      { origin: 'RC11', duties: 30, subjects: 30 },
    ])
  })
})

describe('content that is adopted', () => {
  it('brings a cadence to the work of those who own records already there', async () => {
    await adoptedBefore(
      product,
      ours,
      earlier((cadences) => {
        cadences.splice(
          cadences.findIndex(({ id }) => id === 'RC01'),
          1,
        )
      }),
    )
    await catchUpNow()
    const { id } = await approvedSystem(product, ours, { lifecycle_stage: 'development' })
    const architecture = async () =>
      (await dutiesOf(product, ours, id)).filter(({ origin }) => origin === 'RC01').length
    expect(await architecture()).toBe(0)
    await adoptProgramme()
    await catchUpNow()
    expect(await architecture()).toBe(1)
    const { items } = await run<{ items: { subject: { id: string } | null; cause: { facts: object } }[] }>(
      'my-work.list',
      ours.actors['ai-system-owner'],
      { limit: 200 },
    )
    expect(items.filter(({ subject }) => subject?.id === id).map(({ cause }) => cause.facts)).toContainEqual(
      expect.objectContaining({ cadence_id: 'RC01', event: 'obligation.caught-up' }),
    )
    await catchUpNow()
    expect(await architecture()).toBe(1)
  })

  it('moves what is planned to the interval that it states, unless it has opened', async () => {
    await adoptedBefore(
      product,
      ours,
      earlier((cadences) => {
        for (const cadence of cadences)
          if (cadence.id === 'RC13') cadence.intervals = [{ applies_to: 'all', interval_days: 182 }]
      }),
    )
    const step = async (verb: string, one: { id: string; version: number }, actor = manager()) =>
      run<{ id: string; version: number }>(`policy.${verb}`, actor, {
        id: one.id,
        expected_version: one.version,
      })
    const draft = await run<{ id: string; version: number }>('policy.create', manager(), {
      title: 'AI policy',
      edition: '1',
      location: 'https://intranet.example.org/ai-policy',
      review_on: '2029-01-01',
      commitments: ['meet_applicable_requirements', 'continual_improvement'],
    })
    const { id } = await step('approve', await step('submit', draft), ours.actors['top-management'])
    await catchUpNow()
    const due = async () => (await dutiesOf(product, ours, id)).map(({ due_on }) => due_on)
    expect(await due()).toEqual(['2027-05-24'])
    await adoptProgramme()
    await catchUpNow()
    expect(await due()).toEqual(['2027-11-22'])
  })
})
