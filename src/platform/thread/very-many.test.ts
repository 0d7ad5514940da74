import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import type { Reach } from '../../kernel/access/role.ts'
import type { OutputOf } from '../../kernel/contract/operation.ts'
import { overStates } from '../../kernel/lifecycle/lifecycle.ts'
import { edgesOf, threadOrder } from '../../kernel/register/edge.ts'
import { modules } from '../../modules/index.ts'
import type { threadOfRecord } from '../../modules/thread/contract.ts'
import { withClient } from '../db/provision.ts'
import { readThread } from './read-thread.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
const { run } = product
const registers = modules.flatMap((module) => module.registers.map(({ register }) => register))
let ours: TestOrganization

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
})

type Thread = OutputOf<typeof threadOfRecord>

const manager = () => ours.actors['aims-manager']
const groupOf = async (id: string, register: string, more: object = {}) =>
  (await run<Thread>('thread.of-record', manager(), { id, limit: 100, ...more })).groups.find(
    (one) => one.register === register,
  )

async function write(statement: ReturnType<typeof sql>): Promise<void> {
  const at = product.sources.now().toISOString()
  await database.write(
    { role: 'app', organizationId: ours.id, operationId: product.sources.newId() },
    async (db, later) => {
      await statement.execute(db)
      later(sql`select trail.record(${at}, 'sample.make', 'sample.made', null, null, null)`.execute(db))
    },
  )
}

const unit = async (name: string) =>
  (await run<{ id: string }>('organization-unit.create', manager(), { name })).id
const addSystems = async (unitId: string, count: number): Promise<void> => {
  const at = product.sources.now().toISOString()
  await write(sql`insert into app.ai_system (organization_id, id, version, state, name, unit_id, created_at, updated_at)
    select ${ours.id}, gen_random_uuid(), 1, 'draft', 'Model ' || (n + 1) / 2, ${unitId}, ${at}, ${at} from generate_series(1, ${count}::int) n`)
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly Plans?: readonly PlanNode[]
}
/** Rows that are carried on. Below a limit those that name a record are gone through once, and the first of them kept. */
const rowsIn = (node: PlanNode): number =>
  node['Actual Rows'] * node['Actual Loops'] +
  (node['Node Type'] === 'Limit' ? 0 : (node.Plans ?? []).reduce((sum, one) => sum + rowsIn(one), 0))

/** How many rows the database carries on in reading a thread: what it costs, on any machine. */
async function rowsRead(id: string): Promise<number> {
  let rows = 0
  await database.read({ role: 'app', organizationId: ours.id }, async (db) => {
    const scope = {
      actor: manager(),
      reachOf: (): Reach => 'all',
      rows: async (statement: ReturnType<typeof sql>) => {
        const explained = await sql<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>`
          explain (analyze, timing off, format json) ${statement}`.execute(db)
        for (const row of explained.rows) for (const { Plan } of row['QUERY PLAN']) rows += rowsIn(Plan)
        return []
      },
    }
    const map = {
      edges: edgesOf(registers),
      order: threadOrder(registers),
      over: new Map(registers.map(({ name, lifecycle }) => [name, overStates(lifecycle)])),
    }
    await readThread(scope as never, map, { register: 'organization-unit', id }, { limit: 6 })
  })
  return rows
}

