import { afterAll, describe, expect, it } from 'vitest'
import { Browser, makeAccessProduct } from '../access.fixture.ts'
import type { OwnSession } from './own-sessions.ts'

const product = await makeAccessProduct()
afterAll(() => product.app.close())

const { administrator, employee } = product.organization.actors
await product.giveAccount(administrator, 'ada@example.org')
await product.giveAccount(employee, 'eve@example.org')

async function signedIn(email: string, agent: string): Promise<Browser> {
  const one = new Browser(product.app, '192.0.2.7')
  await one.send(
    'POST',
    '/api/auth/sign-in',
    { email, password: 'four plain words together' },
    { 'user-agent': agent },
  )
  return one
}

const listOf = async (one: Browser): Promise<OwnSession[]> =>
  (await one.send('GET', '/api/auth/sessions')).json().items

describe('a person’s own sessions', () => {
  it('are told apart by browser and place, the present one first, and nobody else’s among them', async () => {
    const desk = await signedIn('ada@example.org', 'Desk')
    await signedIn('ada@example.org', 'Phone'.padEnd(400, '.'))
    await signedIn('eve@example.org', 'Eve')
    const sessions = await listOf(desk)
    expect(sessions.map(({ agent, current }) => [agent, current])).toEqual([
      ['Desk', true],
      ['Phone'.padEnd(300, '.'), false],
    ])
    expect(sessions[0]).toMatchObject({ address: '192.0.2.7', second_factor: false })
    expect(JSON.stringify(sessions)).not.toContain('token')
  })

  it('end one by one, at the next request', async () => {
    const desk = await signedIn('ada@example.org', 'Desk')
    const phone = await signedIn('ada@example.org', 'Phone')
    const [own] = await listOf(phone)
    expect((await desk.send('DELETE', `/api/auth/sessions/${own?.id}`)).statusCode).toBe(200)
    expect([await desk.look(), await phone.look()]).toEqual([200, 401])
    expect((await desk.send('DELETE', `/api/auth/sessions/${own?.id}`)).statusCode).toBe(404)
  })

  it('end all but the present one', async () => {
    const desk = await signedIn('ada@example.org', 'Desk')
    const phone = await signedIn('ada@example.org', 'Phone')
    const eve = await signedIn('eve@example.org', 'Eve')
    expect((await desk.send('DELETE', '/api/auth/sessions')).statusCode).toBe(200)
    expect([await desk.look(), await phone.look(), await eve.look()]).toEqual([200, 401, 200])
    expect(await listOf(desk)).toHaveLength(1)
  })

  it('are nobody else’s to see or end', async () => {
    const desk = await signedIn('ada@example.org', 'Desk')
    const eve = await signedIn('eve@example.org', 'Eve')
    const [own] = await listOf(desk)
    expect((await eve.send('DELETE', `/api/auth/sessions/${own?.id}`)).statusCode).toBe(404)
    expect((await eve.send('DELETE', '/api/auth/sessions/nonsense')).statusCode).toBe(404)
    expect(
      (await eve.send('DELETE', '/api/auth/sessions', undefined, { 'x-requested-with': '' })).statusCode,
    ).toBe(403)
    expect(await desk.look()).toBe(200)
    const nobody = new Browser(product.app)
    expect((await nobody.send('GET', '/api/auth/sessions')).statusCode).toBe(401)
    expect((await nobody.send('DELETE', '/api/auth/sessions')).statusCode).toBe(401)
  })
})
