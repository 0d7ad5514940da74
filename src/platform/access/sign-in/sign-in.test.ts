import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processorTimeOf } from '../../../../test/harness/processor-time.ts'
import { type AccessProduct, Browser, makeAccessProduct, password } from '../access.fixture.ts'

let product: AccessProduct
const email = 'ada@example.org'

beforeAll(async () => {
  product = await makeAccessProduct()
  await product.giveAccount(product.organization.actors.administrator, email)
})
afterAll(() => product.app.close())

const browser = () => new Browser(product.app)

describe('signing in with a password', () => {
  it('starts a session that the next request is recognized by', async () => {
    const ada = browser()
    expect(await ada.look()).toBe(401)
    const answer = await ada.signIn(' Ada@Example.org ')
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ second_factor: false })
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^plumbline=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(
        /^plumbline-device=[\w-]{65}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax$/,
      ),
    ])
    expect(await ada.look()).toBe(200)
  })

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await browser().signIn(email, `${password}!`)
    const unknown = await browser().signIn('nobody@example.org', `${password}!`)
    expect(wrong.statusCode).toBe(401)
    expect(unknown.statusCode).toBe(401)
    expect(unknown.body).toBe(wrong.body)
    expect(wrong.headers['set-cookie']).toBeUndefined()
    const names = (headers: object) => Object.keys(headers).filter((name) => name !== 'x-ratelimit-remaining')
    expect(names(unknown.headers)).toEqual(names(wrong.headers))
  })

  it('works on an unknown address as long as on a known one', async () => {
    const time = (address: string) => processorTimeOf(() => browser().signIn(address, 'not the password'))
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 4; round += 1) {
      known.push(await time(email))
      unknown.push(await time(`nobody-${round}@example.org`))
    }
    // Without the hash of nobody's password the unknown would answer at least ten times faster.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2)
  })

  it('refuses an address that no database can compare', async () => {
    const answer = await browser().signIn(`${email}\u0000`)
    expect(answer.json()).toMatchObject({ status: 400, kind: 'invalid-input' })
  })

  it('ends at sign-out, also for a copy of the cookie', async () => {
    const ada = browser()
    await ada.signIn(email)
    const copy = browser()
    for (const [name, value] of ada.cookies) copy.cookies.set(name, value)
    expect(await copy.look()).toBe(200)
    expect((await ada.send('POST', '/api/auth/sign-out')).statusCode).toBe(200)
    expect([...ada.cookies.keys()]).toEqual(['plumbline-device'])
    expect(await copy.look()).toBe(401)
  })
})
