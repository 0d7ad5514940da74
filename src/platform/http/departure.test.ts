import { Agent, get } from 'node:http'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestServer } from '../../../test/harness/test-server.ts'
import { withClient } from '../db/provision.ts'

const server = await startTestServer()
let headers: Record<string, string>

beforeAll(async () => {
  headers = {
    cookie: await server.signInAs('aims-manager'),
    'x-requested-with': 'plumbline',
    'content-type': 'application/json',
  }
})

/** How many statements of the product wait for the lock that the test holds. */
const waiting = async (): Promise<number> =>
  withClient(server.adminUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query ilike '%organization_unit%'`)
    return rows[0]?.n ?? 0
  })

/** Keeps every statement on organization units from going on until `body` is done. */
const whileLocked = (body: () => Promise<void>) =>
  withClient(server.adminUrl, async (client) => {
    await client.query('begin; lock table app.organization_unit in access exclusive mode')
    await body()
    await client.query('rollback')
  })

const hangingUp = (path: string, more: RequestInit = {}) => {
  const gone = new AbortController()
  const answer = fetch(`${server.url}/api${path}`, { ...more, headers, signal: gone.signal })
  return { hangUp: () => gone.abort(), refused: expect(answer).rejects.toMatchObject({ name: 'AbortError' }) }
}

describe('whoever hangs up', () => {
  it.each(['/organization-units/summary', '/organization-units?q=fraud'])(
    'ends the statement of GET %s in the database, too',
    async (path) => {
      await whileLocked(async () => {
        const asked = [hangingUp(path), hangingUp(path), hangingUp(path)]
        await expect.poll(waiting).toBe(3)
        for (const { hangUp } of asked) hangUp()
        await expect.poll(waiting).toBe(0)
        await Promise.all(asked.map(({ refused }) => refused))
      })
    },
  )

  it('is noticed on a connection that was answered before', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = () => get(`${server.url}/api/organization-units/summary`, { agent, headers })
    const ports = new Set<number | undefined>()
    for (let time = 0; time < 2; time += 1)
      await new Promise<void>((resolve, reject) => {
        ask()
          .on('error', reject)
          .on('response', (answer) => {
            ports.add(answer.socket.localPort)
            answer.resume().on('end', resolve)
          })
      })
    expect(ports.size).toBe(1)
    await whileLocked(async () => {
      const asked = ask().on('error', () => undefined)
      await expect.poll(waiting).toBe(1)
      expect(asked.reusedSocket).toBe(true)
      asked.destroy()
      await expect.poll(waiting).toBe(0)
    })
    agent.destroy()
  })

  it('leaves connections that go on serving others, and no complaint', async () => {
    const complain = vi.spyOn(server.app.log, 'error')
    const answers = Array.from({ length: 60 }, async (_, number) => {
      const { hangUp, refused } = hangingUp('/organization-units/summary')
      if (number % 2 === 0) setImmediate(hangUp)
      else hangUp()
      await refused
      return (await fetch(`${server.url}/api/organization-units/summary`, { headers })).status
    })
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]))
    expect(complain).not.toHaveBeenCalled()
  })

  it('does not keep a command from being carried out', async () => {
    await whileLocked(async () => {
      const { hangUp, refused } = hangingUp('/organization-units', {
        method: 'POST',
        body: JSON.stringify({ name: 'Carried out' }),
      })
      await expect.poll(waiting).toBe(1)
      hangUp()
      await refused
      expect(await waiting()).toBe(1)
    })
    const found = async () => {
      const answer = await fetch(`${server.url}/api/organization-units?name.contains=Carried`, { headers })
      return ((await answer.json()) as { items: unknown[] }).items.length
    }
    await expect.poll(found).toBe(1)
  })
})
