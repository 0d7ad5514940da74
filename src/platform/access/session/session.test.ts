import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization } from '../../../../test/harness/organization.ts'
import { withClient } from '../../db/provision.ts'
import { type AccessProduct, Browser, makeAccessProduct, password } from '../access.fixture.ts'
import { hashToken } from '../token.ts'

let product: AccessProduct
const email = 'ada@example.org'
const hour = 3_600_000

beforeAll(async () => {
  product = await makeAccessProduct()
  await product.giveAccount(product.organization.actors.administrator, email)
})
afterAll(() => product.app.close())

const browser = () => new Browser(product.app)
const signedIn = async (address = email) => {
  const one = browser()
  expect((await one.signIn(address)).statusCode).toBe(200)
  return one
}

describe('changing a password', () => {
  it('takes the present one, keeps this session and ends all others', async () => {
    const { actors } = product.organization
    await product.giveAccount(actors['top-management'], 'tom@example.org')
    const tom = await signedIn('tom@example.org')
    const elsewhere = await signedIn('tom@example.org')
    const fresh = 'quite another line of words'
    const change = (present: string, wanted: string) =>
      tom.send('POST', '/api/auth/password', { password: present, new_password: wanted })
    expect((await change('not the password', fresh)).json().issues).toMatchObject([{ path: 'password' }])
    expect((await change(password, 'short')).json().issues).toMatchObject([{ path: 'new_password' }])
    expect(await elsewhere.look()).toBe(200)
    expect((await change(password, fresh)).statusCode).toBe(200)
    expect(await tom.look()).toBe(200)
    expect(await elsewhere.look()).toBe(401)
    expect((await browser().signIn('tom@example.org')).statusCode).toBe(401)
    expect((await browser().signIn('tom@example.org', fresh)).statusCode).toBe(200)
    expect(
      (await browser().send('POST', '/api/auth/password', { password, new_password: fresh })).statusCode,
    ).toBe(401)
  })
})