describe('the thread of a record that very many name', () => {
  it('says that there are more, and costs no more with the number', async () => {
    const [few, many, most] = [await unit('Few'), await unit('Many'), await unit('Most')]
    await addSystems(few, 1500)
    await addSystems(many, 5000)
    await addSystems(most, 20_000)
    await withClient(adminUrl, (client) => client.query('analyze app.ai_system, app.record'))
    expect(await groupOf(few, 'ai-system')).toMatchObject({ total: 1500, at_least: false })
    expect(await groupOf(many, 'ai-system')).toMatchObject({ total: 2000, at_least: true })
    expect(await groupOf(most, 'ai-system')).toMatchObject({ total: 2000, at_least: true })
    const [forMany, forMost] = [await rowsRead(many), await rowsRead(most)]
    expect(forMany).toBeGreaterThan(2000)
    expect(forMost / forMany).toBeLessThan(1.2)
  })

  it('is read on in the order of titles to the last, each once, whatever is over behind the rest', async () => {
    const id = await unit('Read on')
    await addSystems(id, 4500)
    const retired = await run<{ id: string; version: number }>('ai-system.create', manager(), {
      name: 'A model of the past',
      unit_id: id,
    })
    await run('ai-system.archive', manager(), { id: retired.id, expected_version: retired.version })
    const first = await groupOf(id, 'ai-system')
    const pages = [first]
    while (pages.at(-1)?.next) {
      const page = await groupOf(id, 'ai-system', {
        kind: 'ai-system',
        side: 'follows',
        after: pages.at(-1)?.next,
      })
      pages.push(page)
    }
    const read = pages.flatMap((page) => page?.items ?? [])
    expect(new Set(read.map((one) => one.id)).size).toBe(4501)
    expect(read.map(({ title }) => title)).toEqual([
      // Two and two of one name.
      ...Array.from({ length: 4500 }, (_, place) => `Model ${Math.floor(place / 2) + 1}`),
      'A model of the past',
    ])
  })
})

describe('the thread of a requirement that very many name', () => {
  const urn = 'urn:plumbline:iso-42001:2023:control:A.6.2.4'
  const threadOf = async (register: string) =>
    (await run<Thread>('thread.of-requirement', manager(), { urn, limit: 100 })).groups.find(
      (one) => one.register === register,
    )

  /** Of ten thousand records so many name it, in an order that is not that of their titles. */
  async function addNaming(naming: number): Promise<void> {
    const at = product.sources.now().toISOString()
    await write(sql`insert into app.control
        (organization_id, id, version, state, name, requirements, created_at, updated_at)
      select ${ours.id}, gen_random_uuid(), 1, 'planned', 'Control ' || (10000 - n),
        case when n <= ${naming}::int then array[${urn}] else array['urn:plumbline:iso-42001:2023:control:A.2.2'] end, ${at}, ${at}
      from generate_series(1, 10000) n`)
    await write(sql`insert into app.obligation
        (organization_id, id, version, state, title, kind, origin, requirement_ids, due_on, created_at, updated_at)
      select ${ours.id}, gen_random_uuid(), 1, 'open', 'Duty ' || (10000 - n), 'review', 'request',
        case when n <= ${naming}::int then array['A.6.2.4'] else array['A.2.2'] end, '2026-12-01', ${at}, ${at}
      from generate_series(1, 10000) n`)
    await withClient(adminUrl, (client) => client.query('analyze app.control, app.obligation, app.record'))
  }

  /** How often the indexes of what is named were gone through in reading the thread, and rows of whole tables. */
  const scansOf = () =>
    database.read({ role: 'app', organizationId: ours.id }, async (db) => {
      const map = { edges: edgesOf(registers), order: threadOrder(registers), over: new Map() }
      const scope = {
        actor: manager(),
        reachOf: (): Reach => 'all',
        rows: async (statement: ReturnType<typeof sql>) => (await statement.execute(db)).rows,
      }
      await readThread(scope as never, map, { register: 'requirement', id: urn }, { limit: 6 })
      const { rows } = await sql<{ relation: string; scans: number; whole: number }>`
        select i.indrelid::regclass::text as relation, pg_stat_get_xact_numscans(i.indexrelid)::int as scans,
          pg_stat_get_xact_tuples_returned(i.indrelid)::int as whole
        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am m on m.oid = c.relam
        where m.amname = 'gin' and i.indrelid in ('app.control'::regclass, 'app.obligation'::regclass)
          and i.indexprs is null order by 1`.execute(db)
      return rows
    })

  it('finds them among ten thousand by the index of what they name', async () => {
    await addNaming(100)
    expect(await threadOf('control')).toMatchObject({ total: 100, at_least: false })
    expect(await threadOf('obligation')).toMatchObject({ total: 100, at_least: false })
    // Neither table is gone through as a whole.
    expect(await scansOf()).toEqual([
      { relation: 'app.control', scans: expect.toSatisfy((scans: number) => scans > 0), whole: 0 },
      { relation: 'app.obligation', scans: expect.toSatisfy((scans: number) => scans > 0), whole: 0 },
    ])
  })

  it('begins with the first by their titles, however many there are', async () => {
    await addNaming(2500)
    for (const [register, word] of [
      ['control', 'Control'],
      ['obligation', 'Duty'],
    ] as const) {
      const group = await threadOf(register)
      expect(group).toMatchObject({ total: 2000, at_least: true })
      expect(group?.items.slice(0, 50).map(({ title }) => title)).toEqual(
        Array.from({ length: 50 }, (_, place) => `${word} ${7500 + place}`),
      )
    }
  })
})

