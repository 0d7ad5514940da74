import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testSecret } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import { to } from '../../kernel/access/role.ts'
import { commandOperation } from '../../kernel/contract/operation.ts'
import { type signature, signatureInput } from '../../kernel/contract/signature.ts'
import { modules } from '../../modules/index.ts'
import { type AccessProduct, makeAccessProduct, password } from '../access/access.fixture.ts'
import { codeOf, stepAt } from '../access/second-factor/totp.ts'
import { secretKeys } from '../access/secret-keys.ts'
import { personProver } from '../access/sign-in/prove-person.ts'
import { defineModule } from '../module.ts'
import { command } from '../operations/handler.ts'
import { Runner } from '../operations/runner.ts'
import type { Actor } from '../operations/scope.ts'
import { sign } from './sign.ts'

type Signature = z.output<typeof signature>

const approveUnit = commandOperation({
  name: 'unit-approval.create',
  method: 'POST',
  path: '/organization-units/:id/approvals',
  summary: 'Approve a unit, for this test',
  permission: 'unit-approval:write',
  input: z.strictObject({ id: z.uuid(), version: z.int(), signature: signatureInput }),
  output: z.object({ signature_id: z.uuid() }),
  status: 201,
  events: ['unit-approval.created'],
})
const statement = 'I approve the unit Credit at version 1.'

const approvalModule = defineModule({
  name: 'unit-approval',
  registers: [],
  grants: { 'unit-approval:write': to('all', 'top-management', 'aims-manager') },
  handlers: [
    command<Record<never, never>>()(approveUnit, async (tx, input) => {
      const signed = await sign(tx, {
        meaning: 'unit.approved',
        statement,
        record_id: input.id,
        record_version: input.version,
        given: input.signature,
      })
      return tx.record({ event: 'unit-approval.created', record_id: input.id }, signed)
    }),
  ],
  uses: [],
})

let product: AccessProduct
let runner: Runner
let manager: Actor
let unitId: string

beforeAll(async () => {
  product = await makeAccessProduct({ secret: testSecret })
  const { database, sources, organization } = product
  const prove = personProver({ database, sources, secret: testSecret })
  runner = new Runner({ database, modules: [...modules, approvalModule], sources, prove })
  manager = organization.actors['top-management']
  await product.giveAccount(manager, 'grace@example.org')
  const unit = await product.run<{ id: string }>(
    'organization-unit.create',
    organization.actors.administrator,
    {
      name: 'Credit',
    },
  )
  unitId = unit.id
})
afterAll(() => product.app.close())

const approve = async (given: object = {}, by: Actor = manager, more: object = {}, key?: string) => {
  const input = { id: unitId, version: 1, signature: { statement, password, ...given }, ...more }
  const { result, replayed } = await runner.run('unit-approval.create', {
    actor: by,
    input,
    idempotency_key: key,
  })
  return (replayed === undefined ? result : JSON.parse(replayed)) as { signature_id: string }
}
const signatures = async () =>
  (await product.run<{ items: Signature[] }>('signature.list', manager, { record_id: unitId })).items
const refusal = (run: Promise<unknown>) => expect(run).rejects
const asApp = <T>(statement: ReturnType<typeof sql<T>>) =>
  product.database.write(
    { role: 'app', organizationId: manager.organization_id, operationId: product.sources.newId() },
    (db) => statement.execute(db),
  )
const looked = <T>(statement: RawBuilder<T>) => readRows(product.database, manager.organization_id, statement)

