import { randomBytes } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { makeServer } from '../http/server.ts'
import type { Actor } from '../operations/scope.ts'
import { type AccessOptions, makeAccess } from './access.ts'
import { createUser } from './account/user.ts'

export const password = 'four plain words together'

/** The whole product on a database of its own, reached over HTTP as a browser does. */
export async function makeAccessProduct(options: Partial<AccessOptions> = {}) {
  const { database, adminUrl } = await makeTestDatabase()
  const product = makeProduct(database)
  const { sources } = product
  const access = makeAccess({
    database,
    sources,
    secret: randomBytes(32).toString('base64'),
    baseUrl: 'http://localhost',
    requestsPerMinute: 10_000,
    ...options,
  })
  const app = await makeServer({ runner: product.runner, access })
  const organization = await makeOrganization(database, sources)

  /** Gives a person of an organization an account of this address. */
  const giveAccount = async (actor: Actor, email: string, secret: string | undefined = password) => {
    const userId = await createUser({ database, sources }, { email, password: secret })
    const at = sources.now().toISOString()
    await database.write(
      { role: 'app', organizationId: actor.organization_id, operationId: sources.newId() },
      async (db, later) => {
        await sql`update app.person set user_id = ${userId}, email = ${email}, version = version + 1, updated_at = ${at}
          where id = ${actor.person_id}`.execute(db)
        later(
          sql`select trail.record(${at}, 'person.link', 'person.linked', null, ${actor.person_id}, null)`.execute(
            db,
          ),
        )
      },
    )
    return userId
  }

  return { ...product, database, adminUrl, access, app, organization, giveAccount }
}

export type AccessProduct = Awaited<ReturnType<typeof makeAccessProduct>>
export type { TestOrganization }

/** A browser: keeps cookies and sends what our own pages send. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #app: FastifyInstance
  readonly #address: string

  constructor(app: FastifyInstance, address = '127.0.0.1') {
    this.#app = app
    this.#address = address
  }

  async send(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#app.inject({
      method,
      url,
      remoteAddress: this.#address,
      headers: {
        'x-requested-with': 'plumbline',
        ...(cookie ? { cookie } : {}),
        ...headers,
      },
      ...(body ? { payload: body } : {}),
    })
    for (const { name, value, maxAge } of response.cookies)
      if (maxAge === 0) this.cookies.delete(name)
      else this.cookies.set(name, value)
    return response
  }

  signIn(email: string, secret: string = password): Promise<LightMyRequestResponse> {
    return this.send('POST', '/api/auth/sign-in', { email, password: secret })
  }

  /** Status of a request that needs someone signed in. */
  async look(headers: Record<string, string> = {}): Promise<number> {
    return (await this.send('GET', '/api/people?limit=1', undefined, headers)).statusCode
  }
}
