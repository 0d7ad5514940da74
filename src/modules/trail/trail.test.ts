import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revision } from '../../../test/harness/sample/trail-samples.ts'
import { makeTestTrail } from '../../../test/harness/test-trail.ts'
import { makeTwoOrganizations } from '../../../test/harness/two-organizations.ts'
import { readLines } from '../../../verifier/read-lines.ts'
import { verifyTrail } from '../../../verifier/verify-trail.ts'
import { parseCheckpoint } from '../../kernel/merkle/note/checkpoint.ts'
import { openNote } from '../../kernel/merkle/note/note.ts'
import { parseVerifierKey } from '../../kernel/merkle/note/note-key.ts'
import { verifyInclusion } from '../../kernel/merkle/proof/proof-verification.ts'
import { parseTlogProof } from '../../kernel/merkle/proof/tlog-proof.ts'
import { leafHash } from '../../kernel/merkle/tree/hash.ts'
import { operationRoutes } from '../../platform/http/operation-routes.ts'
import { Runner } from '../../platform/operations/runner.ts'
import type { Actor } from '../../platform/operations/scope.ts'
import { modules } from '../index.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()
const trail = await makeTestTrail(product)
const { verifiers } = trail.keys
const runner = new Runner({ database, modules, sources: product.sources, trail: { verifiers } })
const app = Fastify()
let revised: string

beforeAll(async () => {
  operationRoutes(app, runner, async ({ headers }) => ours.actors[headers['x-role'] as 'employee'])
  revised = await revision(product, ours.actors['aims-manager'])
  await product.run('ai-system.create', ours.actors['ai-system-owner'], { name: 'Owned' })
})
afterAll(() => trail.close())

interface Operation {
  operation_id: string
  event: string
  actor_id: string
  change_count: number
  record_id: string | null
  several: boolean
  placed: boolean
  first_leaf: number | null
  last_leaf: number | null
  tree_size: number | null
}
interface Page {
  items: Operation[]
  titles: Record<string, string>
  next_cursor: string | null
}
const run = async <T>(name: string, actor: Actor, input: unknown = {}) =>
  (await runner.run(name, { actor, input })).result as T
const list = (input: object = {}, actor: Actor = ours.actors.administrator) =>
  run<Page>('trail.list', actor, input)
const events = async (input: object, actor?: Actor) =>
  (await list(input, actor)).items.map(({ event }) => event)

