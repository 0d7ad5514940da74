import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../db/provision.ts'
import { type AccessProduct, Browser, makeAccessProduct, password } from '../access.fixture.ts'
import { base32Bytes } from './base32.fixture.ts'
import { codeOf, stepAt } from './totp.ts'

let product: AccessProduct
const email = 'ada@example.org'
const minute = 60_000

let secret: Buffer
let recoveryCodes: string[]
const codeNow = () => codeOf(secret, stepAt(product.clock.now()))
const nextCode = () => {
  product.clock.advance(minute)
  return codeNow()
}

beforeAll(async () => {
  product = await makeAccessProduct()
  await product.giveAccount(product.organization.actors.administrator, email)
})
afterAll(() => product.app.close())

const browser = () => new Browser(product.app)
const answerCode = (one: Browser, code: string) => one.send('POST', '/api/auth/second-factor', { code })

async function afterPassword(): Promise<Browser> {
  const ada = browser()
  expect((await ada.signIn(email)).json()).toEqual({ second_factor: true })
  return ada
}

describe('a second factor', () => {
  it('is set up with the password and a first code, and asked for only then', async () => {
    const ada = browser()
    await ada.signIn(email)
    const elsewhere = browser()
    await elsewhere.signIn(email)
    expect((await ada.send('GET', '/api/auth/totp')).json()).toEqual({
      enabled: false,
      recovery_codes_left: 0,
    })
    const refused = await ada.send('POST', '/api/auth/totp', { password: 'not the password' })
    expect(refused.statusCode).toBe(400)
    expect(refused.json().issues).toEqual([{ path: 'password', message: 'is wrong' }])
    const prepared = await ada.send('POST', '/api/auth/totp', { password })
    expect(prepared.statusCode).toBe(200)
    secret = base32Bytes(prepared.json().secret)
    recoveryCodes = prepared.json().recovery_codes
    expect(prepared.json().uri).toContain(`secret=${prepared.json().secret}`)
    expect(recoveryCodes).toHaveLength(10)

    expect((await browser().signIn(email)).json()).toEqual({ second_factor: false })
    const wrong = codeOf(secret, stepAt(product.clock.now()) + 100)
    expect((await ada.send('POST', '/api/auth/totp/confirmation', { code: wrong })).statusCode).toBe(400)
    expect((await ada.send('POST', '/api/auth/totp/confirmation', { code: codeNow() })).statusCode).toBe(200)
    expect((await ada.send('GET', '/api/auth/totp')).json()).toEqual({
      enabled: true,
      recovery_codes_left: 10,
    })
    expect([await ada.look(), await elsewhere.look()]).toEqual([200, 401])
    expect((await ada.send('POST', '/api/auth/totp', { password })).statusCode).toBe(409)
  })

  it('stands between the password and everything else', async () => {
    const ada = await afterPassword()
    expect(ada.cookies.has('plumbline')).toBe(false)
    expect(await ada.look()).toBe(401)
    expect((await answerCode(ada, nextCode())).statusCode).toBe(200)
    expect(await ada.look()).toBe(200)
    expect(ada.cookies.has('plumbline-pending')).toBe(false)
  })

  it('takes a code once, also in another sign-in', async () => {
    const ada = await afterPassword()
    const other = await afterPassword()
    const code = nextCode()
    expect((await answerCode(ada, code)).statusCode).toBe(200)
    expect((await answerCode(other, code)).statusCode).toBe(401)
    expect(await other.look()).toBe(401)
  })

  it('takes no code older than the last one used', async () => {
    const older = nextCode()
    product.clock.advance(30_000)
    expect((await answerCode(await afterPassword(), codeNow())).statusCode).toBe(200)
    expect((await answerCode(await afterPassword(), older)).statusCode).toBe(401)
  })

  it('lets one of two simultaneous uses of a code in', async () => {
    const pair = [await afterPassword(), await afterPassword()]
    const code = nextCode()
    const answers = await Promise.all(pair.map((one) => answerCode(one, code)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401])
  })

  it('takes a recovery code once, however it is written', async () => {
    const [first = ''] = recoveryCodes
    const written = ` ${first.toLowerCase().replaceAll('-', ' ')}`
    expect((await answerCode(await afterPassword(), written)).statusCode).toBe(200)
    expect((await answerCode(await afterPassword(), first)).statusCode).toBe(401)
    expect((await answerCode(await afterPassword(), 'AAAA-BBBB-CCCC-DDDD')).statusCode).toBe(401)
  })

  it('gets new recovery codes with the password and a code; the earlier ones stop working', async () => {
    const ada = await afterPassword()
    await answerCode(ada, nextCode())
    const left = async () => (await ada.send('GET', '/api/auth/totp')).json().recovery_codes_left
    expect(await left()).toBe(9)
    const renew = (body: object) => ada.send('POST', '/api/auth/totp/recovery-codes', body)
    for (const [body, path] of [
      [{ password }, 'code'],
      [{ password, code: '000000' }, 'code'],
      [{ password: 'not the password', code: nextCode() }, 'password'],
    ] as const) {
      const refused = await renew(body)
      expect([refused.statusCode, refused.json().issues[0].path]).toEqual([400, path])
    }
    expect(await left()).toBe(9)
    const [, unused = ''] = recoveryCodes
    const renewed = await renew({ password, code: nextCode() })
    recoveryCodes = renewed.json().recovery_codes
    expect([renewed.statusCode, recoveryCodes.length, await left()]).toEqual([200, 10, 10])
    expect((await answerCode(await afterPassword(), unused)).statusCode).toBe(401)
    expect((await answerCode(await afterPassword(), recoveryCodes[0] ?? '')).statusCode).toBe(200)
    expect(await left()).toBe(9)
    expect((await browser().send('POST', '/api/auth/totp/recovery-codes', { password })).statusCode).toBe(401)
  })

  it('ends a pending sign-in after five wrong codes and after five minutes', async () => {
    product.clock.advance(16 * minute)
    const ada = await afterPassword()
    for (let n = 0; n < 5; n += 1) expect((await answerCode(ada, '000000')).statusCode).toBe(401)
    expect((await answerCode(ada, nextCode())).statusCode).toBe(401)
    const late = await afterPassword()
    product.clock.advance(6 * minute)
    expect((await answerCode(late, codeNow())).json().detail).toMatch(/start again/i)
  })

  it('refuses ten wrong codes over several sign-ins for fifteen minutes', async () => {
    product.clock.advance(16 * minute)
    for (let round = 0; round < 2; round += 1) {
      const ada = await afterPassword()
      for (let n = 0; n < 5; n += 1) await answerCode(ada, '000000')
    }
    const refused = await answerCode(await afterPassword(), nextCode())
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(13 * 60)
    product.clock.advance(15 * minute)
    expect((await answerCode(await afterPassword(), nextCode())).statusCode).toBe(200)
  })

  it('that is lost is removed by an administrator, and the trail says so', async () => {
    const { actors } = product.organization
    await product.giveAccount(actors.employee, 'eve@example.org')
    const remove = () =>
      product.run('person.remove-second-factor', actors.administrator, { id: actors.employee.person_id })
    await expect(remove()).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const eve = browser()
    await eve.signIn('eve@example.org')
    const prepared = await eve.send('POST', '/api/auth/totp', { password })
    const code = codeOf(base32Bytes(prepared.json().secret), stepAt(product.clock.now()))
    await eve.send('POST', '/api/auth/totp/confirmation', { code })
    expect((await browser().signIn('eve@example.org')).json()).toEqual({ second_factor: true })
    await remove()
    expect(await eve.look()).toBe(401)
    expect((await browser().signIn('eve@example.org')).json()).toEqual({ second_factor: false })
    const { items } = await product.run<{ items: { event: string }[] }>(
      'person.history',
      actors.administrator,
      {
        id: actors.employee.person_id,
      },
    )
    expect(items[0]?.event).toBe('person.second-factor-removed')
  })

  it('survives neither in the clear nor after it is removed', async () => {
    const kept = await withClient(product.adminUrl, (client) =>
      client.query<{ sealed_secret: Buffer }>('select sealed_secret from auth.second_factor'),
    )
    expect(kept.rows).toHaveLength(1)
    expect(kept.rows[0]?.sealed_secret.includes(secret)).toBe(false)
    const ada = await afterPassword()
    await answerCode(ada, nextCode())
    const elsewhere = await afterPassword()
    await answerCode(elsewhere, nextCode())
    const waiting = await afterPassword()
    const remove = (body: object) => ada.send('DELETE', '/api/auth/totp', body)
    for (const [body, path] of [
      [{ password }, 'code'],
      [{ password, code: '000000' }, 'code'],
      [{ password, code: codeNow() }, 'code'],
      [{ password: 'not the password', code: nextCode() }, 'password'],
    ] as const) {
      const refused = await remove(body)
      expect([refused.statusCode, refused.json().issues[0].path]).toEqual([400, path])
    }
    expect((await ada.send('GET', '/api/auth/totp')).json()).toMatchObject({ enabled: true })
    expect((await remove({ password, code: recoveryCodes[1] })).statusCode).toBe(200)
    expect((await browser().signIn(email)).json()).toEqual({ second_factor: false })
    expect([await ada.look(), await elsewhere.look()]).toEqual([200, 401])
    expect((await answerCode(waiting, nextCode())).statusCode).toBe(401)
  })
})
