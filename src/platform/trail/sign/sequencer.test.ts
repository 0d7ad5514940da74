import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { verifyTrail } from '../../../../verifier/verify-trail.ts'
import { withClient } from '../../db/provision.ts'
import { exportTrail, signedSize, trailRows } from '../trail-export.ts'
import { ForkedTrailError } from './continuation.ts'
import { Sequencer } from './sequencer.ts'
import { keepSigner, loadSigningKeys, newSigner, type SigningKeys } from './signing-keys.ts'
import { Witness } from './witness.ts'

const { database, adminUrl } = await makeTestDatabase({ connections: 20 })
const product = makeProduct(database)
const folder = await mkdtemp(join(tmpdir(), 'plumbline-trail-'))
const keyFile = join(folder, 'keys.json')
const witnessFile = join(folder, 'witness.jsonl')
let keys: SigningKeys
let witness: Witness
let sequencer: Sequencer
let organization: TestOrganization

const makeSequencer = (bounds: { batch?: number; held?: number } = {}) =>
  new Sequencer({
    database,
    keys,
    witness,
    server: 'plumbline.test',
    now: product.clock.now,
    ...bounds,
  })

beforeAll(async () => {
  keys = await loadSigningKeys(keyFile, 'plumbline.test', randomBytes)
  witness = await Witness.open(witnessFile)
  sequencer = makeSequencer()
  organization = await makeOrganization(database, product.sources)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const asOrganization = <T>(statement: RawBuilder<T>) => readRows(database, organization.id, statement)

async function exported(): Promise<string[]> {
  const lines: string[] = []
  const rows = trailRows(database, organization.id)
  const size = await signedSize(rows)
  if (size === undefined) throw new Error('nothing is signed')
  const { verifiers } = keys
  for await (const line of exportTrail(rows, organization.id, size, verifiers, product.clock.now(), 37))
    lines.push(line)
  return lines
}

const witnessLines = async () => (await readFile(witnessFile, 'utf8')).trimEnd().split('\n')

describe('the sequencer', () => {
  it('places what 50 parallel writers committed, each change once, and the export verifies', async () => {
    const actor = organization.actors['aims-manager']
    const shared = await product.run<{ id: string }>('organization-unit.create', actor, { name: 'Shared' })
    const two = makeSequencer({ batch: 7, held: 3 })
    await Promise.all([
      ...Array.from({ length: 50 }, async (_, writer) => {
        for (let step = 0; step < 4; step += 1) {
          await product.run('organization-unit.create', actor, { name: `Unit ${writer}/${step}` })
          await product.run('organization-unit.comment', actor, { id: shared.id, body: `${writer}` })
          const link = {
            id: shared.id,
            to_id: actor.person_id,
            relation: `relates_${'abcdefghij'[step]}${'abcdefghij'[writer % 10]}${'abcdefghij'[Math.floor(writer / 10)]}`,
          }
          const { link_id } = await product.run<{ link_id: string }>('organization-unit.link', actor, link)
          await product.run('organization-unit.unlink', actor, { id: shared.id, link_id })
        }
      }),
      (async () => {
        for (let round = 0; round < 20; round += 1) await Promise.all([sequencer.runOnce(), two.runOnce()])
      })(),
    ])
    await sequencer.runOnce()
    const [counts] = await asOrganization(sql<{
      changes: number
      leaves: number
      pending: number
      declared: number
    }>`
      select (select count(*) from trail.change) as changes, (select count(*) from trail.leaf) as leaves,
        (select count(*) from trail.pending) as pending, (select sum(change_count) from trail.operation) as declared`)
    expect(counts?.leaves).toBe(counts?.changes)
    expect(counts?.pending).toBe(0)
    expect(Number(counts?.declared)).toBe(counts?.changes)
    const verdict = await verifyTrail(await exported(), {
      keys: keys.verifiers,
      witness: await witnessLines(),
    })
    expect(verdict.findings).toEqual([])
    expect(verdict.leaves).toBe(counts?.changes)
  })

  it('places an operation of more changes than it holds at once, whole and in order', async () => {
    const actor = organization.actors['aims-manager']
    const ids: string[] = []
    for (let unit = 0; unit < 11; unit += 1) {
      const { id } = await product.run<{ id: string }>('organization-unit.create', actor, {
        name: `Part ${unit}`,
      })
      ids.push(id)
    }
    await sequencer.runOnce()
    await product.run('organization-unit.bulk', actor, { selection: { ids }, changes: { kind: 'site' } })
    await makeSequencer({ held: 4 }).runOnce()
    const placed = await asOrganization(sql<{ row_id: string; ordinal: number }>`
      select l.row_id, l.ordinal from trail.leaf l
      join trail.change c on c.id = l.change_id join trail.operation o on o.id = c.operation_id
      where o.name = 'organization-unit.bulk' and l.row_id is not null order by l.leaf_index`)
    const ordinals = placed.map(({ ordinal }) => ordinal)
    expect(ordinals).toEqual(ordinals.toSorted((a, b) => a - b))
    expect(new Set(placed.map((leaf) => leaf.row_id))).toEqual(new Set(ids))
    const verdict = await verifyTrail(await exported(), {
      keys: keys.verifiers,
      witness: await witnessLines(),
    })
    expect(verdict.findings).toEqual([])
  })

  it('keeps the order of a row’s changes when writers contend for it', async () => {
    const actor = organization.actors['aims-manager']
    const made = await product.run<{ id: string }>('organization-unit.create', actor, { name: 'Contended' })
    await Promise.all(
      Array.from({ length: 30 }, async (_, writer) => {
        for (let tries = 0; tries < 200; tries += 1) {
          const { record } = await product.run<{ record: { version: number } }>(
            'organization-unit.get',
            actor,
            { id: made.id },
          )
          const change = {
            id: made.id,
            expected_version: record.version,
            changes: { purpose: `by ${writer}` },
          }
          const done = await product.run('organization-unit.revise', actor, change).catch(() => undefined)
          if (done) return
        }
        throw new Error('never got through')
      }),
    )
    await sequencer.runOnce()
    const versions = await asOrganization(sql<{ version: number }>`
      select (c.after->>'version')::int as version from trail.leaf l join trail.change c on c.id = l.change_id
      where l.row_id = ${made.id} and c.table_name = 'organization_unit' order by l.leaf_index`)
    expect(versions.map(({ version }) => version)).toEqual(
      Array.from({ length: 31 }, (_, index) => index + 1),
    )
  })

  it('signs no new checkpoint without a new leaf', async () => {
    const before = await asOrganization(sql<{ n: number }>`select count(*) as n from trail.checkpoint`)
    await sequencer.runOnce()
    await makeSequencer().sign(organization.id)
    expect(await asOrganization(sql<{ n: number }>`select count(*) as n from trail.checkpoint`)).toEqual(
      before,
    )
  })

  it('goes on after a key rotation, and old checkpoints still verify', async () => {
    const actor = organization.actors['aims-manager']
    keys = await keepSigner(keyFile, newSigner(keys.current.name, randomBytes), keys.verifiers)
    sequencer = makeSequencer()
    await product.run('organization-unit.create', actor, { name: 'After rotation' })
    await sequencer.runOnce()
    const verdict = await verifyTrail(await exported(), {
      keys: keys.verifiers,
      witness: await witnessLines(),
    })
    expect(verdict.findings).toEqual([])
    const onlyNew = await verifyTrail(await exported(), { keys: keys.verifiers.slice(1) })
    expect(onlyNew.findings).not.toEqual([])
  })

  it('reads the table as of an earlier moment', async () => {
    const actor = organization.actors['aims-manager']
    const made = await product.run<{ id: string }>('organization-unit.create', actor, {
      name: 'Before',
      kind: 'team',
    })
    await sequencer.runOnce()
    const moment = product.clock.now().toISOString()
    product.clock.advance(60_000)
    await product.run('organization-unit.revise', actor, {
      id: made.id,
      expected_version: 1,
      changes: { name: 'After', kind: 'site' },
    })
    await sequencer.runOnce()
    const then = await product.run<{ record: { name: string }; tree_size: number }>(
      'organization-unit.get',
      actor,
      { id: made.id, as_of: moment },
    )
    expect(then.record.name).toBe('Before')
    const list = await product.run<{ items: { name: string }[] }>('organization-unit.list', actor, {
      as_of: moment,
      kind: 'team',
      q: 'befor',
    })
    expect(list.items.map(({ name }) => name)).toEqual(['Before'])
    await expect(
      product.run('organization-unit.get', actor, { id: made.id, as_of: '2020-01-01T00:00:00Z' }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('names a row image that was doctored in the database', async () => {
    const [leaf] = await asOrganization(sql<{ leaf_index: number; change_id: number }>`
      select leaf_index, change_id from trail.leaf where table_name = 'organization_unit' order by leaf_index limit 1 offset 5`)
    const doctor = (from: string, to: string) =>
      withClient(adminUrl, (client) =>
        client.query(`update trail.change set after = replace(after::text, $2, $3)::json where id = $1`, [
          leaf?.change_id,
          from,
          to,
        ]),
      )
    await doctor('"state":"active"', '"state":"closed"')
    const verdict = await verifyTrail(await exported(), { keys: keys.verifiers })
    expect(verdict.findings[0]).toMatchObject({ leaf_index: leaf?.leaf_index })
    await doctor('"state":"closed"', '"state":"active"')
    expect((await verifyTrail(await exported(), { keys: keys.verifiers })).findings).toEqual([])
  })

  it('refuses to sign a tree that is smaller than the witnessed one, or differs from it', async () => {
    const tail = await asOrganization(sql<{ leaf_index: number; hash: Buffer }>`
      select leaf_index, hash from trail.leaf order by leaf_index desc limit 1`)
    const last = tail[0]
    if (!last) throw new Error('no leaf')
    await withClient(adminUrl, async (client) => {
      await client.query(
        'create table kept as select * from trail.leaf where organization_id = $1 and leaf_index = $2',
        [organization.id, last.leaf_index],
      )
      await client.query(
        'create table kept_checkpoint as select * from trail.checkpoint where organization_id = $1 and tree_size > $2',
        [organization.id, last.leaf_index],
      )
      await client.query('delete from trail.leaf where organization_id = $1 and leaf_index = $2', [
        organization.id,
        last.leaf_index,
      ])
      await client.query('delete from trail.checkpoint where organization_id = $1 and tree_size > $2', [
        organization.id,
        last.leaf_index,
      ])
    })
    await expect(makeSequencer().sign(organization.id)).rejects.toThrow(ForkedTrailError)
    await withClient(adminUrl, async (client) => {
      await client.query('insert into trail.leaf select * from kept')
      await client.query(
        `update trail.tile set hashes = overlay(hashes placing '\\x00'::bytea from 1) where organization_id = $1 and level = 0
          and tile_index = (select max(tile_index) from trail.tile where organization_id = $1 and level = 0)`,
        [organization.id],
      )
    })
    await expect(makeSequencer().sign(organization.id)).rejects.toThrow(/differs from/)
  })
})
