import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'

interface Unit {
  readonly id: string
  readonly version: number
}

const { database } = await makeTestDatabase()
const { run, sources } = makeProduct(database)
let ours: TestOrganization

beforeAll(async () => {
  ours = await makeOrganization(database, sources, 'Ours')
})
const manager = () => ours.actors['aims-manager']
const create = (name: string, more: object = {}) =>
  run<Unit>('organization-unit.create', manager(), { name, ...more })
const move = ({ id, version }: Unit, parent_id: string) =>
  run<Unit>('organization-unit.revise', manager(), { id, expected_version: version, changes: { parent_id } })

const refusal = { kind: 'refused-by-rule', message: expect.stringContaining('part of it') }

describe('units', () => {
  it('are not moved below a part of their own, by one or by a file', async () => {
    const top = await create('Top')
    const middle = await create('Middle', { parent_id: top.id })
    const low = await create('Low', { parent_id: middle.id })
    await expect(move(top, low.id)).rejects.toMatchObject(refusal)
    const file = { file_name: 'units.csv', bytes: Buffer.from(`id,parent\n${top.id},Low\n`) }
    const { mapping } = await run<{ mapping: object }>(
      'organization-unit.preview-import',
      manager(),
      {},
      file,
    )
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    await expect(run('organization-unit.import', manager(), { mapping, sha256 }, file)).rejects.toMatchObject(
      refusal,
    )
    await expect(move(low, top.id)).resolves.toMatchObject({ version: 2 })
  })

  it('do not come below each other by two moves at the same moment', async () => {
    const [one, other] = [await create('One'), await create('Other')]
    const outcomes = await Promise.allSettled([move(one, other.id), move(other, one.id)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refusal })
  })
})