describe('what is over', () => {
  it('stands behind what is asked now, and is counted apart, however much of it there is', async () => {
    const id = await unit('Duties')
    const at = product.sources.now().toISOString()
    await write(sql`insert into app.obligation
        (organization_id, id, version, state, title, kind, origin, subject_id, due_on, completed_on, outcome, created_at, updated_at)
      select ${ours.id}, gen_random_uuid(), 1, 'done', 'A review ' || n, 'review', 'request', ${id}, '2026-01-01', '2026-01-01', 'done', ${at}, ${at}
      from generate_series(1, 2500) n`)
    const open = await run<{ id: string }>('obligation.create', manager(), {
      title: 'Z comes last by its title',
      kind: 'review',
      origin: 'request',
      subject_id: id,
      due_on: '2026-12-01',
    })
    const group = await groupOf(id, 'obligation')
    expect(group).toMatchObject({ total: 2000, past: 2000, at_least: true })
    expect(group?.items[0]).toMatchObject({ id: open.id, over: false, state: 'open' })
    expect(group?.items.slice(1).every(({ over }) => over)).toBe(true)
  })

  it('stands behind in the thread of a requirement too', async () => {
    const ask = async (title: string) =>
      run<{ id: string; version: number }>('obligation.create', manager(), {
        title,
        kind: 'review',
        origin: 'request',
        requirement_ids: ['A.10.2'],
        owner_id: manager().person_id,
        due_on: '2026-12-01',
      })
    const done = await ask('A duty that was done')
    await run('obligation.complete', manager(), {
      id: done.id,
      expected_version: done.version,
      outcome: 'done',
    })
    const open = await ask('The duty that is open')
    const { groups } = await run<Thread>('thread.of-requirement', manager(), {
      urn: 'urn:plumbline:iso-42001:2023:control:A.10.2',
    })
    expect(groups.find(({ register }) => register === 'obligation')).toMatchObject({
      total: 2,
      past: 1,
      items: [
        { id: open.id, over: false },
        { id: done.id, over: true },
      ],
    })
  })

  it('leaves nobody without their own, however many others there are', async () => {
    const id = await unit('Owned')
    const at = product.sources.now().toISOString()
    await write(sql`insert into app.obligation
        (organization_id, id, version, state, title, kind, origin, subject_id, due_on, created_at, updated_at)
      select ${ours.id}, gen_random_uuid(), 1, 'open', 'Somebody’s ' || n, 'review', 'request', ${id}, '2026-12-01', ${at}, ${at}
      from generate_series(1, 2500) n`)
    const own = await run<{ id: string }>('obligation.create', manager(), {
      title: 'Mine',
      kind: 'review',
      origin: 'request',
      subject_id: id,
      owner_id: ours.actors.employee.person_id,
      due_on: '2026-12-01',
    })
    const { groups } = await run<Thread>('thread.of-record', ours.actors.employee, { id })
    expect(groups.find(({ register }) => register === 'obligation')).toMatchObject({
      total: 1,
      at_least: false,
      items: [{ id: own.id }],
    })
  })
})
