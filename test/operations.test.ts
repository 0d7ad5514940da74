import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { roles } from '../src/kernel/access/role.ts'
import { OperationError } from '../src/kernel/contract/error.ts'
import type { AnyOperation } from '../src/kernel/contract/operation.ts'
import { isSigned } from '../src/kernel/contract/signature.ts'
import { giveAccount } from './harness/account.ts'
import { describedAnswersOf } from './harness/described-answers.ts'
import { holdingRole, preparer, validInput } from './harness/operation-input.ts'
import type { TestOrganization } from './harness/organization.ts'
import { readRows } from './harness/read-rows.ts'
import { uploadFor } from './harness/sample/exchange-samples.ts'
import { makeTwoOrganizations } from './harness/two-organizations.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()
const operations = product.runner.operations
const described = describedAnswersOf(operations)

/** Someone whose role grants the operation on every record. */
const holder = (operation: AnyOperation, { actors }: TestOrganization) =>
  actors[holdingRole(product, operation)]

/** An address that only this operation has: whatever stands in it, answers are described alike. */
const urlOf = ({ path }: AnyOperation) => `/api${path.replaceAll(/:\w+/g, '-')}`

/** What goes with a moment where the sample input asks for all of now. */
const ofOne: Readonly<Record<string, object>> = { 'risk.acceptances': { risk_id: product.sources.newId() } }

const kindOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof OperationError) return error.kind
      throw error
    },
  )

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, operation) => {
    it('is denied to every role that does not hold its permission, whatever the input', async () => {
      const holders = product.runner.grants[operation.permission] ?? {}
      for (const role of roles) {
        if (role in holders) continue
        expect([role, await kindOf(product.run(name, ours.actors[role], {}))]).toEqual([
          role,
          'not-permitted',
        ])
      }
      const nobody = { ...ours.actors.administrator, roles: [] }
      expect(await kindOf(product.run(name, nobody, {}))).toBe('not-permitted')
      const unscoped = { ...preparer(ours), scopes: ['nothing:read'] }
      expect(await kindOf(product.run(name, unscoped, {}))).toBe('not-permitted')
    })

    it('is held by somebody', () => {
      expect(Object.keys(product.runner.grants[operation.permission] ?? {})).not.toEqual([])
    })

    it('answers what its contract says, and a command records one of its events', async () => {
      const input = await validInput(product, ours, operation)
      const actor = holder(operation, ours)
      if (isSigned(operation)) await giveAccount(product, actor)
      const upload = await uploadFor(product, operation, preparer(ours))
      const before = await recorded()
      const result = await product.run(name, actor, input, upload)
      if (!operation.file)
        expect(
          described.faults(operation.method, urlOf(operation), operation.status, JSON.stringify(result)),
        ).toEqual([])
      const after = await recorded()
      if (operation.kind === 'query') return expect(after).toEqual(before)
      expect(after.count).toBe(before.count + 1)
      expect(after.last).toMatchObject({ name, actor_id: actor.person_id })
      expect(operation.events).toContain(after.last?.event)
    })

    it('refuses a moment that has not come yet', async () => {
      if (!(operation.input instanceof z.ZodObject && 'as_of' in operation.input.shape)) return
      const input = await validInput(product, ours, operation)
      const as_of = new Date(product.clock.now().getTime() + 60_000).toISOString()
      const asked = { ...input, ...ofOne[name], as_of }
      await expect(product.run(name, holder(operation, ours), asked)).rejects.toMatchObject({
        kind: 'invalid-input',
        issues: [{ path: 'as_of' }],
        message: expect.stringContaining('has not come yet'),
      })
    })

    it('answers 404 to another organization, and changes nothing there', async () => {
      if (!operation.path.includes('/:')) return
      const input = await validInput(product, ours, operation)
      const stranger = { ...holder(operation, theirs), roles: [...roles] }
      if (isSigned(operation)) await giveAccount(product, stranger)
      const upload = await uploadFor(product, operation, preparer(ours))
      const before = await recorded()
      expect(await kindOf(product.run(name, stranger, input, upload))).toBe('not-found')
      expect(await recorded()).toEqual(before)
    })
  },
)

interface Recording {
  readonly name: string
  readonly event: string
  readonly actor_id: string
}

async function recorded(): Promise<{ count: number; last: Recording | undefined }> {
  const read = sql<Recording & { count: number }>`
    select name, event, actor_id, (select count(*) from trail.operation) as count
    from trail.operation order by at desc, xid desc limit 1`
  const [last] = await readRows(database, ours.id, read)
  return { count: last?.count ?? 0, last }
}
