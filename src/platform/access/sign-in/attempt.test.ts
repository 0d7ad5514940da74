import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeAccount, samplePassword as password } from '../../../../test/harness/account.ts'
import { type AccessProduct, Browser, makeAccessProduct } from '../access.fixture.ts'
import { networkOf } from '../request/visitor.ts'
import { hashToken } from '../token.ts'

const product: AccessProduct = await makeAccessProduct()
afterAll(() => product.app.close())

const minute = 60_000
const hour = 60 * minute
const email = 'ada@example.org'
await product.giveAccount(product.organization.actors.administrator, email)

const office = '192.0.2.1'
const attacker = '203.0.113.7'
const at = (address: string) => new Browser(product.app, address)

const statusOf = async (one: Browser, secret = password, address = email) =>
  (await one.signIn(address, secret)).statusCode

async function guess(times: number, address: string, who = email): Promise<number[]> {
  const statuses: number[] = []
  for (let n = 0; n < times; n += 1) statuses.push(await statusOf(at(address), 'not the password', who))
  return statuses
}

/** A browser from which the person has signed in, without a session now. */
async function knownBrowser(address: string): Promise<Browser> {
  const one = at(address)
  expect(await statusOf(one)).toBe(200)
  one.cookies.delete('plumbline')
  return one
}

beforeEach(async () => {
  product.clock.advance(48 * hour)
  // A hash of low cost: hundreds of guesses are checked here.
  await makeAccount(product, email)
})

describe('whoever guesses at a password', () => {
  it.each([email, 'nobody@example.org'])(
    'of %s is refused after ten failures, for fifteen minutes',
    async (who) => {
      expect(await guess(10, attacker, who)).toEqual(Array(10).fill(401))
      const refused = await at(attacker).signIn(who)
      expect(refused.json()).toMatchObject({ kind: 'too-many-requests', status: 429 })
      const wait = Number(refused.headers['retry-after'])
      expect(wait).toBeGreaterThan(890)
      expect(wait).toBeLessThanOrEqual(900)
      product.clock.advance(wait * 1000)
      expect(await statusOf(at(attacker), password, who)).toBe(who === email ? 200 : 401)
    },
  )

  it('locks nobody out but their own network', async () => {
    await guess(10, '2001:db8:1:2::5')
    expect(await statusOf(at('2001:db8:1:2:ffff::1'))).toBe(429)
    expect(await statusOf(at('2001:db8:1:3::5'))).toBe(200)
    expect(await statusOf(at(office))).toBe(200)
  })

  it('in the same network locks out no browser from which the person signed in before', async () => {
    const own = await knownBrowser(office)
    await guess(10, office)
    expect(await statusOf(at(office))).toBe(429)
    expect(await statusOf(own)).toBe(200)
  })

  it('gains nothing by a made-up browser, nor by one that knows another person', async () => {
    const { employee } = product.organization.actors
    await product.giveAccount(employee, 'eve@example.org')
    await makeAccount(product, 'eve@example.org')
    const eve = at(attacker)
    await eve.signIn('eve@example.org', password)
    await guess(10, attacker)
    expect(await statusOf(eve)).toBe(429)
    const forged = at(attacker)
    forged.cookies.set('plumbline-device', 'A'.repeat(65))
    expect(await statusOf(forged)).toBe(429)
  })

  it('from that very browser is refused after ten failures too', async () => {
    const own = await knownBrowser(office)
    for (let n = 0; n < 10; n += 1) expect(await statusOf(own, 'not the password')).toBe(401)
    expect(await statusOf(own)).toBe(429)
    product.clock.advance(15 * minute)
    expect(await statusOf(own)).toBe(200)
  })

  it('has thirty guesses a day from one network, then one an hour', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await guess(10, attacker)).toEqual(Array(10).fill(401))
      product.clock.advance(16 * minute)
    }
    expect(await guess(1, attacker)).toEqual([429])
    product.clock.advance(hour)
    expect(await guess(2, attacker)).toEqual([401, 429])
    expect(await statusOf(at(office))).toBe(200)
  })

  it('from many networks slows unknown browsers to one guess an hour, and no others', async () => {
    const own = await knownBrowser(office)
    const session = at(office)
    await session.signIn(email, password)
    for (let network = 0; network < 10; network += 1) await guess(10, `198.51.100.${network}`)
    const refused = await at('198.18.0.1').signIn(email)
    expect(refused.statusCode).toBe(429)
    expect(refused.json().detail).toMatch(
      /Wait 60 minutes, sign in on a device where you have signed in before/,
    )
    expect(await statusOf(own)).toBe(200)
    const changed = await session.send('POST', '/api/auth/password', { password, new_password: password })
    expect(changed.statusCode).toBe(200)
    product.clock.advance(hour)
    expect(await statusOf(at('198.18.0.2'), 'not the password')).toBe(401)
    expect(await statusOf(at('198.18.0.3'))).toBe(429)
    product.clock.advance(24 * hour)
    expect(await statusOf(at('198.18.0.3'))).toBe(200)
  })

  it('is forgotten with a success from the same network, and after fifteen minutes', async () => {
    await guess(9, office)
    expect(await statusOf(at(office))).toBe(200)
    await guess(9, office)
    product.clock.advance(15 * minute)
    await guess(9, office)
    expect(await statusOf(at(office))).toBe(200)
  })

  it('at the same moment is counted once for each guess', async () => {
    const keys = [hashToken('one'), hashToken('another')]
    const now = product.clock.now().toISOString()
    const begin = (order: Buffer[]) =>
      product.database.write({ role: 'app' }, async (db) => {
        const { rows } = await sql<{ until: string | null }>`
          select auth.begin_attempts(${order}, '{10,20}', '{"15 minutes","1 day"}', '{"15 minutes","1 hour"}', ${now}) as until`.execute(
          db,
        )
        return rows[0]?.until
      })
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => begin(keys)))
    expect(outcomes.filter((until) => until === null)).toHaveLength(10)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => statusOf(at(attacker), 'guess', 'target@example.org')),
    )
    expect(answers.sort()).toEqual([...Array(10).fill(401), 429, 429])
  })
})

describe('whoever is signed in', () => {
  it('has ten wrong passwords for what asks for it again, whatever is guessed elsewhere', async () => {
    const own = at(office)
    await own.signIn(email, password)
    await guess(10, office)
    const change = async (present: string) =>
      (await own.send('POST', '/api/auth/password', { password: present, new_password: password })).statusCode
    for (let n = 0; n < 10; n += 1) expect(await change('not the password')).toBe(400)
    expect(await change(password)).toBe(429)
    product.clock.advance(15 * minute)
    expect(await change(password)).toBe(200)
  })
})

describe('a network', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
