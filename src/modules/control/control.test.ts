import type { RawBuilder } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Made } from '../../../test/harness/made.ts'
import type { TestOrganization } from '../../../test/harness/organization.ts'
import { makeTwoOrganizations } from '../../../test/harness/two-organizations.ts'
import { controlStandings, controlsInUse } from './queries.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()
const aimsControl = 'urn:plumbline:iso-42001:2023:control:A.5.2'

const create = (values: Record<string, unknown>, organization = ours) =>
  product.run<Made>('control.create', organization.actors['aims-manager'], { name: 'Bias test', ...values })

/** A scope as another module's handler has it. */
const inScope = <T>(organization: TestOrganization, read: (scope: never) => Promise<T>): Promise<T> =>
  database.read({ role: 'app', organizationId: organization.id }, (db) =>
    read({
      db,
      now: new Date('2026-11-21T12:00:00Z'),
      rows: async (statement: RawBuilder<unknown>) => (await statement.execute(db)).rows,
    } as never),
  )

describe('the requirements a control meets', () => {
  it('must exist', async () => {
    await expect(
      create({ requirements: [aimsControl, 'urn:plumbline:iso-42001:2023:control:A.99.1'] }),
    ).rejects.toMatchObject({ kind: 'invalid-input', message: expect.stringContaining('A.99.1') })
    await expect(create({ requirements: [aimsControl, aimsControl] })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    await expect(create({ requirements: [aimsControl] })).resolves.toMatchObject({ state: 'planned' })
  })

  it('are found from the requirement', async () => {
    const urn = 'urn:plumbline:iso-42001:2023:control:A.9.4'
    const made = await create({ requirements: [urn] })
    const { items } = await product.run<{ items: Made[] }>('control.list', ours.actors.employee, {
      requirements: urn,
    })
    expect(items.map(({ id }) => id)).toEqual([made.id])
  })
})

describe('ratings', () => {
  it('are refused without day and reason, by the product and by the database', async () => {
    await expect(create({ design_rating: 2 })).rejects.toMatchObject({
      kind: 'invalid-input',
      issues: [{ path: 'design_rated_on' }],
    })
    const one = await create({
      design_rating: 2,
      design_rated_on: '2026-11-01',
      design_rationale: 'Reviewed',
    })
    await expect(
      product.run('control.revise', ours.actors['aims-manager'], {
        id: one.id,
        expected_version: one.version,
        changes: { design_rationale: null },
      }),
    ).rejects.toMatchObject({ kind: 'invalid-input', issues: [{ path: 'design_rationale' }] })
  })
})

describe('putting into operation', () => {
  it('asks for an owner and a frequency, and a retired control says why', async () => {
    const actor = ours.actors['aims-manager']
    const step = (verb: string, one: Made, more = {}) =>
      product.run<Made>(`control.${verb}`, actor, { id: one.id, expected_version: one.version, ...more })
    let one = await step('implement', await create({}))
    await expect(step('operate', one)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('owner'),
    })
    one = await product.run<Made>('control.revise', actor, {
      id: one.id,
      expected_version: one.version,
      changes: { owner_id: actor.person_id },
    })
    await expect(step('operate', one)).rejects.toMatchObject({
      message: expect.stringContaining('frequency'),
    })
    one = await product.run<Made>('control.revise', actor, {
      id: one.id,
      expected_version: one.version,
      changes: { frequency: 'weekly' },
    })
    one = await step('operate', one)
    expect(one.state).toBe('operating')
    await expect(step('retire', one)).rejects.toMatchObject({ kind: 'invalid-input' })
    expect(await step('retire', one, { reason: 'Replaced' })).toMatchObject({ state: 'retired' })
  })

  it('lets an AI system owner write own controls only', async () => {
    const owner = ours.actors['ai-system-owner']
    const foreign = await create({})
    const revise = (one: Made) =>
      product.run('control.revise', owner, {
        id: one.id,
        expected_version: one.version,
        changes: { description: 'Changed' },
      })
    await expect(revise(foreign)).rejects.toMatchObject({ kind: 'not-permitted' })
    await expect(revise(await create({ owner_id: owner.person_id }))).resolves.toBeDefined()
  })
})

describe('what other modules see', () => {
  it('is how a control stands today, within the organization', async () => {
    const made = await create({
      frequency: 'weekly',
      operating_rating: 3,
      operating_rated_on: '2026-11-20',
      operating_rationale: 'Ran every week',
      evidence_note: 'Report',
      evidence_on: '2026-11-20',
    })
    const [standing] = await inScope(ours, (scope) => controlStandings(scope, [made.id]))
    expect(standing).toMatchObject({
      id: made.id,
      evidence: 'fresh',
      operating_rating: 3,
      countable_operating_rating: 1,
      archived: false,
    })
    expect(await inScope(theirs, (scope) => controlStandings(scope, [made.id]))).toEqual([])
    expect(await inScope(theirs, controlsInUse)).toEqual([])
    const inUse = await inScope(ours, controlsInUse)
    expect(inUse.map(({ state }) => state)).not.toContain('retired')
    expect(inUse.map(({ id }) => id)).toContain(made.id)
  })
})
