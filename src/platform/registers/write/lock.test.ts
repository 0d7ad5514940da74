import { beforeAll, describe, expect, it } from 'vitest'
import type { Made } from '../../../../test/harness/made.ts'
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

interface Lock {
  readonly states: readonly string[] | null
  readonly when: string | null
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
    expect(await said()).toMatchObject({ locked: because, locks: [{ when: null, fields: null, because }] })
    expect(await locksIn('scope-statement')).toContainEqual({
      states: ['in_review'],
      when: null,
      fields: null,
      because,
    })
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

describe('a record that holds a value which keeps others', () => {
  const ask = (legal_clock: boolean) =>
    run<Made>('obligation.create', manager(), {
      title: 'Report it',
      kind: 'fix',
      origin: 'request',
      due_on: '2026-12-10',
      legal_clock,
    })

  it('says so of itself alone, lists the value whatever is asked for, and refuses with the same words', async () => {
    const [bound, free] = [await ask(true), await ask(false)]
    const asked = { columns: 'title,due_on' }
    const { items, locks } = await run<{ items: (Made & { legal_clock: boolean })[]; locks: Lock[] }>(
      'obligation.list',
      manager(),
      asked,
    )
    const lock = locks.find(({ when }) => when === 'legal_clock')
    expect(lock).toMatchObject({ states: null, fields: expect.arrayContaining(['due_on']) })
    const held = (id: string) => items.find((one) => one.id === id)?.legal_clock
    expect([held(bound.id), held(free.id)]).toEqual([true, false])

    const locksOn = async ({ id }: Made) =>
      (await run<{ locks: Lock[] }>('obligation.obstacles', manager(), { id })).locks
    expect(await locksOn(bound)).toContainEqual(lock)
    expect(await locksOn(free)).not.toContainEqual(lock)

    const move = ({ id }: Made) =>
      run('obligation.revise', manager(), {
        id,
        expected_version: 1,
        changes: { due_on: '2027-01-10' },
      })
    await expect(move(bound)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: `Nothing was changed: ${lock?.because}`,
      issues: [{ path: 'due_on', message: lock?.because }],
    })
    await expect(move(free)).resolves.toMatchObject({ version: 2 })
  })
})