describe('a session', () => {
  it('ends after twelve hours without a request, and after a week in any case', async () => {
    const idle = await signedIn()
    product.clock.advance(12 * hour)
    expect(await idle.look()).toBe(401)

    const busy = await signedIn()
    for (let hours = 0; hours < 160; hours += 10) {
      product.clock.advance(10 * hour)
      expect(await busy.look()).toBe(200)
      // Noting the use happens beside the request.
      await expect.poll(() => seenAt(busy)).toBeGreaterThan(product.clock.now().getTime() - hour)
    }
    product.clock.advance(9 * hour)
    expect(await busy.look()).toBe(401)
  })

  it('is kept as a hash only', async () => {
    const ada = await signedIn()
    const token = ada.cookies.get('plumbline') ?? ''
    const { rows } = await withClient(product.adminUrl, (client) =>
      client.query<{ text: string; token_hash: Buffer }>(
        'select s::text as text, token_hash from auth.session s',
      ),
    )
    expect(rows.some(({ token_hash }) => token_hash.equals(hashToken(token)))).toBe(true)
    expect(rows.some(({ text }) => text.includes(token))).toBe(false)
  })

  it('is over at the next request once the person is disabled, also after they are enabled again', async () => {
    const { actors } = product.organization
    await product.giveAccount(actors.employee, 'eve@example.org')
    const eve = await signedIn('eve@example.org')
    expect(await eve.look()).toBe(200)
    const move = async (transition: string) => {
      const { record } = await product.run<{ record: { version: number } }>(
        'person.get',
        actors.administrator,
        {
          id: actors.employee.person_id,
        },
      )
      await product.run(`person.${transition}`, actors.administrator, {
        id: actors.employee.person_id,
        expected_version: record.version,
        reason: 'left the organization',
      })
    }
    await move('disable')
    expect(await eve.look()).toBe(401)
    const refused = await browser().signIn('eve@example.org')
    expect(refused.statusCode).toBe(403)
    await move('enable')
    expect(await eve.look()).toBe(401)
    expect((await browser().signIn('eve@example.org')).statusCode).toBe(200)
  })

  it('ends where access ends, and not in another organization that the account opens', async () => {
    const other = await makeOrganization(product.database, product.sources, 'Other')
    const here = product.organization
    await product.giveAccount(here.actors['internal-auditor'], 'ivy@example.org')
    await product.giveAccount(other.actors['internal-auditor'], 'ivy@example.org', password)
    const ivy = await signedIn('ivy@example.org')
    const looks = async () => [
      await ivy.look({ 'x-plumbline-organization': here.id }),
      await ivy.look({ 'x-plumbline-organization': other.id }),
    ]
    expect(await looks()).toEqual([200, 200])
    const { person_id: id } = other.actors['internal-auditor']
    const move = async (transition: string) => {
      const { record } = await product.run<{ record: { version: number } }>(
        'person.get',
        other.actors.administrator,
        { id },
      )
      await product.run(`person.${transition}`, other.actors.administrator, {
        id,
        expected_version: record.version,
        reason: 'left the organization',
      })
    }
    await move('disable')
    expect(await looks()).toEqual([200, 401])
    await move('enable')
    expect(await looks()).toEqual([200, 401])
    const again = await signedIn('ivy@example.org')
    expect(await again.look({ 'x-plumbline-organization': other.id })).toBe(200)
  })

  it('carries the roles of the moment', async () => {
    const { actors } = product.organization
    await product.giveAccount(actors['risk-owner'], 'ray@example.org')
    const ray = await signedIn('ray@example.org')
    const whoami = async () => (await ray.send('GET', '/api/session')).json().roles
    expect(await whoami()).toEqual(['risk-owner'])
    await product.run('role-assignment.grant', actors.administrator, {
      person_id: actors['risk-owner'].person_id,
      role: 'internal-auditor',
    })
    expect(await whoami()).toEqual(['internal-auditor', 'risk-owner'])
  })

  it('opens each of a user’s organizations, by header or cookie, and no other', async () => {
    const second = await makeOrganization(product.database, product.sources, 'Second')
    const third = await makeOrganization(product.database, product.sources, 'Third')
    await product.giveAccount(second.actors.employee, email, password)
    const ada = await signedIn()
    const organization = async (headers: Record<string, string> = {}) =>
      (await ada.send('GET', '/api/session', undefined, headers)).json().organization?.id
    expect(await organization()).toBe(product.organization.id)
    expect(await organization({ 'x-plumbline-organization': second.id })).toBe(second.id)
    expect(await organization({ 'x-plumbline-organization': third.id })).toBeUndefined()
    expect(await organization({ 'x-plumbline-organization': 'nonsense' })).toBeUndefined()
    ada.cookies.set('plumbline-organization', second.id)
    expect(await organization()).toBe(second.id)
    ada.cookies.set('plumbline-organization', third.id)
    expect(await organization()).toBe(product.organization.id)
  })

  it('is swept away when it is over, with old links and counted attempts', async () => {
    await signedIn()
    product.clock.advance(8 * 24 * hour)
    await product.access.sweep()
    const { rows } = await withClient(product.adminUrl, (client) =>
      client.query(
        'select (select count(*)::int from auth.session) as sessions, (select count(*)::int from auth.attempt) as attempts',
      ),
    )
    expect(rows).toEqual([{ sessions: 0, attempts: 0 }])
  })
})

describe('identities', () => {
  it.each(['user', 'password', 'session', 'one_time_token', 'second_factor', 'recovery_code'])(
    'auth.%s is out of reach of a transaction that acts for an organization',
    async (table) => {
      const count = (organizationId?: string) =>
        product.database.read({ role: 'app', ...(organizationId ? { organizationId } : {}) }, async (db) => {
          const { rows } = await sql<{
            count: number
          }>`select count(*) as count from ${sql.id('auth', table)}`.execute(db)
          return rows[0]?.count
        })
      expect(await count(product.organization.id)).toBe(0)
      if (table === 'user' || table === 'password') expect(await count()).toBeGreaterThan(0)
    },
  )

  it('hashes of keys, invitations and attempts cannot be read by the product at all', async () => {
    for (const what of [
      'key_hash from auth.api_key',
      'token_hash from auth.invitation',
      'key from auth.attempt',
    ])
      await expect(
        product.database.read({ role: 'app' }, (db) => sql.raw(`select ${what}`).execute(db)),
      ).rejects.toThrow(/permission denied/)
  })
})

async function seenAt(one: Browser): Promise<number> {
  const { rows } = await withClient(product.adminUrl, (client) =>
    client.query<{ last_seen_at: Date }>('select last_seen_at from auth.session where token_hash = $1', [
      hashToken(one.cookies.get('plumbline') ?? ''),
    ]),
  )
  return rows[0]?.last_seen_at.getTime() ?? 0
}
