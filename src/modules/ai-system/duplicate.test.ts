import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import type { listDuplicates, mergeDuplicates } from './duplicate-contract.ts'

type Listed = z.output<(typeof listDuplicates)['output']>
type Merged = z.output<(typeof mergeDuplicates)['output']>

const { database } = await makeTestDatabase()
const product = makeProduct(database)
let organization: TestOrganization
const manager = () => organization.actors['aims-manager']

const upload = {
  file_name: 'systems.csv',
  bytes: Buffer.from('Name,Outputs\nTwin,a\nTwin,a\nTwin,b\nPair,x\nPair,y\nSingle,z\n'),
}

const listed = (input: object = {}) => product.run<Listed>('ai-system.duplicates', manager(), input)

const rows = <T>(statement: RawBuilder<T>) => readRows(database, organization.id, statement)

beforeEach(async () => {
  organization = await makeOrganization(database, product.sources)
  const { mapping } = await product.run<{ mapping: unknown }>(
    'ai-system.preview-import',
    manager(),
    {},
    upload,
  )
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
  await product.run('ai-system.import', manager(), { mapping, sha256 }, upload)
})

describe('suspected duplicates', () => {
  it('are grouped by what their rows share, with exact copies told apart, page by page', async () => {
    const all = await listed()
    expect(all.count).toBe(2)
    expect(all.items.map(({ parts, systems }) => [parts, systems.length])).toEqual([
      [['Pair'], 2],
      [['Twin'], 3],
    ])
    expect(all.items.map(({ exact_copies }) => exact_copies.map((set) => set.length))).toEqual([[], [2]])
    const first = await listed({ limit: 1 })
    const second = await listed({ limit: 1, cursor: first.next_cursor })
    expect([first.items[0], second.items[0]]).toEqual(all.items)
    expect([first.count, second.count, second.next_cursor]).toEqual([2, 2, null])
  })

  it('that are separate systems are dismissed with the reason, until another one looks the same', async () => {
    const [pair] = (await listed()).items
    const ids = pair?.systems.map(({ id }) => id) ?? []
    await product.run('ai-system.dismiss-duplicates', manager(), { ids, reason: 'Two regions' })
    expect((await listed()).items.map(({ parts }) => parts)).toEqual([['Twin']])
    const more = { ...upload, bytes: Buffer.from(`${upload.bytes}Pair,w\n`) }
    const sha256 = createHash('sha256').update(more.bytes).digest('hex')
    const { mapping } = await product.run<{ mapping: { name: string } }>(
      'ai-system.preview-import',
      manager(),
      {},
      more,
    )
    await product.run('ai-system.import', manager(), { mapping: mapping.name, sha256 }, more)
    expect((await listed()).items.map(({ parts, systems }) => [parts, systems.length])).toEqual([
      [['Pair'], 3],
      [['Twin'], 3],
    ])
    const stranger = (await makeOrganization(database, product.sources)).actors['aims-manager']
    await expect(
      product.run('ai-system.dismiss-duplicates', stranger, { ids, reason: 'No' }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })
})

describe('merging', () => {
  const group = async (name: string) => {
    const found = (await listed()).items.find(({ parts }) => parts[0] === name)
    if (!found) throw new Error(`no group ${name}`)
    return found.systems
  }
  const merge = (systems: readonly { id: string; version: number }[], more: object = {}) => {
    const [keep, ...others] = systems
    const input = {
      id: keep?.id,
      expected_version: keep?.version,
      others: others.map(({ id, version }) => ({ id, version })),
    }
    return product.run<Merged>('ai-system.merge', manager(), { ...input, ...more })
  }

  it('keeps one, archives the others, and their links and comments follow, none twice and none lost', async () => {
    const [keep, second, third] = await group('Twin')
    const unit = await product.run<{ id: string }>('organization-unit.create', manager(), { name: 'Labs' })
    const person = manager().person_id
    const link = (id: string | undefined, to_id: string | undefined, relation = 'relates_to') =>
      product.run('ai-system.link', manager(), { id, to_id, relation })
    await link(keep?.id, unit.id)
    await link(second?.id, unit.id)
    await link(second?.id, person)
    await link(third?.id, person)
    await link(third?.id, second?.id)
    await product.run('organization-unit.link', manager(), {
      id: unit.id,
      to_id: third?.id,
      relation: 'uses',
    })
    await product.run('ai-system.comment', manager(), { id: third?.id, body: 'Keep me' })
    const systems = await group('Twin')
    const merged = await merge(systems, { values: { outputs: 'b' }, reason: 'Same contract' })
    expect(merged).toMatchObject({
      record: { id: keep?.id, outputs: 'b', version: 2, archived_at: null },
      archived: [second?.id, third?.id],
      links_moved: 2,
      comments_moved: 1,
    })
    const links = await rows(sql<{ from_id: string; relation: string; to_id: string }>`
      select from_id, relation, to_id from app.link order by relation, from_id, to_id`)
    const has = (from: string | undefined, relation: string, to: string | undefined) =>
      links.filter((one) => one.from_id === from && one.relation === relation && one.to_id === to).length
    expect([
      has(keep?.id, 'relates_to', unit.id),
      has(keep?.id, 'relates_to', person),
      has(unit.id, 'uses', keep?.id),
      has(second?.id, 'merged_into', keep?.id),
      has(third?.id, 'merged_into', keep?.id),
    ]).toEqual([1, 1, 1, 1, 1])
    // A link the kept one already has, or another duplicate brought, stays with the archived record.
    expect(links).toHaveLength(6 + 2)
    const comments = await product.run<{ items: { body: string }[] }>('ai-system.comments', manager(), {
      id: keep?.id,
    })
    expect(comments.items.map(({ body }) => body)).toEqual(['Keep me'])
    expect((await listed()).items.map(({ parts }) => parts)).toEqual([['Pair']])
    const operations = await rows(sql<{ event: string }>`
      select event from trail.operation where name = 'ai-system.merge'`)
    expect(operations).toEqual([{ event: 'ai-system.merged' }])
    expect(await rows(sql`select 1 from app.import_row`)).toHaveLength(6)
  })

  it('leaves a re-import nothing to change', async () => {
    await merge(await group('Pair'))
    const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
    const { mapping } = await product.run<{ mapping: { name: string } }>(
      'ai-system.preview-import',
      manager(),
      {},
      upload,
    )
    expect(
      await product.run('ai-system.import', manager(), { mapping: mapping.name, sha256 }, upload),
    ).toMatchObject({ created: 0, changed: 0, unchanged: 6 })
  })

  it('is refused when a record moved on, is archived, named twice, or is not theirs', async () => {
    const systems = await group('Pair')
    const [keep, other] = systems
    await expect(merge(systems, { expected_version: 7 })).rejects.toMatchObject({ kind: 'version-conflict' })
    await expect(merge(systems, { others: [{ id: other?.id, version: 7 }] })).rejects.toMatchObject({
      kind: 'version-conflict',
    })
    await expect(
      merge(systems, { others: [keep].map((one) => ({ id: one?.id, version: 1 })) }),
    ).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    const owner = organization.actors['ai-system-owner']
    await expect(product.run('ai-system.merge', owner, {})).rejects.toMatchObject({ kind: 'not-permitted' })
    await product.run('ai-system.archive', manager(), { id: other?.id, expected_version: 1 })
    await expect(merge(systems, { others: [{ id: other?.id, version: 2 }] })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    const [unchanged] = await rows(
      sql<{ version: number }>`select version from app.ai_system where id = ${keep?.id}`,
    )
    expect(unchanged?.version).toBe(1)
  })
})