describe('a signature', () => {
  it('says who signed what, on which version, with which meaning, when and how proven', async () => {
    const { signature_id } = await approve()
    const [one] = await signatures()
    expect(one).toMatchObject({
      id: signature_id,
      record_id: unitId,
      record_version: 1,
      meaning: 'unit.approved',
      statement,
      statement_hash: createHash('sha256').update(statement).digest('hex'),
      signer_id: manager.person_id,
      printed_name: 'Example top-management',
      time_zone: 'UTC',
      reauthenticated_by: 'password',
      leaf_index: null,
    })
    const [image] = await looked(
      sql<{
        after: string
      }>`select after::text from trail.change where row_id = ${unitId} order by id desc limit 1`,
    )
    expect(one?.record_hash).toBe(
      createHash('sha256')
        .update(image?.after ?? '')
        .digest('hex'),
    )
    expect(Date.parse(one?.reauthenticated_at ?? '')).toBeLessThanOrEqual(Date.parse(one?.signed_at ?? ''))
  })

  it('is refused when the statement or the version is not what the person saw, and tells what it is now', async () => {
    const before = await signatures()
    await refusal(approve({ statement: 'I approve something else.' })).toMatchObject({
      kind: 'conflict',
      facts: { statement, current_version: 1 },
    })
    await refusal(approve({}, manager, { version: 2 })).toMatchObject({ kind: 'conflict' })
    expect(await signatures()).toEqual(before)
  })

  it('is never given by an API key, nor by somebody without an account', async () => {
    await refusal(approve({}, { ...manager, scopes: ['*'] })).toMatchObject({ kind: 'not-permitted' })
    const { organization } = product
    await refusal(approve({}, organization.actors['aims-manager'])).toMatchObject({ kind: 'not-permitted' })
  })

  it('cannot be changed or removed by the product', async () => {
    await expect(asApp(sql`update app.signature set meaning = 'other'`)).rejects.toThrow(/permission denied/)
    await expect(asApp(sql`delete from app.signature`)).rejects.toThrow(/permission denied/)
    await expect(asApp(sql`update app.signature_name set printed_name = 'x'`)).rejects.toThrow(
      /permission denied/,
    )
  })

  it('keeps the name as it was, in a row of its own about that person', async () => {
    const [found] = await looked(
      sql<{ version: number }>`select version from app.person where id = ${manager.person_id}`,
    )
    await product.run('person.revise', product.organization.actors.administrator, {
      id: manager.person_id,
      expected_version: found?.version,
      changes: { name: 'Grace Hopper' },
    })
    expect((await signatures())[0]?.printed_name).toBe('Example top-management')
    const changes = await looked(
      sql<{ table_name: string; subject: string | null; image: string }>`
        select table_name, subject_person_id as subject, after::text as image
        from trail.change where table_name in ('signature', 'signature_name')`,
    )
    for (const { table_name, subject, image } of changes) {
      expect(subject).toBe(table_name === 'signature_name' ? manager.person_id : null)
      expect(image.includes('Example top-management')).toBe(table_name === 'signature_name')
    }
  })

  it('is found only by who may read the record', async () => {
    const elsewhere = product.sources.newId()
    await refusal(product.run('signature.list', manager, { record_id: elsewhere })).toMatchObject({
      kind: 'not-found',
    })
    await refusal(
      product.run('signature.list', { ...manager, scopes: ['signature:read'] }, { record_id: unitId }),
    ).toMatchObject({ kind: 'not-found' })
  })

  it('is given once for one idempotency key, of which no secret is kept', async () => {
    const first = await approve({}, manager, {}, 'once')
    expect(await approve({}, manager, {}, 'once')).toEqual(first)
    const [answer] = await looked(
      sql<{ hash: Buffer }>`select request_hash as hash from app.answer where key = 'once'`,
    )
    const input = { id: unitId, version: 1, signature: { statement } }
    expect(answer?.hash).toEqual(
      createHash('sha256')
        .update(JSON.stringify(['unit-approval.create', input]))
        .digest(),
    )
  })
})

describe('proving who signs', () => {
  it('refuses a wrong password and names the field, and closes after ten', async () => {
    const before = await signatures()
    const wrong = () => approve({ password: 'not the password' })
    await refusal(wrong()).toMatchObject({ kind: 'invalid-input', issues: [{ path: 'signature.password' }] })
    for (let tries = 1; tries < 10; tries += 1) await wrong().catch(() => undefined)
    await refusal(approve()).toMatchObject({ kind: 'too-many-requests' })
    expect(await signatures()).toEqual(before)
    product.clock.advance(16 * 60_000)
    await approve()
  })

  it('asks whoever has a second factor for a code, good once', async () => {
    const secret = randomBytes(20)
    const [account] = await looked(
      sql<{ user_id: string }>`select user_id from app.person where id = ${manager.person_id}`,
    )
    const userId = account?.user_id ?? ''
    const sealed = secretKeys(testSecret, product.sources).seal(secret, userId)
    await product.database.write({ role: 'app' }, (db) =>
      sql`insert into auth.second_factor (user_id, sealed_secret, created_at, confirmed_at)
        values (${userId}, ${sealed}, now(), now())`.execute(db),
    )
    await refusal(approve()).toMatchObject({
      kind: 'invalid-input',
      issues: [{ path: 'signature.second_factor_code', message: 'is missing' }],
    })
    const code = codeOf(secret, stepAt(product.clock.now()))
    await approve({ second_factor_code: code })
    expect((await signatures())[0]?.reauthenticated_by).toBe('password_and_second_factor')
    await refusal(approve({ second_factor_code: code })).toMatchObject({
      kind: 'invalid-input',
      issues: [{ path: 'signature.second_factor_code', message: 'is wrong' }],
    })
  })
})
