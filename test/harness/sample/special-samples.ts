import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { AnyOperation } from '../../../src/kernel/contract/operation.ts'
import { createUser } from '../../../src/platform/access/account/user.ts'
import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'
import { duplicateSamples } from './duplicate-samples.ts'
import { exchangeInput } from './exchange-samples.ts'
import { governanceSamples } from './governance-samples.ts'
import { obligationSamples } from './obligation-samples.ts'
import { regulationSamples } from './regulation-samples.ts'
import { requirementSamples } from './requirement-samples.ts'
import { riskSamples } from './risk-samples.ts'
import { soaSamples } from './soa-samples.ts'
import { trailSamples } from './trail-samples.ts'
import { viewSamples } from './view-samples.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

const newEmail = () => `${randomBytes(6).toString('hex')}@example.org`

const invited = async (product: TestProduct, actor: Actor) =>
  (await product.run<{ person_id: string }>('person.invite', actor, { name: 'Grace', email: newEmail() }))
    .person_id

/** A person who has joined, so that there is an account to reset. */
async function joined(product: TestProduct, actor: Actor): Promise<string> {
  const id = await invited(product, actor)
  const { database, sources } = product
  const userId = await createUser({ database, sources }, { email: newEmail() })
  const at = sources.now().toISOString()
  await database.write(
    { role: 'app', organizationId: actor.organization_id, operationId: sources.newId() },
    async (db, later) => {
      await sql`update app.person set state = 'active', user_id = ${userId} where id = ${id}`.execute(db)
      later(
        sql`select trail.record(${at}, 'person.join', 'person.activated', ${id}, ${id}, null)`.execute(db),
      )
    },
  )
  return id
}

const assignment = async (product: TestProduct, actor: Actor) => {
  const input = { person_id: await invited(product, actor), role: 'risk-owner' }
  return product.run<{ id: string }>('role-assignment.grant', actor, input)
}

const newKey = (product: TestProduct) => ({
  name: 'Build server',
  scopes: ['person:read'],
  expires_at: new Date(product.sources.now().getTime() + 86_400_000).toISOString(),
})

/** Valid input for each operation that is not a register's standard one. */
const samples: Readonly<Record<string, Make>> = {
  ...riskSamples,
  ...duplicateSamples,
  ...governanceSamples,
  ...soaSamples,
  ...trailSamples,
  ...viewSamples,
  ...regulationSamples,
  ...requirementSamples,
  ...obligationSamples,
  'session.get': async () => ({}),
  'person.able': async () => ({ register: 'obligation' }),
  'beginning.get': async () => ({}),
  'thread.of-record': async (_product, actor) => ({ id: actor.person_id }),
  'thread.of-requirement': async () => ({ urn: 'urn:plumbline:iso-42001:2023:control:A.5.2' }),
  'appointment.vacancies': async () => ({}),
  'signature.list': async (_product, actor) => ({ record_id: actor.person_id }),
  'person.invite': async () => ({ name: 'Grace', email: newEmail(), roles: ['risk-owner'] }),
  'person.invite-again': async (product, actor) => ({ id: await invited(product, actor) }),
  'person.reset-link': async (product, actor) => ({ id: await joined(product, actor) }),
  'person.remove-second-factor': async (product, actor) => {
    const id = await joined(product, actor)
    await product.database.write({ role: 'app' }, (db) =>
      sql`insert into auth.second_factor (user_id, sealed_secret, created_at, confirmed_at)
        select id, '', now(), now() from auth.user order by id desc limit 1`.execute(db),
    )
    return { id }
  },
  'role-assignment.list': async () => ({}),
  'role-assignment.grant': async (product, actor) => ({
    person_id: await invited(product, actor),
    role: 'risk-owner',
  }),
  'role-assignment.revoke': async (product, actor) => ({ id: (await assignment(product, actor)).id }),
  'api-key.list': async () => ({}),
  'api-key.create': async (product) => newKey(product),
  'api-key.revoke': async (product, actor) => ({
    id: (await product.run<{ id: string }>('api-key.create', actor, newKey(product))).id,
  }),
}

/** @returns undefined when the operation has no sample yet: the test then fails and says so. */
export async function specialInput(
  product: TestProduct,
  operation: AnyOperation,
  actor: Actor,
): Promise<Record<string, unknown> | undefined> {
  return (await samples[operation.name]?.(product, actor)) ?? exchangeInput(product, operation, actor)
}
