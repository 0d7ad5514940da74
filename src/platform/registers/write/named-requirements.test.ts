import { describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct } from '../../../../test/harness/organization.ts'
import { makeSample } from '../../../../test/harness/sample/samples.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { modules } from '../../../modules/index.ts'

const { database } = await makeTestDatabase()
const product = makeProduct(database)
const manager = (await makeOrganization(database, product.sources)).actors['aims-manager']

const naming = modules.flatMap(({ registers }) =>
  registers.flatMap(({ register }) =>
    Object.entries(register.fields)
      .filter(([, { requirement, computed }]) => requirement && !computed)
      .map(([field, { requirement }]) => ({ register, field, by: requirement ?? 'urn' })),
  ),
)
const known = { urn: 'urn:plumbline:iso-42001:2023:control:A.6.2.6', number: 'A.6.2.6' }
const missing = { urn: 'urn:plumbline:iso-42001:2023:control:A.99.1', number: 'A.99.1' }

describe.each(naming)('$field of $register.name', ({ register, field, by }) => {
  it('names requirements that a pack in use holds, each once', async () => {
    const { id, version } = await makeSample(product, register, manager)
    const revise = (names: readonly string[], expected_version = version) =>
      product.run<{ version: number }>(`${register.name}.revise`, manager, {
        id,
        expected_version,
        changes: { [field]: names },
      })
    const refusal = (message: string) => ({
      kind: 'invalid-input',
      issues: [{ path: field, message: expect.stringContaining(message) }],
    })
    await expect(revise([known[by], missing[by]])).rejects.toMatchObject(refusal(missing[by]))
    await expect(revise([known[by], known[by]])).rejects.toMatchObject(refusal('twice'))
    await expect(revise([known[by]])).resolves.toMatchObject({ [field]: [known[by]] })
  })
})

it('asks every register that names requirements', () => {
  expect(naming.map(({ register, field }) => `${register.name}.${field}`).sort()).toEqual([
    'control.requirements',
    'obligation.requirement_ids',
  ])
})
