import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, expect } from 'vitest'
import { type Role, roles } from '../../src/kernel/access/role.ts'
import { makeAccess } from '../../src/platform/access/access.ts'
import { RequestRate, type RequestRates } from '../../src/platform/http/request-rate.ts'
import { makeServer } from '../../src/platform/http/server.ts'
import { CommitNotices } from '../../src/platform/live/commit-notices.ts'
import { hearChanges } from '../../src/platform/live/hear-changes.ts'
import { makeAccount, samplePassword } from './account.ts'
import { describedAnswersOf } from './described-answers.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
  type TestProduct,
  testSecret,
} from './organization.ts'
import { makeTestDatabase, type TestDatabase } from './test-database.ts'

const webRoot = fileURLToPath(new URL('../../dist/web/', import.meta.url))

export interface TestServer extends TestDatabase {
  readonly app: FastifyInstance
  /** Where it listens, on loopback. */
  readonly url: string
  readonly databaseUrl: string
  readonly product: TestProduct
  readonly organization: TestOrganization
  /** One person for each role, able to sign in. */
  readonly people: Readonly<
    Record<Role, { readonly email: string; readonly password: string; readonly name: string }>
  >
  /** Signs a person of the role in. @returns the value of the `cookie` header. */
  readonly signInAs: (role: Role) => Promise<string>
}

/** Gives every person of an organization an address and an account, as one recorded operation. */
async function giveAccounts(product: TestProduct, organization: TestOrganization): Promise<void> {
  const accounts: { role: Role; email: string; userId: string }[] = []
  // One after the other: side by side, each would open a connection of its own, which takes longer than its writes.
  for (const role of roles) {
    const email = `${role}@example.org`
    accounts.push({ role, email, userId: await makeAccount(product, email) })
  }
  await product.database.write(
    { role: 'app', organizationId: organization.id, operationId: product.sources.newId() },
    async (db) => {
      for (const { role, email, userId } of accounts)
        await sql`update app.person set email = ${email}, user_id = ${userId} where id = ${organization.actors[role].person_id}`.execute(
          db,
        )
      await sql`select trail.record(now(), 'test.accounts', 'test.accounts-given', null, null, null)`.execute(
        db,
      )
    },
  )
}

/**
 * The real server on a database of its own, listening on a free loopback port. What it answered in the end has to be
 * what the description of the API says.
 */
export async function startTestServer(
  options: { rates?: RequestRates; rateClock?: () => Date } = {},
): Promise<TestServer> {
  const testDatabase = await makeTestDatabase()
  const notices = new CommitNotices({ database: testDatabase.database, sender: randomUUID() })
  const product = makeProduct(
    testDatabase.database,
    () => new Date(),
    (organizationId, operationId) => notices.add(organizationId, operationId),
  )
  const organization = await makeOrganization(testDatabase.database, product.sources)
  await giveAccounts(product, organization)
  const access = makeAccess({
    database: testDatabase.database,
    sources: product.sources,
    secret: testSecret,
    baseUrl: 'http://127.0.0.1',
    requestsPerMinute: 10_000,
  })
  const live = await hearChanges(
    { database: testDatabase.database, runner: product.runner, notices },
    testDatabase.url,
  )
  const app = await makeServer({
    runner: product.runner,
    access,
    ...(options.rates
      ? { rate: new RequestRate(options.rates, options.rateClock ?? (() => new Date())) }
      : {}),
    live: { changes: live.changes, beatMs: 100 },
    ...(existsSync(webRoot) ? { webRoot } : {}),
  })
  const undescribed = describedAnswersOf(product.runner.operations).watch(app.server)
  afterAll(async () => {
    await app.close()
    await live.stop()
    await notices.close()
    expect(undescribed).toEqual([])
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const people = Object.fromEntries(
    roles.map((role) => [
      role,
      { email: `${role}@example.org`, password: samplePassword, name: `Example ${role}` },
    ]),
  ) as TestServer['people']
  const signInAs = async (role: Role) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      headers: { 'x-requested-with': 'plumbline' },
      payload: { email: people[role].email, password: samplePassword },
    })
    if (answer.statusCode !== 200) throw new Error(`Signing in failed: ${answer.body}`)
    return answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  }
  return { ...testDatabase, databaseUrl: testDatabase.url, app, url, product, organization, people, signInAs }
}
