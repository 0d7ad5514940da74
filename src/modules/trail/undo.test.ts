import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRows } from '../../../test/harness/read-rows.ts'
import { makeTestTrail } from '../../../test/harness/test-trail.ts'
import { makeTwoOrganizations } from '../../../test/harness/two-organizations.ts'
import { readLines } from '../../../verifier/read-lines.ts'
import { verifyTrail } from '../../../verifier/verify-trail.ts'
import { OperationError } from '../../kernel/contract/error.ts'
import { Runner } from '../../platform/operations/runner.ts'
import type { Actor } from '../../platform/operations/scope.ts'
import { serveRegister } from '../../platform/registers/serve-register.ts'
import { exportTrail, trailRows } from '../../platform/trail/trail-export.ts'
import { modules } from '../index.ts'
import { organizationUnit } from '../organization/contract.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()
const trail = await makeTestTrail(product)

beforeAll(async () => {})
afterAll(() => trail.close())

interface Unit {
  id: string
  version: number
  name: string
  purpose: string | null
  archived_at: string | null
}
interface System {
  id: string
  version: number
  ai_roles: string[] | null
  state: string
}

const manager = () => ours.actors['aims-manager']
const unitNow = async (id: string) =>
  (await product.run<{ record: Unit }>('organization-unit.get', manager(), { id })).record

/** Runs an operation and answers its id in the trail. */
async function done(name: string, input: unknown, actor: Actor = manager()): Promise<string> {
  await product.run(name, actor, input)
  return lastOperation()
}
async function lastOperation(): Promise<string> {
  const last = sql<{ id: string }>`select id from trail.operation order by xid desc limit 1`
  return (await readRows(database, ours.id, last))[0]?.id ?? ''
}
const newUnit = (name: string) => product.run<Unit>('organization-unit.create', manager(), { name })
const newSystem = (input: object = {}) =>
  product.run<System>('ai-system.create', manager(), { name: 'System', ...input })
const undo = (id: string, actor: Actor = manager(), plan?: string) =>
  product.run<{ operation_id: string; undone: number; left: number }>('trail.undo', actor, {
    id,
    ...(plan === undefined ? {} : { plan }),
  })
const preview = (id: string, actor: Actor = manager()) =>
  product.run<{
    possible: boolean
    rest_possible: boolean
    refused: string | null
    plan: string
    obstacle_count: number
    step_count: number
    steps: { effect: string; title: string | null; changes: unknown[] }[]
    obstacles: { reason: string; title: string | null; since: { event: string } | null }[]
  }>('trail.preview-undo', actor, { id })

