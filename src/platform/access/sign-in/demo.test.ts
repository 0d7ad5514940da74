import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccessProduct, Browser, makeAccessProduct } from '../access.fixture.ts'

const people = [{ name: 'Eve', email: 'eve@example.org', role: 'employee' }]
let demo: AccessProduct
let plain: AccessProduct

beforeAll(async () => {
  demo = await makeAccessProduct({ demo: { people: async () => people } })
  await demo.giveAccount(demo.organization.actors.employee, 'eve@example.org')
  await demo.giveAccount(demo.organization.actors.administrator, 'ada@example.org')
  plain = await makeAccessProduct()
})
afterAll(async () => {
  await demo.app.close()
  await plain.app.close()
})

describe('a demonstration', () => {
  it('lists its people and lets one look around without a password', async () => {
    const visitor = new Browser(demo.app)
    expect((await visitor.send('GET', '/api/auth/demo-people')).json()).toEqual(people)
    const entered = await visitor.send('POST', '/api/auth/demo-sign-in', { email: 'Eve@example.org' })
    expect(entered.statusCode).toBe(200)
    expect(await visitor.look()).toBe(200)
  })

  it('lets nobody else in that way', async () => {
    const visitor = new Browser(demo.app)
    for (const email of ['ada@example.org', 'nobody@example.org', ''])
      expect((await visitor.send('POST', '/api/auth/demo-sign-in', { email })).statusCode).toBe(404)
    expect(visitor.cookies.size).toBe(0)
  })

  it('exists on this machine only, not for what a proxy passes on', async () => {
    const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
      demo.app.inject({
        method: 'POST',
        url: '/api/auth/demo-sign-in',
        headers: { 'x-requested-with': 'plumbline', ...headers },
        payload: { email: 'eve@example.org' },
        remoteAddress,
      })
    expect((await from('192.0.2.1')).statusCode).toBe(404)
    expect((await from('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).statusCode).toBe(404)
    expect((await from('::1')).statusCode).toBe(200)
  })

  it('does not exist where it is not configured', async () => {
    const visitor = new Browser(plain.app)
    expect((await visitor.send('GET', '/api/auth/demo-people')).statusCode).toBe(404)
    const entered = await visitor.send('POST', '/api/auth/demo-sign-in', { email: 'eve@example.org' })
    expect(entered.statusCode).toBe(404)
  })
})
