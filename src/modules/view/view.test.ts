import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import type { Actor } from '../../platform/operations/scope.ts'

const { database } = await makeTestDatabase()
const { run, sources } = makeProduct(database)
let organization: TestOrganization

beforeAll(async () => {
  organization = await makeOrganization(database, sources)
})

interface Saved {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly search: Record<string, string>
  readonly shared: boolean
}

const owner = () => organization.actors['risk-owner']
const other = () => organization.actors['ai-system-owner']
const save = (actor: Actor, name: string, search: Record<string, string> = { q: 'fraud' }) =>
  run<Saved>('view.create', actor, { register: 'ai-system', name, search })
const namesSeenBy = async (actor: Actor, register = 'ai-system') => {
  const { items } = await run<{ items: Saved[] }>('view.list', actor, { register })
  return items.map(({ name }) => name)
}

describe('a view', () => {
  it('is seen by its owner alone until it is shared, and then by everyone who may read the register', async () => {
    const { id } = await save(owner(), 'Fraud')
    expect(await namesSeenBy(owner())).toContain('Fraud')
    expect(await namesSeenBy(other())).not.toContain('Fraud')
    await run('view.share', owner(), { id })
    expect(await namesSeenBy(other())).toContain('Fraud')
    expect(await namesSeenBy(owner(), 'risk')).toEqual([])
  })

  it('is not listed for a register the person may not read', async () => {
    const narrow = { ...owner(), scopes: ['view:read'] }
    await expect(run('view.list', narrow, { register: 'ai-system' })).rejects.toMatchObject({
      kind: 'not-found',
    })
    await expect(run('view.list', owner(), { register: 'no-such' })).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  it('takes another name and another list state, from the version that was seen', async () => {
    const { id, version } = await save(owner(), 'First')
    const revised = await run<Saved>('view.revise', owner(), {
      id,
      expected_version: version,
      changes: { name: 'Second', search: { group: 'state' } },
    })
    expect(revised).toMatchObject({ name: 'Second', search: { group: 'state' }, version: version + 1 })
    await expect(
      run('view.revise', owner(), { id, expected_version: version, changes: { name: 'Third' } }),
    ).rejects.toMatchObject({ kind: 'version-conflict', facts: { current_version: version + 1 } })
  })

  it('has a name that its owner gave once; others may use the same', async () => {
    const { id, version } = await save(owner(), 'Unnamed')
    await save(owner(), 'Mine')
    await save(other(), 'Mine')
    await expect(save(owner(), 'Mine')).rejects.toMatchObject({ kind: 'conflict' })
    await expect(
      run('view.revise', owner(), { id, expected_version: version, changes: { name: 'Mine' } }),
    ).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('is changed by its owner only, and hidden from others while it is not shared', async () => {
    const { id, version } = await save(owner(), 'Private')
    const change = { id, expected_version: version, changes: { name: 'Taken' } }
    await expect(run('view.revise', other(), change)).rejects.toMatchObject({ kind: 'not-found' })
    await expect(run('view.remove', organization.actors['aims-manager'], { id })).rejects.toMatchObject({
      kind: 'not-found',
    })
    const shared = await run<Saved>('view.share', owner(), { id })
    await expect(
      run('view.revise', other(), { ...change, expected_version: shared.version }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('is taken back or removed by its owner or the AIMS manager, by nobody else', async () => {
    const { id } = await save(owner(), 'For all')
    await run('view.share', owner(), { id })
    for (const operation of ['view.unshare', 'view.remove'])
      await expect(run(operation, other(), { id })).rejects.toMatchObject({ kind: 'not-permitted' })
    const kept = await run<Saved>('view.unshare', organization.actors['aims-manager'], { id })
    expect(kept.shared).toBe(false)
    expect(await namesSeenBy(owner())).toContain('For all')
    await run('view.share', owner(), { id })
    await run('view.remove', organization.actors['aims-manager'], { id })
    expect(await namesSeenBy(owner())).not.toContain('For all')
  })

  it('is bounded in number and in size', async () => {
    const employee = organization.actors.employee
    for (let number = 1; number <= 100; number++) await save(employee, `View ${number}`)
    await expect(save(employee, 'One more')).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const long = Object.fromEntries(
      Array.from({ length: 10 }, (_, number) => [`field_${number}`, 'x'.repeat(1000)]),
    )
    await expect(save(owner(), 'Long', long)).rejects.toMatchObject({ kind: 'invalid-input' })
  })
})
