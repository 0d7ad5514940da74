import { beforeAll, describe, expect, it } from 'vitest'
import { makeClock } from '../../../test/harness/organization.ts'
import { startTestServer } from '../../../test/harness/test-server.ts'
import { RequestRate } from './request-rate.ts'

describe('a rate', () => {
  it('lets a minute’s worth through at once, then as many as flow in', () => {
    const clock = makeClock()
    const rate = new RequestRate({ read: 60, write: 6, file: 0 }, clock.now)
    const taken = (kind: 'read' | 'write' | 'file', times: number) =>
      Array.from({ length: times }, () => {
        try {
          rate.take('ada', kind)
          return true
        } catch {
          return false
        }
      }).filter(Boolean).length
    expect(taken('read', 80)).toBe(60)
    expect(taken('write', 10)).toBe(6)
    expect(taken('file', 500)).toBe(500)
    expect(() => rate.take('grace', 'read')).not.toThrow()
    clock.advance(5000)
    expect(taken('read', 80)).toBe(5)
    clock.advance(600_000)
    expect(taken('read', 80)).toBe(60)
  })

  it('says after how many seconds one more is let through', () => {
    const clock = makeClock()
    const rate = new RequestRate({ read: 1, write: 6, file: 0 }, clock.now)
    for (let time = 0; time < 6; time += 1) rate.take('ada', 'write')
    const refused = () => rate.take('ada', 'write')
    expect(refused).toThrow(expect.objectContaining({ facts: { retry_after_seconds: 10 } }))
    clock.advance(10_000)
    expect(refused).not.toThrow()
  })
})

describe('the server', async () => {
  const { now } = makeClock()
  const server = await startTestServer({ rates: { read: 5, write: 2, file: 1 }, rateClock: now })
  let cookies: Record<'manager' | 'owner' | 'other', string>
  beforeAll(async () => {
    cookies = {
      manager: await server.signInAs('aims-manager'),
      owner: await server.signInAs('risk-owner'),
      other: await server.signInAs('administrator'),
    }
  })
  const ask = (method: 'GET' | 'POST', url: string, cookie: string, name = '') =>
    server.app.inject({
      method,
      url: `/api${url}`,
      headers: { cookie, 'x-requested-with': 'plumbline' },
      ...(method === 'POST' ? { payload: { name } } : {}),
    })
  const statuses = async (times: number, cookie: string) => {
    const answers = []
    for (let time = 0; time < times; time += 1) answers.push(await ask('GET', '/organization-units', cookie))
    return answers.map(({ statusCode }) => statusCode)
  }

  it('answers 429 with Retry-After to a session that asks too often, and goes on serving others', async () => {
    // The first request of a session is counted by its address: until then it might be made up.
    expect(await statuses(6, cookies.manager)).toEqual([200, 200, 200, 200, 200, 200])
    const refused = await ask('GET', '/organization-units', cookies.manager)
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.json()).toMatchObject({ kind: 'too-many-requests', status: 429 })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(12)
    expect(await statuses(1, cookies.owner)).toEqual([200])
  })

  it('counts what changes something, and files, by themselves', async () => {
    expect(await statuses(1, cookies.other)).toEqual([200])
    const made = ['One', 'Two', 'Three'].map((name) =>
      ask('POST', '/organization-units', cookies.other, name),
    )
    expect((await Promise.all(made)).map(({ statusCode }) => statusCode).sort()).toEqual([201, 201, 429])
    expect(await statuses(1, cookies.other)).toEqual([200])
  })

  it('counts made-up sessions by the address they come from', async () => {
    const guess = (number: number) =>
      ask('GET', '/organization-units', `${cookies.manager.split('=')[0]}=${'x'.repeat(42)}${number}`)
    const answers = await Promise.all(Array.from({ length: 9 }, (_, number) => guess(number)))
    expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThanOrEqual(4)
  })
})
