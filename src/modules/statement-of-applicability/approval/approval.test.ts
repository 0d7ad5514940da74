import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { giveAccount, samplePassword } from '../../../../test/harness/account.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { appoint } from '../../../../test/harness/sample/risk-samples.ts'
import {
  type Approved,
  approvalInput,
  approveBasis,
  decideAll,
  type ReadStatement,
  readStatement,
  startStatement,
} from '../../../../test/harness/sample/soa-samples.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { makeTestTrail } from '../../../../test/harness/test-trail.ts'
import { type Role, roles } from '../../../kernel/access/role.ts'
import { withClient } from '../../../platform/db/provision.ts'
import type { Actor } from '../../../platform/operations/scope.ts'
import type { Statement } from '../statement.ts'
import type { StatementDiff } from '../version/diff.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
const trail = await makeTestTrail(product)
afterAll(trail.close)
let ours: TestOrganization
let theirs: TestOrganization
let top: Actor

interface Version {
  readonly version: { readonly id: string; readonly number: number; readonly state: string }
  readonly statement: Statement
  readonly intact: boolean
  readonly signature: { readonly record_id: string; readonly meaning: string; readonly statement: string }
}

const manager = () => ours.actors['aims-manager']
/** Prepares what others decide, with every permission. */
const preparer = () => ({ ...ours.actors.administrator, roles: [...roles] })

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
  theirs = await makeOrganization(database, product.sources, 'Theirs')
})

const approve = async (actor: Actor = top, input?: Record<string, unknown>) =>
  product.run<Approved>('soa.approve', actor, input ?? (await approvalInput(product, actor)))
const revise = async (reference: string, changes: Record<string, unknown>, actor = manager()) => {
  const { statement, row_versions } = await readStatement(product, actor)
  const id = statement.rows.find((row) => row.reference === reference)?.id ?? ''
  return product.run('soa-row.revise', actor, { id, expected_version: row_versions[id], changes })
}
const version = (id: string, actor = manager()) => product.run<Version>('soa.version', actor, { id })
const refusals = async (actor = top) =>
  (await product.run<{ items: { code: string; blocks: boolean }[] }>('soa.readiness', actor)).items
    .filter(({ blocks }) => blocks)
    .map(({ code }) => code)