describe('the trail’s list', () => {
  it('names the record that an operation touched, and says when there were others', async () => {
    const found = await list({ event: 'organization.created,organization-unit.revised' })
    expect(found.items).toMatchObject([
      { event: 'organization-unit.revised', record_id: expect.any(String), several: false },
      { event: 'organization.created', record_id: expect.any(String), several: true },
    ])
  })

  it('shows newest first, and filters by actor, event, register, record and time', async () => {
    expect(await events({})).toEqual([
      'ai-system.created',
      'organization-unit.revised',
      'organization-unit.created',
      'organization.created',
    ])
    const owner = ours.actors['ai-system-owner']
    expect(await events({ actor_id: owner.person_id })).toEqual(['ai-system.created'])
    expect(await events({ event: 'ai-system.created,organization-unit.created' })).toEqual([
      'ai-system.created',
      'organization-unit.created',
    ])
    expect(await events({ register: 'organization-unit' })).toEqual([
      'organization-unit.revised',
      'organization-unit.created',
    ])
    expect(await events({ register: 'role-assignment' })).toEqual(['organization.created'])
    expect(await events({ record_id: owner.person_id })).toEqual(['organization.created'])
    expect(await events({ to: '2026-11-21' })).toHaveLength(4)
    expect(await events({ from: '2026-11-22' })).toEqual([])
    expect(await events({ to: '2026-11-21T11:59:59Z' })).toEqual([])
  })

  it('pages by key without losing or repeating an operation', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page: Page = await list({ limit: 1, ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ operation_id }) => operation_id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(seen).toEqual((await list()).items.map(({ operation_id }) => operation_id))
    await expect(list({ cursor: 'made up' })).rejects.toMatchObject({ kind: 'invalid-input' })
  })

  it('shows those with narrower reach what they did themselves', async () => {
    const owner = ours.actors['ai-system-owner']
    expect(await events({}, owner)).toEqual(['ai-system.created'])
    expect(await events({}, ours.actors.employee)).toEqual([])
    expect(await events({}, theirs.actors.administrator)).toEqual(['organization.created'])
    await expect(run('trail.get', owner, { id: revised })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('says where an operation stands in the log once it is placed and signed', async () => {
    const waiting = (await list()).items.find(({ operation_id }) => operation_id === revised)
    expect(waiting).toMatchObject({ placed: false, first_leaf: null, last_leaf: null, tree_size: null })
    await trail.sign(ours.id)
    const { items } = await list()
    const oldestFirst = items.toReversed()
    let next = 0
    for (const one of oldestFirst) {
      expect(one).toMatchObject({ placed: true, first_leaf: next, last_leaf: next + one.change_count - 1 })
      next += one.change_count
    }
    expect(oldestFirst.map(({ tree_size }) => tree_size)).toEqual(items.map(() => next))
  })
})

describe('one operation', () => {
  interface Detail {
    operation: Operation
    changes: {
      register: string
      title: string | null
      changes: unknown[]
      detail: unknown
      withheld: boolean
    }[]
    next_cursor: string | null
  }

  it('shows its changed rows with the fields that differ', async () => {
    const { operation, changes } = await run<Detail>('trail.get', ours.actors.administrator, { id: revised })
    expect(operation).toMatchObject({ event: 'organization-unit.revised', change_count: 1 })
    expect(changes).toMatchObject([
      {
        register: 'organization-unit',
        action: 'update',
        title: 'Sample',
        withheld: false,
        changes: [{ field: 'purpose', before: null, after: 'Changed' }],
      },
    ])
  })

  it('says of a change what its columns hold, and of those nobody is shown that they changed', async () => {
    const manager = ours.actors['aims-manager']
    const changesOf = async (name: string, input: object) => {
      await run(name, manager, input)
      const [latest] = (await list({ actor_id: manager.person_id })).items
      const { changes } = await run<{ changes: { action: string; changes: unknown[]; unshown: string[] }[] }>(
        'trail.get',
        manager,
        { id: latest?.operation_id },
      )
      return changes.filter(({ action }) => action === 'update')
    }
    const draft = await run<{ id: string; version: number }>('risk-criteria.create', manager, {
      title: 'Criteria',
    })
    const { content } = await run<{ content: object }>('risk-criteria.content', manager, { id: draft.id })
    expect(
      await changesOf('risk-criteria.set-content', {
        id: draft.id,
        expected_version: draft.version,
        content: { ...content, revenue_bands_set: true },
      }),
    ).toMatchObject([{ changes: [], unshown: ['content'] }])
    const history = await run<{ items: { action: string; changes: unknown[]; unshown: string[] }[] }>(
      'risk-criteria.history',
      manager,
      { id: draft.id },
    )
    const [latest] = history.items.filter(({ action }) => action === 'update')
    expect(latest).toMatchObject({ changes: [], unshown: ['content'] })

    const system = await run<{ id: string }>('ai-system.create', manager, { name: 'Router' })
    expect(
      await changesOf('ai-system.revise', {
        id: system.id,
        expected_version: 1,
        changes: { ai_roles: [] },
      }),
    ).toMatchObject([{ changes: [{ field: 'ai_roles', before: null, after: [] }], unshown: [] }])
  })

  it('pages through the rows of a large one', async () => {
    const [created] = (await list({ event: 'organization.created' })).items
    const first = await run<Detail>('trail.get', ours.actors.administrator, {
      id: created?.operation_id,
      limit: 10,
    })
    const rest = await run<Detail>('trail.get', ours.actors.administrator, {
      id: created?.operation_id,
      limit: 200,
      cursor: first.next_cursor,
    })
    expect(first.changes.length + rest.changes.length).toBe(created?.change_count)
    expect(rest.next_cursor).toBeNull()
  })

  it('withholds the images of records that the actor may not read', async () => {
    const narrow = { ...ours.actors.administrator, scopes: ['trail:read'] }
    const { changes } = await run<Detail>('trail.get', narrow, { id: revised })
    expect(changes).toMatchObject([{ withheld: true, title: null, changes: [], detail: null }])
    const { titles } = await list({}, narrow)
    expect(titles).toEqual({})
  })

  it('never shows a column that no caller sees', async () => {
    const actor = ours.actors.administrator
    const userId = product.sources.newId()
    const person = ours.actors.employee.person_id
    await database.write({ role: 'app' }, (db) =>
      sql`insert into auth.user (id, email, created_at) values (${userId}, 'hidden@example.org', now())`.execute(
        db,
      ),
    )
    const operationId = product.sources.newId()
    await database.write({ role: 'app', organizationId: ours.id, operationId }, async (db, later) => {
      await sql`update app.person set user_id = ${userId}, job_title = 'Seen' where id = ${person}`.execute(
        db,
      )
      later(sql`select trail.record(now(), 'test.join', 'test.joined', null, ${person}, null)`.execute(db))
    })
    const { changes } = await run<Detail>('trail.get', actor, { id: operationId })
    expect(changes[0]?.changes).toEqual([{ field: 'job_title', before: null, after: 'Seen' }])
  })
})

describe('what proves the trail', () => {
  it('publishes the newest checkpoint and the keys that verify it', async () => {
    await trail.sign(ours.id)
    const { checkpoint, keys } = await run<{
      checkpoint: { tree_size: number; note: string; root: string }
      keys: { key: string; fingerprint: string; current: boolean }[]
    }>('trail.checkpoint', ours.actors.employee)
    expect(keys).toMatchObject([{ key: verifiers[0], current: true }])
    const opened = openNote(
      checkpoint.note,
      keys.map(({ key }) => parseVerifierKey(key)),
    )
    const { size, root } = parseCheckpoint(opened.text)
    expect([size, root.toString('hex')]).toEqual([checkpoint.tree_size, checkpoint.root])
  })

  it('proves each leaf from one text and the published key', async () => {
    await trail.sign(ours.id)
    const [newest] = (await list({ limit: 1 })).items
    for (const index of [0, newest?.last_leaf ?? 0]) {
      const answer = await app.inject({
        url: `/trail/leaves/${index}/proof`,
        headers: { 'x-role': 'administrator' },
      })
      expect(answer.statusCode).toBe(200)
      const proof = parseTlogProof(answer.body)
      const { size, root } = parseCheckpoint(openNote(proof.checkpoint, verifiers.map(parseVerifierKey)).text)
      const hash = leafHash(proof.extra ?? Buffer.of())
      expect(proof.index).toBe(index)
      expect(verifyInclusion(hash, index, size, proof.proof, root)).toBe(true)
      expect(verifyInclusion(leafHash('another'), index, size, proof.proof, root)).toBe(false)
    }
    const beyond = (newest?.last_leaf ?? 0) + 1
    await expect(run('trail.proof', ours.actors.administrator, { leaf_index: beyond })).rejects.toMatchObject(
      {
        kind: 'not-found',
      },
    )
    // Leaf 0 is somebody else's: reach `own` does not cover it.
    await expect(run('trail.proof', ours.actors.employee, { leaf_index: 0 })).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  it('streams an export that the verifier accepts', async () => {
    await trail.sign(ours.id)
    const url = '/trail/export'
    const answer = await app.inject({ url, headers: { 'x-role': 'certification-auditor' } })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-disposition']).toMatch(/trail-\d+\.jsonl\.gz/)
    const lines = gunzipSync(answer.rawPayload).toString('utf8').trimEnd().split('\n')
    const verdict = await verifyTrail(lines, { keys: verifiers, witness: readLines(trail.witnessFile) })
    expect(verdict.findings).toEqual([])
    expect(verdict.leaves).toBeGreaterThan(0)
    await expect(run('trail.export', ours.actors['internal-auditor'])).rejects.toMatchObject({
      kind: 'not-permitted',
    })
  })

  it('says when nothing is signed yet', async () => {
    const stranger = theirs.actors.administrator
    expect(await run('trail.checkpoint', stranger)).toMatchObject({ checkpoint: null })
    await expect(run('trail.export', stranger)).rejects.toMatchObject({ kind: 'conflict' })
  })
})
