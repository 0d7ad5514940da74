import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { makeTestTrail, type TestTrail } from '../../../../test/harness/test-trail.ts'
import type { Rows } from '../../operations/scope.ts'
import { rowsAt } from './rows-at.ts'

const { database } = await makeTestDatabase()
const product = makeProduct(database)
let trail: TestTrail
let ours: TestOrganization
let theirs: TestOrganization

interface System {
  readonly id: string
  readonly version: number
  readonly [column: string]: unknown
}
interface Page {
  readonly items: readonly System[]
  readonly next_cursor: string | null
}

/** What a person may ask of a list; each is asked at every moment. */
const questions = {
  plain: {},
  'by name, backwards': { sort: '-name' },
  'by a choice, unknown last': { sort: 'lifecycle_stage', columns: 'name' },
  'by last change': { sort: '-updated_at', columns: 'lifecycle_stage' },
  'filtered by a choice': { lifecycle_stage: 'operation,_none' },
  'filtered by a list': { ai_roles: 'provider' },
  'filtered by words in a column that is not shown': {
    'intended_purpose.contains': 'claims',
    columns: 'name',
  },
  'searched by name': { q: 'model' },
  'with what is archived': { archived: 'all' },
  'only what is archived': { archived: 'true' },
} as const
const moments: {
  at: string
  lists: Record<string, readonly System[]>
  summary: unknown
  whole: unknown[]
}[] = []

const actor = () => ours.actors['aims-manager']
const run = <T = System>(name: string, input: object) => product.run<T>(`ai-system.${name}`, actor(), input)
const create = (name: string, more: object = {}) => run('create', { name, ...more })
const revise = async ({ id, version }: System, changes: object) =>
  run('revise', { id, expected_version: version, changes })

const rows: Rows = <T>(statement: RawBuilder<unknown>) =>
  readRows(database, ours.id, statement as RawBuilder<T>)

/** A list to its end, in pages of two. */
async function listed(question: object): Promise<System[]> {
  const items: System[] = []
  let cursor: string | null = null
  do {
    const page: Page = await run<Page>('list', { ...question, limit: 2, ...(cursor ? { cursor } : {}) })
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return items
}

async function answers(asOf: object = {}) {
  const lists: Record<string, readonly System[]> = {}
  for (const [name, question] of Object.entries(questions))
    lists[name] = await listed({ ...question, ...asOf })
  const { count, groups } = await run<{ count: number; groups: unknown }>('summary', {
    group_by: 'lifecycle_stage',
    ...asOf,
  })
  const whole: unknown[] = []
  for (const { id } of lists['with what is archived'] ?? [])
    whole.push((await run<{ record: unknown }>('get', { id, ...asOf })).record)
  return { lists, summary: { count, groups }, whole }
}

/** Signs what was done and keeps what every question is answered now. */
async function keepMoment(): Promise<void> {
  await trail.sign(ours.id)
  moments.push({ at: product.clock.now().toISOString(), ...(await answers()) })
  product.clock.advance(60_000)
}

beforeAll(async () => {
  trail = await makeTestTrail(product)
  ours = await makeOrganization(database, product.sources, 'Ours')
  theirs = await makeOrganization(database, product.sources, 'Theirs')
  const fraud = await create('Fraud model', { lifecycle_stage: 'operation', ai_roles: ['provider', 'user'] })
  const claims = await create('claims triage', {
    intended_purpose: 'Sorts claims',
    initiated_on: '2026-01-02',
  })
  const chat = await create('Übersetzer', { lifecycle_stage: 'development', in_scope: true, ai_roles: [] })
  await create('Demand model', { lifecycle_stage: 'retirement', outputs: 'A "forecast" \\ for 7 days\n' })
  await keepMoment()
  const revised = await revise(fraud, { name: 'abuse model', lifecycle_stage: null, ai_roles: null })
  await create('Demand model', { lifecycle_stage: 'operation' })
  await keepMoment()
  await run('archive', { id: chat.id, expected_version: chat.version })
  const sorted = await revise(claims, { intended_purpose: null, lifecycle_stage: 'operation' })
  await keepMoment()
  await revise(revised, { name: 'Fraud model', ai_roles: ['provider'] })
  await keepMoment()
  // Committed, and not in the log yet: no earlier moment may show it.
  await create('Unplaced model')
  await revise(sorted, { name: 'aaa' })
})
afterAll(() => trail.close())

describe('as of an earlier moment', () => {
  it.each([0, 1, 2, 3])('every question is answered as it was at moment %i', async (place) => {
    const { at, ...then } = moments[place] ?? { at: '' }
    expect(await answers({ as_of: at })).toEqual(then)
  })

  it('knows moments that differ', () => {
    const texts = moments.map(({ at: _, ...then }) => JSON.stringify(then))
    expect(new Set(texts).size).toBe(moments.length)
  })

  it('holds nothing before anything was signed', async () => {
    const early = { as_of: '2020-01-01T00:00:00Z' }
    expect(await listed(early)).toEqual([])
    expect(await run('summary', early)).toMatchObject({ count: 0 })
  })

  it('reads a row that is gone, and not one that was made since', async () => {
    const [from, to] = moments[0]?.lists.plain ?? []
    const made = await run<{ link_id: string }>('link', {
      id: from?.id,
      to_id: to?.id,
      relation: 'depends_on',
    })
    await trail.sign(ours.id)
    const [checkpoint] = await rows<{ tree_size: number }>(
      sql`select tree_size from trail.checkpoint order by tree_size desc limit 1`,
    )
    await run('unlink', { id: from?.id, link_id: made.link_id })
    await run('link', { id: from?.id, to_id: to?.id, relation: 'feeds' })
    await trail.sign(ours.id)
    const links = rowsAt<{ 'app.link': { id: string; relation: string } }>()
    expect(await links({ rows }, 'app.link', checkpoint?.tree_size ?? 0)).toMatchObject([
      { id: made.link_id, relation: 'depends_on' },
    ])
  })

  it('shows another organization nothing', async () => {
    const stranger = theirs.actors['aims-manager']
    const as_of = moments[0]?.at
    expect(await product.run('ai-system.list', stranger, { as_of })).toMatchObject({ items: [] })
    const id = moments[0]?.lists.plain?.[0]?.id
    await expect(product.run('ai-system.get', stranger, { id, as_of })).rejects.toMatchObject({
      kind: 'not-found',
    })
  })
})
