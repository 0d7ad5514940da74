import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, type TestOrganization } from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { type AccessProduct, Browser, makeAccessProduct, password } from '../access.fixture.ts'
import { base32Bytes } from '../second-factor/base32.fixture.ts'
import { codeOf, stepAt } from '../second-factor/totp.ts'

let product: AccessProduct
const joined: TestOrganization[] = []
const email = 'ada@example.org'
const other = 'another set of plain words'

beforeAll(async () => {
  product = await makeAccessProduct({
    mail: { sendPasswordReset: async ({ link }) => void mailed.push(link) },
  })
  const userId = await product.giveAccount(product.organization.actors['risk-owner'], email)
  for (const name of ['Second', 'Left']) {
    const organization = await makeOrganization(product.database, product.sources, name)
    const { person_id } = organization.actors.employee
    const change = {
      role: 'app',
      organizationId: organization.id,
      operationId: product.sources.newId(),
    } as const
    await product.database.write(change, async (db, later) => {
      await sql`update app.person set user_id = ${userId}, email = ${email} where id = ${person_id}`.execute(
        db,
      )
      later(sql`select trail.record(now(), 'person.link', 'person.linked', null, null, null)`.execute(db))
    })
    joined.push(organization)
  }
  const left = joined[1]
  if (left)
    await product.run('person.disable', left.actors.administrator, {
      id: left.actors.employee.person_id,
      expected_version: 1,
      reason: 'Left.',
    })
})
afterAll(() => product.app.close())

const mailed: string[] = []

/** What the person of an organization that has the account did there to it. */
const recorded = async (organization: TestOrganization, role: 'risk-owner' | 'employee') =>
  (
    await readRows(
      product.database,
      organization.id,
      sql<{ event: string }>`
        select o.event from trail.operation o join trail.change c on c.operation_id = o.id
        where o.name like 'account.%' and o.actor_id = ${organization.actors[role].person_id}
          and c.row_id = o.actor_id and c.action = 'e'
        order by o.at, c.id`,
    )
  ).map(({ event }) => event)

async function signedIn(secret: string, code?: string): Promise<Browser> {
  const ada = new Browser(product.app)
  await ada.signIn(email, secret)
  if (code !== undefined) await ada.send('POST', '/api/auth/second-factor', { code })
  expect(await ada.look()).toBe(200)
  return ada
}

describe('what people do to their own accounts', () => {
  it('stands in the trail of every organization that the account opens, and of no other', async () => {
    const ada = await signedIn(password)
    const prepared = (await ada.send('POST', '/api/auth/totp', { password })).json()
    const secret = base32Bytes(prepared.secret)
    const code = () => {
      product.clock.advance(60_000)
      return codeOf(secret, stepAt(product.clock.now()))
    }
    const wrong = codeOf(secret, stepAt(product.clock.now()) + 100)
    expect((await ada.send('POST', '/api/auth/totp/confirmation', { code: wrong })).statusCode).toBe(400)
    expect(await recorded(product.organization, 'risk-owner')).toEqual([])
    const given = await ada.send('POST', '/api/auth/totp/confirmation', { code: code() })
    expect(given.statusCode).toBe(200)

    const change = { password, new_password: other }
    expect((await ada.send('POST', '/api/auth/password', change)).statusCode).toBe(200)
    const again = await signedIn(other, code())
    const renewal = { password: other, code: code() }
    expect((await again.send('POST', '/api/auth/totp/recovery-codes', renewal)).statusCode).toBe(200)
    const removal = { password: other, code: code() }
    expect((await again.send('DELETE', '/api/auth/totp', removal)).statusCode).toBe(200)

    const anyone = new Browser(product.app)
    expect((await anyone.send('POST', '/api/auth/reset-request', { email })).statusCode).toBe(202)
    await expect.poll(() => mailed).toHaveLength(1)
    const token = new URL(mailed[0] ?? '').searchParams.get('token')
    expect((await anyone.send('POST', '/api/auth/reset', { token, password })).statusCode).toBe(200)
    await signedIn(password)

    const all = [
      'person.second-factor-added',
      'person.password-changed',
      'person.recovery-codes-renewed',
      'person.second-factor-removed',
      'person.password-reset',
    ]
    expect(await recorded(product.organization, 'risk-owner')).toEqual(all)
    const [second, left] = joined
    expect(second && (await recorded(second, 'employee'))).toEqual(all)
    expect(left && (await recorded(left, 'employee'))).toEqual([])
  })
})
