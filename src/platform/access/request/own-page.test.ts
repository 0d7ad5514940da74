import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccessProduct, Browser, makeAccessProduct } from '../access.fixture.ts'
import { cookiesFor } from './cookie.ts'
import { assertFromOwnPage } from './own-page.ts'

let product: AccessProduct
const email = 'ada@example.org'

beforeAll(async () => {
  product = await makeAccessProduct({ requestsPerMinute: 20 })
  await product.giveAccount(product.organization.actors.administrator, email)
})
afterAll(() => product.app.close())

describe('a change asked for by a cookie', () => {
  const post = (headers: Record<string, string>) =>
    product.app.inject({
      method: 'POST',
      url: '/api/organization-units',
      headers,
      payload: { name: 'Asked for' },
    })

  it('needs our own page’s header and, when an origin is told, our own', async () => {
    const ada = new Browser(product.app)
    await ada.signIn(email)
    const cookie = `plumbline=${ada.cookies.get('plumbline')}`
    const ours = { 'x-requested-with': 'plumbline', cookie }
    const refused = await post({ cookie })
    expect(refused.statusCode).toBe(403)
    expect(refused.json().detail).toMatch(/X-Requested-With/)
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://localhost:81',
    ])
      expect([origin, (await post({ ...ours, origin })).statusCode]).toEqual([origin, 403])
    expect((await post({ ...ours, 'x-requested-with': 'XMLHttpRequest' })).statusCode).toBe(403)
    expect((await post(ours)).statusCode).toBe(201)
    expect((await post({ ...ours, origin: 'http://localhost' })).statusCode).toBe(201)
    const reads = await product.app.inject({ method: 'GET', url: '/api/people', headers: { cookie } })
    expect(reads.statusCode).toBe(200)
  })

  it('and signing in itself', async () => {
    const answer = await product.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in',
      payload: { email, password: 'whatever it is' },
    })
    expect(answer.statusCode).toBe(403)
  })
})

describe('our own page', () => {
  const own =
    (headers: Record<string, string>, method = 'POST') =>
    () =>
      assertFromOwnPage(method, { 'x-requested-with': 'plumbline', ...headers }, 'https://aims.example.org')

  it('is the configured address, or the host that the browser asked', () => {
    expect(own({ origin: 'https://aims.example.org', host: 'inner:4280' })).not.toThrow()
    expect(own({ origin: 'http://127.0.0.1:4280', host: '127.0.0.1:4280' })).not.toThrow()
    expect(own({ origin: 'http://127.0.0.1:4281', host: '127.0.0.1:4280' })).toThrow(/another site/)
    expect(own({ origin: 'http://aims.example.org', host: 'inner:4280' })).toThrow(/another site/)
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect(own({ origin: 'https://evil.example' }, method)).toThrow(/another site/)
    expect(own({ origin: 'https://evil.example' }, 'GET')).not.toThrow()
  })
})

describe('cookies', () => {
  it('are bound to the host and to https when served over it', () => {
    const { session } = cookiesFor('https://aims.example.org')
    expect(session.write('token', 60)).toBe(
      '__Host-plumbline=token; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    )
    expect(session.read('a=b; __Host-plumbline=token')).toBe('token')
    expect(session.read('plumbline=token')).toBeUndefined()
    expect(session.read('__Host-plumbline=to%20ken')).toBeUndefined()
    expect(session.read(undefined)).toBeUndefined()
    expect(cookiesFor('http://localhost').session.write('token', 0)).toBe(
      'plumbline=token; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    )
  })
})

describe('an address that asks too often', () => {
  it('is told to wait, on every sign-in route, whatever account it names', async () => {
    const ask = (n: number, remoteAddress: string) =>
      product.app.inject({
        method: 'POST',
        url: n % 2 ? '/api/auth/reset' : '/api/auth/reset-request',
        headers: { 'x-requested-with': 'plumbline' },
        payload:
          n % 2 ? { token: 'x'.repeat(43), password: 'some words here' } : { email: `${n}@example.org` },
        remoteAddress,
      })
    const statuses: number[] = []
    for (let n = 0; n < 20; n += 1) statuses.push((await ask(n, '192.0.2.1')).statusCode)
    expect(statuses).not.toContain(429)
    const refused = await ask(20, '192.0.2.1')
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['content-type']).toMatch('application/problem+json')
    const wait = Number(refused.headers['retry-after'])
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect((await ask(21, '192.0.2.1')).statusCode).toBe(429)
    expect((await ask(22, '192.0.2.2')).statusCode).toBe(202)
  })
})
