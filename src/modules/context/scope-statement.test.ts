import { beforeAll, describe, expect, it } from 'vitest'
import { giveAccount, samplePassword } from '../../../test/harness/account.ts'
import type { Made } from '../../../test/harness/made.ts'
import type { TestOrganization } from '../../../test/harness/organization.ts'
import { appoint } from '../../../test/harness/sample/risk-samples.ts'
import { makeTwoOrganizations } from '../../../test/harness/two-organizations.ts'
import { approvedScope } from './queries.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()

interface Approval {
  readonly statement: string
  readonly version: number
  readonly obstacles: string[]
}

beforeAll(async () => {
  for (const { actors } of [ours, theirs]) {
    await giveAccount(product, actors['top-management'])
    await appoint(
      product,
      { author: actors.administrator, appointer: actors['aims-manager'] },
      { person_id: actors['top-management'].person_id, role: 'top_management' },
    )
  }
})

const whole = {
  title: 'Scope',
  edition: '1',
  statement: 'AI in lending and collections.',
  boundaries: 'Ends at the cloud provider.',
  included: 'All AI systems of the lending department.',
  excluded: 'Nothing is left out.',
  climate_relevant: false,
  climate_reason: 'Models are small.',
}
const manager = () => ours.actors['aims-manager']
const top = () => ours.actors['top-management']

const create = (values: Record<string, unknown> = {}) =>
  product.run<Made>('scope-statement.create', manager(), { ...whole, ...values })
const step = (verb: string, { id, version }: Made, more: Record<string, unknown> = {}) =>
  product.run<Made>(`scope-statement.${verb}`, manager(), { id, expected_version: version, ...more })
const inReview = async (values: Record<string, unknown> = {}) => step('submit', await create(values))
const approval = (one: Made, actor = top()) =>
  product.run<Approval>('scope-statement.approval', actor, { id: one.id })
const approve = async (one: Made, more: Record<string, unknown> = {}, actor = top()) =>
  product.run<Made>('scope-statement.approve', actor, {
    id: one.id,
    expected_version: one.version,
    signature: { statement: (await approval(one, actor)).statement, password: samplePassword },
    ...more,
  })
const inForce = (organization: TestOrganization) =>
  database.read({ role: 'app', organizationId: organization.id }, (db) =>
    approvedScope({
      db,
      rows: async (statement: { execute: (on: never) => Promise<{ rows: unknown[] }> }) =>
        (await statement.execute(db as never)).rows,
    } as never),
  )

describe('an edition of the scope', () => {
  it.each([
    ['edition', ''],
    ['statement', null],
    ['boundaries', ' '],
    ['included', null],
    ['excluded', ''],
    ['climate_relevant', null],
    ['climate_reason', null],
  ])('is not put up for decision without %s', async (field, value) => {
    await expect(inReview({ [field]: value })).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('says everything it lacks at once', async () => {
    await expect(inReview({ edition: null, excluded: null, climate_relevant: null })).rejects.toMatchObject({
      message: expect.stringMatching(
        /edition a number; say what is outside.*; decide whether climate change/,
      ),
    })
  })

  it('does not change while it is in review, and comes back with a reason', async () => {
    const one = await inReview()
    const revise = (made: Made) => step('revise', made, { changes: { statement: 'Other words' } })
    await expect(revise(one)).rejects.toMatchObject({ message: expect.stringContaining('in review') })
    await expect(step('return', one)).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(revise(await step('return', one, { reason: 'Too narrow' }))).resolves.toBeDefined()
  })
})

describe('approval', () => {
  it('is signed by top management over what the server states, and replaces the approved edition', async () => {
    expect(await inForce(theirs)).toBeUndefined()
    const first = await inReview()
    expect(await approval(first)).toMatchObject({ obstacles: [], version: first.version })
    expect((await approval(first)).statement).toContain('AI in lending and collections.')
    expect(await approve(first)).toMatchObject({ state: 'approved' })
    expect(await inForce(ours)).toMatchObject({ id: first.id, edition: '1' })

    const second = await inReview({ edition: '2' })
    expect((await approval(second)).statement).toContain('edition 1')
    await approve(second)
    expect(await inForce(ours)).toMatchObject({ id: second.id, edition: '2' })
    const { record } = await product.run<{ record: Made }>('scope-statement.get', manager(), { id: first.id })
    expect(record.state).toBe('superseded')

    const { items } = await product.run<{ items: { meaning: string; record_version: number }[] }>(
      'signature.list',
      manager(),
      { record_id: second.id },
    )
    expect(items).toMatchObject([{ meaning: 'scope-statement.approved', record_version: second.version }])
  })

  it('refuses an approved edition that would change, by any door', async () => {
    const one = await approve(await inReview({ edition: '3' }))
    await expect(step('revise', one, { changes: { statement: 'Other' } })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    await expect(
      product.run('scope-statement.bulk', manager(), {
        selection: { ids: [one.id] },
        changes: { statement: 'Other' },
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('refuses drafts, authors, other words, a wrong password and other roles', async () => {
    const draft = await create()
    await expect(approve(draft)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const one = await inReview()
    const author = { ...manager(), roles: ['top-management'] }
    await giveAccount(product, author)
    await expect(approve(one, {}, author)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('authors'),
    })
    expect((await approval(one, manager())).obstacles).toHaveLength(3)
    // Others have written it since, and put it up: that makes nobody less of an author.
    const begun = await create({ edition: '4' })
    const wrote = await product.run<Made>(
      'scope-statement.revise',
      { ...top(), roles: ['aims-manager'] },
      { id: begun.id, expected_version: begun.version, changes: { statement: 'AI in lending.' } },
    )
    const rewritten = await step('submit', await step('revise', wrote, { changes: { edition: '5' } }))
    await expect(approve(rewritten)).rejects.toMatchObject({ message: expect.stringContaining('authors') })
    await expect(
      approve(one, { signature: { statement: 'Something else', password: samplePassword } }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    await expect(
      approve(one, { signature: { statement: (await approval(one)).statement, password: 'wrong' } }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(approve(one, {}, ours.actors['risk-owner'])).rejects.toMatchObject({ kind: 'not-permitted' })
    await expect(approve(one, { expected_version: 1 })).rejects.toMatchObject({ kind: 'conflict' })
    await expect(approval(one, theirs.actors['top-management'])).rejects.toMatchObject({ kind: 'not-found' })
  })
})
