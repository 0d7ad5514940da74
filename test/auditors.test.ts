import { describe, expect, it } from 'vitest'
import type { Role } from '../src/kernel/access/role.ts'
import { preparer, validInput } from './harness/operation-input.ts'
import { makeOrganization, makeProduct } from './harness/organization.ts'
import { uploadFor } from './harness/sample/exchange-samples.ts'
import { makeTestDatabase } from './harness/test-database.ts'

// What is promised to auditors, held against every operation of every manifest.
const { database } = await makeTestDatabase()
const product = makeProduct(database)
const ours = await makeOrganization(database, product.sources, 'Ours')
const commands = product.runner.operations.filter(({ kind }) => kind === 'command')

/** The commands that a role holds, each with how far it reaches. */
const heldBy = (role: Role) =>
  commands.flatMap(({ name, permission }) => {
    const reach = product.runner.grants[permission]?.[role]
    return reach === undefined ? [] : [`${name} (${reach})`]
  })

describe('a certification auditor', () => {
  it('changes nothing but the keys of their own account', () => {
    expect(heldBy('certification-auditor')).toEqual(['api-key.create (own)', 'api-key.revoke (own)'])
  })

  it.each(commands.map((operation) => [operation.name, operation] as const))(
    'is refused %s with valid input, by themselves and by a key of theirs that may do everything',
    async (name, operation) => {
      if (operation.permission === 'api-key:write') return
      const input = await validInput(product, ours, operation)
      const upload = await uploadFor(product, operation, preparer(ours))
      const auditor = ours.actors['certification-auditor']
      for (const actor of [auditor, { ...auditor, scopes: ['*'] }])
        await expect(product.run(name, actor, input, upload)).rejects.toMatchObject({ kind: 'not-permitted' })
    },
  )
})

describe('an internal auditor', () => {
  it('comments, verifies, keeps views and answers for what is theirs, but writes no record and decides on none', () => {
    const held = heldBy('internal-auditor').filter((one) => !/\.comment \(all\)$/.test(one))
    expect(held).toEqual([
      'api-key.create (own)',
      'api-key.revoke (own)',
      'obligation.complete (own)',
      'treatment-action.confirm (all)',
      'treatment-action.refute (all)',
      'view.create (all)',
      'view.revise (all)',
      'view.share (all)',
      'view.unshare (own)',
      'view.remove (own)',
    ])
  })
})
