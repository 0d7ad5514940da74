import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization } from '../../../../test/harness/organization.ts'
import { withClient } from '../../db/provision.ts'
import { type AccessProduct, Browser, makeAccessProduct, password } from '../access.fixture.ts'
import { hashToken } from '../token.ts'

let product: AccessProduct
const mailed: { email: string; link: string; expires_at: string }[] = []
const day = 86_400_000
const email = 'ada@example.org'
const other = 'another set of plain words'

beforeAll(async () => {
  product = await makeAccessProduct({
    mail: {
      sendPasswordReset: async (message) => {
        mailed.push(message)
      },
    },
  })
  await product.giveAccount(product.organization.actors.administrator, email)
})
afterAll(() => product.app.close())

const administrator = () => product.organization.actors.administrator
const browser = () => new Browser(product.app)
const tokenOf = (link: string) => new URL(link, 'http://localhost').searchParams.get('token') ?? ''

interface Link {
  person_id: string
  link: string
  expires_at: string
}

describe('an invitation', () => {
  const invite = (address: string, roles: string[] = []) =>
    product.run<Link>('person.invite', administrator(), { name: 'Grace Hopper', email: address, roles })
  const read = (token: string) => browser().send('GET', `/api/auth/invitation?token=${token}`)
  const accept = (token: string, secret: string, as = browser()) =>
    as.send('POST', '/api/auth/invitation', { token, password: secret })

  it('brings a person in once, with the roles given', async () => {
    const { person_id, link } = await invite('Grace@Example.org', ['risk-owner'])
    expect(link).toMatch(/^\/invitation\?token=[\w-]{43}$/)
    expect((await read(tokenOf(link))).json()).toEqual({
      organization: 'Example',
      name: 'Grace Hopper',
      email: 'grace@example.org',
      has_account: false,
    })
    const grace = browser()
    const accepted = await accept(tokenOf(link), password, grace)
    expect(accepted.json()).toEqual({ second_factor: false })
    const session = (await grace.send('GET', '/api/session')).json()
    expect(session).toMatchObject({ person: { id: person_id }, roles: ['risk-owner'] })
    expect((await read(tokenOf(link))).statusCode).toBe(404)
    expect((await accept(tokenOf(link), other)).statusCode).toBe(404)
    expect((await browser().signIn('grace@example.org')).statusCode).toBe(200)
  })

  it('is recorded as what the administrator and then the person did', async () => {
    const { person_id, link } = await invite('recorded@example.org')
    await accept(tokenOf(link), password)
    const { items } = await product.run<{ items: { event: string; actor_id: string }[] }>(
      'person.history',
      administrator(),
      { id: person_id },
    )
    expect(items.map(({ event, actor_id }) => [event, actor_id])).toEqual([
      ['person.activated', person_id],
      ['person.invited', administrator().person_id],
    ])
  })

  it('stays good when the password may not be taken', async () => {
    const { link } = await invite('careful@example.org')
    const refused = await accept(tokenOf(link), 'short')
    expect(refused.statusCode).toBe(400)
    expect(refused.json().issues[0].path).toBe('password')
    expect((await accept(tokenOf(link), 'careful@example.org')).statusCode).toBe(400)
    expect((await accept(tokenOf(link), password)).statusCode).toBe(200)
  })

  it('lets one of two simultaneous uses in', async () => {
    const { link } = await invite('twice@example.org')
    const answers = await Promise.all([accept(tokenOf(link), password), accept(tokenOf(link), other)])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
  })

  it('opens no other account when its address is changed while a password is looked at', async () => {
    const [mine, victim] = ['mallory@example.org', 'victim@example.org']
    for (const [name, address] of [
      ['employee', mine],
      ['risk-owner', victim],
    ] as const)
      await product.giveAccount(product.organization.actors[name], address)
    const elsewhere = await makeOrganization(product.database, product.sources, 'Elsewhere')
    const { person_id, link } = await product.run<Link>('person.invite', elsewhere.actors.administrator, {
      name: 'Mallory',
      email: mine,
      roles: [],
    })
    const outcome = await withClient(product.adminUrl, async (holder) => {
      // Guesses are counted before a password is looked at: this holds the acceptance there.
      await holder.query('begin')
      await holder.query('lock table auth.attempt in access exclusive mode')
      const accepting = accept(tokenOf(link), password)
      await expect
        .poll(async () => {
          const { rows } = await holder.query(
            "select from pg_locks where relation = 'auth.attempt'::regclass and not granted",
          )
          return rows.length
        })
        .toBeGreaterThan(0)
      await product.run('person.revise', elsewhere.actors.administrator, {
        id: person_id,
        expected_version: 1,
        changes: { email: victim },
      })
      await holder.query('commit')
      return accepting
    })
    expect([outcome.statusCode, outcome.cookies]).toEqual([404, []])
  })

  it('ends after seven days, with a newer one, and when the person is disabled', async () => {
    const late = await invite('late@example.org')
    product.clock.advance(7 * day)
    expect((await read(tokenOf(late.link))).statusCode).toBe(404)
    const again = await product.run<Link>('person.invite-again', administrator(), { id: late.person_id })
    const newest = await product.run<Link>('person.invite-again', administrator(), { id: late.person_id })
    expect((await read(tokenOf(again.link))).statusCode).toBe(404)
    expect((await read(tokenOf(newest.link))).statusCode).toBe(200)
    await product.run('person.disable', administrator(), {
      id: late.person_id,
      expected_version: 1,
      reason: 'never came',
    })
    expect((await accept(tokenOf(newest.link), password)).statusCode).toBe(404)
  })

  it('is open to a person who was activated without an account', async () => {
    const { id } = await product.run<{ id: string }>('person.create', administrator(), {
      name: 'Imported',
      email: 'imported@example.org',
    })
    await product.run('person.activate', administrator(), { id, expected_version: 1 })
    const { link } = await product.run<Link>('person.invite-again', administrator(), { id })
    expect((await accept(tokenOf(link), password)).statusCode).toBe(200)
    await expect(product.run('person.invite-again', administrator(), { id })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
  })

  it('is refused for an address the organization has, and for a person who has joined', async () => {
    await expect(invite(email.toUpperCase())).rejects.toMatchObject({ kind: 'conflict' })
    await expect(
      product.run('person.invite-again', administrator(), { id: administrator().person_id }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const stranger = await makeOrganization(product.database, product.sources, 'Another')
    await expect(
      product.run('person.invite-again', administrator(), { id: stranger.actors.employee.person_id }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('takes the password that an account has, so that a link alone opens no one’s account', async () => {
    const second = await makeOrganization(product.database, product.sources, 'Second')
    const { link } = await product.run<Link>('person.invite', second.actors.administrator, {
      name: 'Ada',
      email,
      roles: ['employee'],
    })
    expect((await read(tokenOf(link))).json()).toMatchObject({ has_account: true })
    expect((await accept(tokenOf(link), other)).statusCode).toBe(401)
    expect((await browser().signIn(email, other)).statusCode).toBe(401)
    // The database holds to it also when the account gets its password in the middle of taking up the invitation.
    const forced = await product.database.write(
      { role: 'app', organizationId: second.id, operationId: product.sources.newId() },
      async (db) => {
        const { rows } = await sql<{ user_id: string | null }>`
          select auth.accept_invitation(${hashToken(tokenOf(link))}, ${product.sources.newId()}, '$scrypt$', null, now()) as user_id`.execute(
          db,
        )
        return rows[0]?.user_id
      },
    )
    expect(forced).toBeNull()
    const ada = browser()
    expect((await accept(tokenOf(link), password, ada)).statusCode).toBe(200)
    const inSecond = { 'x-plumbline-organization': second.id }
    expect(await ada.look(inSecond)).toBe(200)
  })
})

describe('a reset', () => {
  const reset = (token: string, secret: string) =>
    browser().send('POST', '/api/auth/reset', { token, password: secret })
  const linkFor = (id: string) => product.run<Link>('person.reset-link', administrator(), { id })
  let employee: string

  beforeAll(async () => {
    employee = product.organization.actors.employee.person_id
    await product.giveAccount(product.organization.actors.employee, 'eve@example.org')
  })

  it('by an administrator’s link sets a password once and ends every session', async () => {
    const eve = browser()
    await eve.signIn('eve@example.org')
    const { link } = await linkFor(employee)
    expect(link).toMatch(/^\/reset\?token=[\w-]{43}$/)
    expect((await reset(tokenOf(link), 'short')).statusCode).toBe(400)
    expect(await eve.look()).toBe(200)
    expect((await reset(tokenOf(link), other)).statusCode).toBe(200)
    expect(await eve.look()).toBe(401)
    expect((await browser().signIn('eve@example.org')).statusCode).toBe(401)
    expect((await browser().signIn('eve@example.org', other)).statusCode).toBe(200)
    expect((await reset(tokenOf(link), password)).statusCode).toBe(404)
  })

  const keyOf = async (name: string) =>
    (
      await product.run<{ key: string }>('api-key.create', product.organization.actors.employee, {
        name,
        scopes: ['*'],
        expires_at: new Date(product.clock.now().getTime() + day).toISOString(),
      })
    ).key
  const lookWith = async (key: string) =>
    (
      await product.app.inject({
        method: 'GET',
        url: '/api/people?limit=1',
        headers: { authorization: `Bearer ${key}` },
      })
    ).statusCode

  it('and a change of the password leave the person’s keys as they are', async () => {
    const key = await keyOf('Goes on')
    const { link } = await linkFor(employee)
    expect((await reset(tokenOf(link), other)).statusCode).toBe(200)
    expect(await lookWith(key)).toBe(200)
    const eve = browser()
    await eve.signIn('eve@example.org', other)
    const change = { password: other, new_password: password }
    expect((await eve.send('POST', '/api/auth/password', change)).statusCode).toBe(200)
    expect(await lookWith(key)).toBe(200)
  })

  it('of an account in other hands ends its password, sessions, earlier links and, if asked to, its keys at once', async () => {
    const eve = browser()
    await eve.signIn('eve@example.org')
    const [earlier, key] = [await linkFor(employee), await keyOf('In other hands')]
    const mend = (more: object) =>
      product.run<Link & { revoked_keys: number }>('person.reset-link', administrator(), {
        id: employee,
        ...more,
      })
    const kept = await mend({ end_access: true })
    expect(kept.revoked_keys).toBe(0)
    expect([await eve.look(), await lookWith(key)]).toEqual([401, 200])
    expect((await browser().signIn('eve@example.org')).statusCode).toBe(401)
    expect((await reset(tokenOf(earlier.link), other)).statusCode).toBe(404)

    const { link, revoked_keys } = await mend({ end_access: true, revoke_keys: true })
    expect(revoked_keys).toBeGreaterThan(0)
    expect(await lookWith(key)).toBe(401)
    expect((await mend({ revoke_keys: true })).revoked_keys).toBe(0)
    expect((await reset(tokenOf(link), password)).statusCode).toBe(404)
    const { items } = await product.run<{ items: { event: string }[] }>('person.history', administrator(), {
      id: employee,
    })
    expect(items.map(({ event }) => event)).toContain('person.access-ended')
    expect((await reset(tokenOf((await linkFor(employee)).link), password)).statusCode).toBe(200)
    expect((await browser().signIn('eve@example.org')).statusCode).toBe(200)
  })

  it('by an administrator’s link ends when the account comes to open another organization', async () => {
    const joined = product.organization.actors['internal-auditor']
    await product.giveAccount(joined, 'joined@example.org')
    const { link } = await linkFor(joined.person_id)
    const elsewhere = await makeOrganization(product.database, product.sources, 'Elsewhere')
    const invited = await product.run<Link>('person.invite', elsewhere.actors.administrator, {
      name: 'Joined',
      email: 'joined@example.org',
      roles: [],
    })
    const body = { token: tokenOf(invited.link), password }
    expect((await browser().send('POST', '/api/auth/invitation', body)).statusCode).toBe(200)
    expect((await reset(tokenOf(link), other)).statusCode).toBe(404)
    await expect(linkFor(joined.person_id)).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('link says whose it is, and that it is over before a password is asked for', async () => {
    const read = (token: string) => browser().send('GET', `/api/auth/reset?token=${token}`)
    const { link } = await linkFor(employee)
    const open = await read(tokenOf(link))
    expect([open.statusCode, open.json()]).toEqual([200, { email: 'eve@example.org' }])
    expect((await reset(tokenOf(link), other)).statusCode).toBe(200)
    for (const token of [tokenOf(link), 'cut short', '']) {
      const over = await read(token)
      expect([over.statusCode, over.json().detail]).toEqual([
        404,
        expect.stringMatching(/Ask for a new link/),
      ])
    }
  })

  it('ends after a day and with a newer link', async () => {
    const first = await linkFor(employee)
    const second = await linkFor(employee)
    expect((await reset(tokenOf(first.link), password)).statusCode).toBe(404)
    product.clock.advance(day)
    expect((await reset(tokenOf(second.link), password)).statusCode).toBe(404)
  })

  it('opens an account that too many failures had closed', async () => {
    for (let n = 0; n < 10; n += 1) await browser().signIn('eve@example.org', 'not the password')
    expect((await browser().signIn('eve@example.org', other)).statusCode).toBe(429)
    const { link } = await linkFor(employee)
    await reset(tokenOf(link), password)
    expect((await browser().signIn('eve@example.org')).statusCode).toBe(200)
  })

  it('is not an administrator’s to give for an account that opens another organization too', async () => {
    for (const more of [{}, { end_access: true }])
      await expect(
        product.run('person.reset-link', administrator(), { id: administrator().person_id, ...more }),
      ).rejects.toMatchObject({
        kind: 'refused-by-rule',
        message: expect.stringContaining('another organization'),
      })
  })

  it('is refused for a person without an account, and not found for another organization’s', async () => {
    const without = product.organization.actors['internal-auditor'].person_id
    await expect(linkFor(without)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const stranger = await makeOrganization(product.database, product.sources, 'Stranger')
    await expect(linkFor(stranger.actors.employee.person_id)).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('by mail answers alike for every address and reaches only one that has an account', async () => {
    const ask = (address: string) => browser().send('POST', '/api/auth/reset-request', { email: address })
    const unknown = await ask('nobody@example.org')
    const known = await ask('Eve@example.org')
    expect([unknown.statusCode, known.statusCode]).toEqual([202, 202])
    expect(unknown.body).toBe(known.body)
    await expect.poll(() => mailed.length).toBe(1)
    expect(mailed[0]).toMatchObject({ email: 'eve@example.org' })
    expect(mailed[0]?.link).toMatch(/^http:\/\/localhost\/reset\?token=[\w-]{43}$/)
    expect((await reset(tokenOf(mailed[0]?.link ?? ''), other)).statusCode).toBe(200)
    expect((await browser().signIn('eve@example.org', other)).statusCode).toBe(200)
  })

  it('by mail is asked for by anybody, and so ends no link that is open, and fills no mailbox', async () => {
    product.clock.advance(day)
    const { link } = await linkFor(employee)
    const before = mailed.length
    const asked = () => browser().send('POST', '/api/auth/reset-request', { email: 'eve@example.org' })
    await Promise.all(Array.from({ length: 6 }, asked))
    await expect.poll(() => mailed.length).toBe(before + 2)
    product.clock.advance(3_600_000)
    await browser().send('POST', '/api/auth/reset-request', { email: 'eve@example.org' })
    await expect.poll(() => mailed.length).toBe(before + 3)
    expect((await reset(tokenOf(link), password)).statusCode).toBe(200)
    for (const { link: sent } of mailed.slice(before))
      expect((await reset(tokenOf(sent), other)).statusCode).toBe(404)
  })
})