describe('undo', () => {
  it('takes back a bulk change of 200 rows at once, and can itself be taken back', async () => {
    const ids: string[] = []
    for (let n = 0; n < 200; n += 1) ids.push((await newUnit(`Bulk ${n}`)).id)
    const changed = await product.run<{ operation_id: string; changed: number }>(
      'organization-unit.bulk',
      manager(),
      { selection: { ids }, changes: { purpose: 'Everything' } },
    )
    expect(changed.changed).toBe(200)
    const seen = await preview(changed.operation_id)
    expect(seen).toMatchObject({ possible: true, step_count: 200, obstacles: [] })
    expect(seen.steps[0]).toMatchObject({
      effect: 'restore-fields',
      changes: [{ field: 'purpose', before: 'Everything', after: null }],
    })

    const undone = await undo(changed.operation_id)
    expect(undone.undone).toBe(200)
    expect(await unitNow(ids[137] ?? '')).toMatchObject({ purpose: null, version: 3 })

    const again = await undo(undone.operation_id)
    expect(again.undone).toBe(200)
    expect(await unitNow(ids[137] ?? '')).toMatchObject({ purpose: 'Everything', version: 4 })
  })

  it('refuses when a row changed since, lists it, and changes nothing', async () => {
    const one = await newUnit('Untouched')
    const two = await newUnit('Moved on')
    const bulk = await done('organization-unit.bulk', {
      selection: { ids: [one.id, two.id] },
      changes: { purpose: 'Bulk' },
    })
    await done('organization-unit.revise', {
      id: two.id,
      expected_version: 2,
      changes: { purpose: 'Later' },
    })
    await expect(undo(bulk)).rejects.toMatchObject({
      kind: 'conflict',
      facts: {
        obstacle_count: 1,
        obstacles: [
          { row_id: two.id, reason: 'changed-since', since: { event: 'organization-unit.revised' } },
        ],
      },
    })
    expect(await unitNow(one.id)).toMatchObject({ purpose: 'Bulk', version: 2 })
    const seen = await preview(bulk)
    expect(seen.possible).toBe(false)
    expect(seen.obstacles[0]).toMatchObject({
      title: 'Moved on',
      since: { event: 'organization-unit.revised' },
    })
  })

  it('leaves what stands in the way only as it was shown, and takes back all the rest at once', async () => {
    const units = [await newUnit('One'), await newUnit('Two'), await newUnit('Three'), await newUnit('Four')]
    const [one, two, three, four] = units.map(({ id }) => id) as [string, string, string, string]
    const bulk = await done('organization-unit.bulk', {
      selection: { ids: [one, two, three, four] },
      changes: { purpose: 'Bulk' },
    })
    const later = (id: string) =>
      done('organization-unit.revise', { id, expected_version: 2, changes: { purpose: 'Later' } })
    await later(two)
    const seen = await preview(bulk)
    expect(seen).toMatchObject({ possible: false, rest_possible: true, step_count: 3, obstacle_count: 1 })

    // Another record moves on between the look and the word: nothing is undone.
    await later(three)
    await expect(undo(bulk, manager(), seen.plan)).rejects.toMatchObject({ kind: 'conflict' })
    expect(await unitNow(one)).toMatchObject({ purpose: 'Bulk', version: 2 })

    const again = await preview(bulk)
    await expect(undo(bulk, manager(), again.plan)).resolves.toMatchObject({ undone: 2, left: 2 })
    const purposes = await Promise.all(units.map(async ({ id }) => (await unitNow(id)).purpose))
    expect(purposes).toEqual([null, 'Later', 'Later', null])
    expect(await preview(bulk)).toMatchObject({ possible: false, rest_possible: false, step_count: 0 })
  })

  it('takes nothing apart that was done as one', async () => {
    const kept = await newSystem({ name: 'Twin' })
    const other = await newSystem({ name: 'Twin' })
    const merged = await done('ai-system.merge', {
      id: kept.id,
      expected_version: 1,
      others: [{ id: other.id, version: 1 }],
      values: { outputs: 'Both' },
    })
    await done('ai-system.revise', { id: kept.id, expected_version: 2, changes: { outputs: 'Later' } })
    const seen = await preview(merged)
    expect(seen).toMatchObject({ possible: false, rest_possible: false, obstacle_count: 1 })
    expect(seen.step_count).toBeGreaterThan(0)
    await expect(undo(merged, manager(), seen.plan)).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('never takes back what the installation carried out by itself', async () => {
    const operation_id = product.sources.newId()
    const at = product.sources.now().toISOString()
    const unit = await newUnit('Touched by a job')
    await database.write(
      { role: 'app', organizationId: ours.id, operationId: operation_id },
      async (db, later) => {
        await sql`update app.organization_unit set purpose = 'By itself', version = 2 where id = ${unit.id}`.execute(
          db,
        )
        later(
          sql`select trail.record(${at}, 'obligation.catch-up', 'obligation.caught-up', null, null, null)`.execute(
            db,
          ),
        )
      },
    )
    expect(await preview(operation_id)).toMatchObject({
      possible: false,
      rest_possible: false,
      refused: expect.stringContaining('no person did this'),
    })
    await expect(undo(operation_id)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    expect((await unitNow(unit.id)).purpose).toBe('By itself')
  })

  it('refuses a second undo of the same operation', async () => {
    const { id } = await newUnit('Once')
    const revised = await done('organization-unit.revise', {
      id,
      expected_version: 1,
      changes: { name: 'Twice' },
    })
    await undo(revised)
    await expect(undo(revised)).rejects.toMatchObject({ kind: 'conflict' })
    expect((await unitNow(id)).name).toBe('Once')
  })

  it('undoes a creation by archiving, and an archiving by taking back', async () => {
    const made = await newUnit('Made by mistake')
    const creation = await lastOperation()
    const first = await undo(creation)
    expect((await unitNow(made.id)).archived_at).not.toBeNull()
    await undo(first.operation_id)
    expect((await unitNow(made.id)).archived_at).toBeNull()
  })

  it('undoes a link and its removal', async () => {
    const from = await newUnit('From')
    const to = await newUnit('To')
    const links = async () =>
      (
        await product.run<{ items: { link_id: string; relation: string }[] }>(
          'organization-unit.links',
          manager(),
          { id: from.id },
        )
      ).items
    const linked = await done('organization-unit.link', { id: from.id, to_id: to.id, relation: 'relates_to' })
    const [link] = await links()
    const removed = await undo(linked)
    expect(await links()).toEqual([])
    await undo(removed.operation_id)
    expect(await links()).toEqual([link])
  })

  it('keeps unknown and "none of them" apart', async () => {
    const { id } = await newSystem()
    const revised = await done('ai-system.revise', { id, expected_version: 1, changes: { ai_roles: [] } })
    await undo(revised)
    const { record } = await product.run<{ record: System }>('ai-system.get', manager(), { id })
    expect(record.ai_roles).toBeNull()
  })

  it('never takes back a state: that has its own steps', async () => {
    const { id } = await newSystem({ ai_roles: ['provider'] })
    const submitted = await done('ai-system.submit', { id, expected_version: 1 })
    await expect(undo(submitted)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      facts: { obstacles: [{ row_id: id, reason: 'state-decided' }] },
    })
  })

  it('never takes back what gives access', async () => {
    const administrator = ours.actors.administrator
    const granted = await done(
      'role-assignment.grant',
      { person_id: ours.actors.employee.person_id, role: 'risk-owner' },
      administrator,
    )
    await expect(undo(granted, administrator)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      facts: { obstacles: [{ table: 'role_assignment', reason: 'never-undone' }] },
    })
  })

  it('refuses an operation that changed no row', async () => {
    const { id } = await newUnit('Talked about')
    const commented = await done('organization-unit.comment', { id, body: 'Well' })
    expect(await preview(commented)).toMatchObject({
      possible: false,
      refused: expect.stringContaining('changed no record'),
    })
    await expect(undo(commented)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    expect(await lastOperation()).toBe(commented)
  })

  it('needs on each record the permission that the change needed, within reach', async () => {
    const owner = ours.actors['ai-system-owner']
    const own = await product.run<System>('ai-system.create', owner, { name: 'Owned' })
    const revisedOwn = await done(
      'ai-system.revise',
      { id: own.id, expected_version: 1, changes: { outputs: 'x' } },
      owner,
    )
    const foreign = await newSystem()
    const revisedForeign = await done('ai-system.revise', {
      id: foreign.id,
      expected_version: 1,
      changes: { outputs: 'x' },
    })
    const bulk = await done('ai-system.bulk', {
      selection: { ids: [foreign.id, (await newSystem()).id] },
      changes: { outputs: 'y' },
    })

    await expect(undo(revisedOwn, owner)).resolves.toMatchObject({ undone: 1 })
    await expect(undo(revisedForeign, owner)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(undo(bulk, owner)).rejects.toMatchObject({
      kind: 'not-permitted',
      facts: { obstacle_count: 2 },
    })
    await expect(undo(bulk, ours.actors['risk-owner'])).rejects.toMatchObject({ kind: 'not-permitted' })
    await expect(undo(bulk, ours.actors.employee)).rejects.toMatchObject({ kind: 'not-permitted' })
    await expect(undo(bulk, { ...manager(), scopes: ['trail:undo'] })).rejects.toMatchObject({
      kind: 'not-permitted',
    })
    await expect(undo(bulk)).resolves.toMatchObject({ undone: 2 })
  })

  it('asks the register’s own rules, and does what follows from a write', async () => {
    const followed: unknown[] = []
    const strict = serveRegister<typeof organizationUnit, never>(organizationUnit, {
      check: async (_tx, after) => {
        if (after.purpose === 'Forbidden')
          throw new OperationError('refused-by-rule', 'Nothing was changed: not this purpose.')
      },
      followUp: async (_tx, after, before) => {
        followed.push([before?.purpose, after.purpose])
      },
    })
    const runner = new Runner({
      database,
      sources: product.sources,
      modules: modules.map((module) => ({
        ...module,
        registers: module.registers.map((one) => (one.register === organizationUnit ? strict : one)),
      })),
    })
    const { id } = await product.run<Unit>('organization-unit.create', manager(), {
      name: 'R',
      purpose: 'Forbidden',
    })
    const away = await done('organization-unit.revise', {
      id,
      expected_version: 1,
      changes: { purpose: 'Free' },
    })
    const call = (operation: string) =>
      runner.run('trail.undo', { actor: manager(), input: { id: operation } })
    await expect(call(away)).rejects.toThrow('not this purpose')
    const further = await done('organization-unit.revise', {
      id,
      expected_version: 2,
      changes: { purpose: 'Other' },
    })
    await call(further)
    expect(followed).toEqual([['Other', 'Free']])
  })

  it('does not know another organization’s operation', async () => {
    const { id } = await newUnit('Ours alone')
    const revised = await done('organization-unit.revise', {
      id,
      expected_version: 1,
      changes: { name: 'Still' },
    })
    for (const run of [undo, preview])
      await expect(run(revised, theirs.actors['aims-manager'])).rejects.toMatchObject({ kind: 'not-found' })
    expect((await unitNow(id)).name).toBe('Still')
  })

  it('leaves a trail that verifies', async () => {
    await trail.sign(ours.id)
    const rows = trailRows(database, ours.id)
    const [last] = await rows<{ n: number }>(sql`select max(tree_size) as n from trail.checkpoint`)
    const lines = exportTrail(rows, ours.id, last?.n ?? 0, trail.keys.verifiers, product.clock.now())
    const witness = readLines(trail.witnessFile)
    const verdict = await verifyTrail(lines, { keys: trail.keys.verifiers, witness })
    expect(verdict.findings).toEqual([])
    expect(verdict.leaves).toBe(last?.n)
  })
})