describe('approval', () => {
  it('refuses until everything it stands on is approved and every row is decided', async () => {
    const someone = ours.actors['top-management']
    await giveAccount(product, someone)
    expect(await refusals(someone)).toEqual(['not_started', 'scope', 'policy', 'criteria'])
    await startStatement(product, manager())
    expect(await refusals(someone)).toEqual(['scope', 'policy', 'criteria', 'undecided', 'authority'])
    await expect(approve(someone)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('No scope statement is approved'),
    })
    top = await approveBasis(product, preparer())
    expect(await refusals()).toEqual(['undecided'])
    await decideAll(product, manager())
    await revise('A.8.5', { applicable: false, justification: 'No duty to report, reviewed in November.' })
    expect(await refusals()).toEqual([])
    await revise('A.8.5', { applicable: true, justification: null })
    expect(await refusals()).toEqual(['incomplete'])
    await revise('A.8.5', { applicable: false, justification: 'No duty to report, reviewed in November.' })
  })

  it('is for appointed top management that did not decide the rows', async () => {
    for (const role of roles.filter((one) => one !== 'top-management'))
      await expect(
        approve(ours.actors[role], { signature: { statement: 'x', password: 'y' } }),
      ).rejects.toMatchObject({
        kind: 'not-permitted',
      })
    const author = { ...manager(), roles: ['top-management'] }
    await giveAccount(product, author)
    expect(await refusals(author)).toContain('author')
    await expect(approve(author)).rejects.toMatchObject({ kind: 'refused-by-rule' })

    // Others have decided the same row since: that makes nobody less of an author.
    const earlier = { ...ours.actors.employee, roles: ['top-management', 'aims-manager'] }
    expect(await refusals(earlier)).toEqual(['authority'])
    await revise('A.8.5', { justification: 'No duty to report.' }, earlier)
    await revise('A.8.5', { justification: 'No duty to report, reviewed in November.' })
    expect(await refusals(earlier)).toEqual(['author', 'authority'])

    const delegate = { ...ours.actors['internal-auditor'], roles: ['top-management'] }
    await giveAccount(product, delegate)
    expect(await refusals(delegate)).toEqual(['authority'])
    await appoint(
      product,
      { author: preparer(), appointer: { ...top, roles: [...roles] } },
      {
        person_id: delegate.person_id,
        role: 'top_management',
        delegated_by_id: top.person_id,
        limits: 'While away',
        to_on: '2026-12-31',
      },
    )
    expect(await refusals(delegate)).toEqual(['authority'])
    await expect(approve(delegate)).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('counts a control chosen for a row as decided, in whichever way the choice came or went', async () => {
    const { statement } = await readStatement(product, manager())
    const id = statement.rows.find(({ reference }) => reference === 'A.6.2.8')?.id ?? ''
    const control = await product.run<{ id: string }>('control.create', manager(), { name: 'Keep a log' })
    const as = (role: Role) => ({ ...ours.actors[role], roles: ['top-management', 'aims-manager'] })
    const link = (actor: Actor, relation: string) =>
      product.run<{ link_id: string }>('soa-row.link', actor, { id, relation, to_id: control.id })

    // Any other link decides nothing.
    await link(as('internal-auditor'), 'explained_by')
    expect(await refusals(as('internal-auditor'))).not.toContain('author')
    const { link_id } = await link(as('risk-owner'), 'implemented_by')
    expect(await refusals(as('risk-owner'))).toContain('author')
    await product.run('soa-row.unlink', as('internal-auditor'), { id, link_id })
    expect(await refusals(as('internal-auditor'))).toContain('author')

    await product.run('soa-row.set-controls', manager(), { id, control_ids: [control.id] })
    const { items } = await product.run<{ items: { operation_id: string }[] }>('trail.list', manager(), {
      event: 'soa-row.controls-set',
    })
    const undoer = as('ai-system-owner')
    expect(await refusals(undoer)).not.toContain('author')
    await product.run('trail.undo', undoer, { id: items[0]?.operation_id })
    expect(await refusals(undoer)).toContain('author')
  })

  it('signs exactly what stands now: nothing is frozen when a word has changed since it was read', async () => {
    const read = await approvalInput(product, top)
    await revise('A.8.5', { justification: 'No duty to report, reviewed again in November.' })
    await expect(approve(top, read)).rejects.toMatchObject({
      kind: 'conflict',
      facts: { statement: expect.stringContaining('version 1') },
    })
    const wrong = await approvalInput(product, top)
    await expect(
      approve(top, { signature: { ...(wrong.signature as object), password: `${samplePassword}!` } }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    expect(await product.run('soa.versions', manager())).toMatchObject({ items: [] })
  })
})

describe('a version', () => {
  let first: Approved
  let before: ReadStatement

  it('is frozen as it was signed, and the signature covers the frozen content', async () => {
    before = await readStatement(product, manager())
    first = await approve()
    expect(first).toMatchObject({ number: 1 })
    const read = await version(first.id)
    expect(read.statement).toEqual(before.statement)
    expect(read).toMatchObject({
      intact: true,
      version: { number: 1, state: 'approved' },
      signature: { record_id: first.id, meaning: 'soa.approved' },
    })
    expect(read.signature.statement).toContain(first.image_hash)
    expect(read.signature.statement).toContain('Left out: A.8.5.')
    expect(read.signature.statement).not.toContain('Ours top-management')
    await expect(version(first.id, theirs.actors['aims-manager'])).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  it('is what its review is about, by its name for whoever may read it', async () => {
    const { items, titles } = await product.run<{
      items: { subject_id: string | null }[]
      titles: Record<string, string>
    }>('obligation.list', manager(), { columns: 'title,subject_id' })
    expect(items.map(({ subject_id }) => subject_id)).toContain(first.id)
    expect(titles[first.id]).toContain('1')
  })

  it('is not followed by another without a change', async () => {
    expect(await refusals()).toEqual(['unchanged'])
    await expect(approve()).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('never changes, whatever happens to the rows and whoever writes to the database', async () => {
    await revise('A.8.5', { applicable: true, justification: 'A supervisor asked for reports.' })
    await decideAll(product, manager())
    expect((await version(first.id)).statement).toEqual(before.statement)
    await withClient(adminUrl, async (client) => {
      await client.query(`select set_config('plumbline.operation', gen_random_uuid()::text, false),
        set_config('plumbline.organization', '${ours.id}', false)`)
      for (const change of [
        `image = jsonb_set(image, '{organization_name}', '"Other"')`,
        `state = 'superseded'`,
        `number = 7`,
        `image_hash = repeat('0', 64)`,
      ])
        await expect(
          client.query(`update app.soa_version set ${change} where id = '${first.id}'`),
        ).rejects.toThrow('never changes')
    })
    await expect(
      database.write(
        { role: 'app', organizationId: ours.id, operationId: product.sources.newId() },
        async (db) => {
          await sql`delete from app.soa_version where id = ${first.id}`.execute(db)
        },
      ),
    ).rejects.toThrow('permission denied')
  })

  it('is superseded by the next, and both compare', async () => {
    const withNow = await product.run<StatementDiff>('soa.diff', manager(), { from: first.id })
    expect(withNow.rows).toMatchObject([
      {
        reference: 'A.8.5',
        fields: [
          { field: 'applicable', before: false, after: true },
          { field: 'justification' },
          { field: 'origins', before: [] },
        ],
      },
    ])
    const second = await approve()
    expect(second.number).toBe(2)
    expect((await version(first.id)).version.state).toBe('superseded')
    expect((await version(first.id)).intact).toBe(true)
    const between = await product.run<StatementDiff>('soa.diff', manager(), { from: first.id, to: second.id })
    expect(between.rows).toEqual(withNow.rows)
    const { items } = await product.run<{ items: { number: number; state: string; included: number }[] }>(
      'soa.versions',
      ours.actors['certification-auditor'],
    )
    expect(items).toMatchObject([
      { number: 2, state: 'approved', included: 38 },
      { number: 1, state: 'superseded', included: 37 },
    ])
    await expect(
      product.run('soa.diff', theirs.actors['aims-manager'], { from: first.id }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })
})

describe('what is decided while the statement is being approved', () => {
  const fact = () =>
    product.run('soa.state-fact', manager(), {
      fact: 'has_third_party_component',
      value: true,
      ai_system_id: null,
      basis: 'Asked the teams.',
    })
  const row = () => product.run('soa-row.create', manager(), { title: 'Own control', reference: 'X.1' })

  it('waits for the approval', async () => {
    await withClient(adminUrl, async (client) => {
      await client.query(`begin; select from app.soa_row where organization_id = '${ours.id}' for update`)
      const writing = Promise.all([fact(), row()])
      const waiting = async () =>
        (
          await client.query(
            `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        ).rowCount
      await expect.poll(waiting).toBe(2)
      await client.query('commit')
      await writing
    })
  })

  it('is refused once it was approved, as it would count for no version', async () => {
    await decideAll(product, manager())
    await approve()
    product.clock.advance(-60_000)
    for (const late of [fact, row, () => revise('A.8.5', { justification: 'Late' })])
      await expect(late()).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('approved at this moment'),
      })
    product.clock.advance(60_000)
  })
})

describe('as of a moment', () => {
  it('reads rows, origins, controls, answers and versions as they were', async () => {
    const { statement } = await readStatement(product, manager())
    const row = statement.rows.find(({ reference }) => reference === 'A.6.2.6')
    const control = await product.run<{ id: string }>('control.create', manager(), { name: 'Watch drift' })
    await product.run('soa-row.set-controls', manager(), { id: row?.id, control_ids: [control.id] })
    await trail.sign(ours.id)
    const as_of = product.clock.now().toISOString()
    const then = await product.run<ReadStatement>('soa.get', manager(), { as_of })
    product.clock.advance(60_000)
    await product.run('soa-row.set-controls', manager(), { id: row?.id, control_ids: [] })
    await revise('A.6.2.6', { applicable: false, justification: 'Nothing is in operation.' })
    for (const { id } of row?.origins ?? [])
      await product.run('soa-row.remove-origin', manager(), { id: row?.id, origin_id: id })
    await product.run('scope-statement.archive', preparer(), {
      id: statement.basis.scope?.id,
      expected_version: 3,
    })
    await trail.sign(ours.id)
    const again = await product.run<ReadStatement>('soa.get', manager(), { as_of })
    expect(again.statement).toEqual(then.statement)
    const was = again.statement.rows.find(({ reference }) => reference === 'A.6.2.6')
    expect(was).toMatchObject({ applicable: true, controls: [{ name: 'Watch drift' }] })
    expect(was?.origins).toHaveLength(1)
    expect(again.statement.basis.scope).not.toBeNull()
    expect((await readStatement(product, manager())).statement.basis.scope).toBeNull()
    const early = await product.run<ReadStatement>('soa.get', manager(), { as_of: '2020-01-01T00:00:00Z' })
    expect(early).toMatchObject({ started: false, tree_size: 0, statement: { rows: [] } })
    expect(await product.run('soa.versions', manager(), { as_of: '2020-01-01T00:00:00Z' })).toMatchObject({
      items: [],
    })
  })

  it('judges controls by the evidence of that day, whatever has become stale since', async () => {
    const { statement } = await readStatement(product, manager())
    const row = statement.rows.find(({ reference }) => reference === 'A.6.2.4')
    const day = product.clock.now().toISOString().slice(0, 10)
    const made = await product.run<{ id: string; version: number }>('control.create', manager(), {
      name: 'Weekly comparison',
      owner_id: manager().person_id,
      frequency: 'weekly',
      design_rating: 3,
      design_rationale: 'Limits are written down.',
      design_rated_on: day,
      operating_rating: 3,
      operating_rationale: 'Every week.',
      operating_rated_on: day,
      evidence_note: 'Report',
      evidence_on: day,
    })
    let expected_version = made.version
    for (const step of ['implement', 'operate'])
      ({ version: expected_version } = await product.run<{ version: number }>(`control.${step}`, manager(), {
        id: made.id,
        expected_version,
      }))
    await product.run('soa-row.set-controls', manager(), { id: row?.id, control_ids: [made.id] })
    await trail.sign(ours.id)
    const as_of = product.clock.now().toISOString()
    product.clock.advance(60 * 86_400_000)
    const ratingIn = (read: ReadStatement) =>
      read.statement.rows.find(({ id }) => id === row?.id)?.controls.map((one) => one.operating_rating)
    expect(ratingIn(await readStatement(product, manager()))).toEqual([2])
    expect(ratingIn(await product.run<ReadStatement>('soa.get', manager(), { as_of }))).toEqual([3])
  })
})
