import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'

// What a state keeps is told beforehand by lists and pages, and refused by every way of writing.
const { database } = await makeTestDatabase()
const { run, sources } = makeProduct(database)
let ours: TestOrganization

interface Made {
  readonly id: string
  readonly version: number
  readonly state: string
}
interface Lock {
  readonly states: readonly string[] | null
  readonly fields: readonly string[] | null
  readonly because: string
}

beforeAll(async () => {
  ours = await makeOrganization(database, sources, 'Ours')
})
const manager = () => ours.actors['aims-manager']
const top = () => ours.actors['top-management']

const locksIn = async (register: string) =>
  (await run<{ locks: Lock[] }>(`${register}.list`, manager())).locks

describe('a record in a state that keeps everything', () => {
  const draft = () =>
    run<Made>('scope-statement.create', manager(), {
      title: 'Scope',
      edition: '1',
      statement: 'AI in lending.',
      boundaries: 'Ends at the cloud provider.',
      included: 'All AI systems.',
      excluded: 'Nothing.',
      climate_relevant: false,
      climate_reason: 'Models are small.',
    })
  const submit = ({ id, version }: Made) =>
    run<Made>('scope-statement.submit', manager(), { id, expected_version: version })
  const because = 'this edition is in review. Return it to draft first.'

  it('is told by its list and its page', async () => {
    const one = await draft()
    const said = () =>
      run<{ locked: string | null; locks: Lock[] }>('scope-statement.obstacles', manager(), { id: one.id })
    expect(await said()).toMatchObject({ locked: null, locks: [] })
    await submit(one)
    expect(await said()).toMatchObject({ locked: because, locks: [{ fields: null, because }] })
    expect(await locksIn('scope-statement')).toContainEqual({ states: ['in_review'], fields: null, because })
  })

  it('refuses to be revised or changed in bulk, with the same words', async () => {
    const { id, version } = await submit(await draft())
    const refusal = { kind: 'refused-by-rule', message: `Nothing was changed: ${because}` }
    const changes = { edition: '2' }
    await expect(
      run('scope-statement.revise', manager(), { id, expected_version: version, changes }),
    ).rejects.toMatchObject(refusal)
    await expect(
      run('scope-statement.bulk', manager(), { selection: { ids: [id] }, changes }),
    ).rejects.toMatchObject(refusal)
  })
})

describe('a record in a state that keeps some fields', () => {
  it('refuses those alone', async () => {
    const draft = await run<Made>('appointment.create', manager(), {
      title: 'AI risk owner',
      role: 'ai_risk_owner',
      person_id: ours.actors['risk-owner'].person_id,
      from_on: '2026-01-01',
    })
    const inForce = await run<Made>('appointment.appoint', top(), {
      id: draft.id,
      expected_version: draft.version,
    })
    const [lock] = await locksIn('appointment')
    expect(lock?.states).toEqual(['in_force', 'ended'])
    expect(lock?.fields).toContain('to_on')
    expect(lock?.fields).not.toContain('owner_id')
    const change = (changes: object) =>
      run<Made>('appointment.revise', manager(), {
        id: draft.id,
        expected_version: inForce.version,
        changes,
      })
    await expect(change({ to_on: '2027-01-01' })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: `Nothing was changed: ${lock?.because}`,
      issues: [{ path: 'to_on', message: lock?.because }],
    })
    await expect(change({ owner_id: manager().person_id })).resolves.toMatchObject({ version: 3 })
  })
})
