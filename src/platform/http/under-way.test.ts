import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { whileTableHeld } from '../../../test/harness/held-table.ts'
import { startTestServer } from '../../../test/harness/test-server.ts'
import type { Role } from '../../kernel/access/role.ts'

const server = await startTestServer()
const { product, organization } = server
const disable = (role: Role) =>
  product.run('person.disable', organization.actors.administrator, {
    id: organization.actors[role].person_id,
    expected_version: 1,
    reason: 'Left',
  })
const headersOf = async (role: Role) => ({
  cookie: await server.signInAs(role),
  'x-requested-with': 'plumbline',
})

/** Sends a file in two parts, and does something between them, once it is known who sends it. */
async function upload(role: Role, between: () => Promise<unknown>): Promise<number | undefined> {
  const headers = await headersOf(role)
  await server.database.write({ role: 'app' }, (db) =>
    sql`update auth.session set last_seen_at = now() - interval '2 hours'`.execute(db),
  )
  const sending = request(`${server.url}/api/organization-units/import-previews`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=part' },
  })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  const part = (disposition: string, text: string) =>
    `--part\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}`
  sending.write(`${part('name="input"', '{}')}\r\n`)
  sending.write(part('name="file"; filename="units.csv"', 'name\r\nOne unit'))
  const seen = () =>
    server.database.read({ role: 'app' }, async (db) => {
      const { rows } = await sql`
        select from auth.session where last_seen_at > now() - interval '1 hour'`.execute(db)
      return rows.length
    })
  await expect.poll(seen).toBe(1)
  await between()
  sending.end('\r\n--part--\r\n')
  const [answer] = await answered
  answer.resume()
  return answer.statusCode
}

describe('what was begun before a person was disabled', () => {
  it('is carried out to its end, and the next request is refused', async () => {
    const headers = { ...(await headersOf('risk-owner')), 'content-type': 'application/json' }
    const create = (title: string) =>
      fetch(`${server.url}/api/risks`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ title, category: 'ROB' }),
      })
    const [creating, disabling] = await whileTableHeld(
      server.adminUrl,
      'trail.operation',
      async (waiting) => {
        const begun = create('Under way')
        await waiting(1)
        const ending = disable('risk-owner')
        await waiting(2)
        return [begun, ending] as const
      },
    )
    expect((await creating).status).toBe(201)
    await disabling
    expect((await create('Afterwards')).status).toBe(401)
  })

  it('is not taken from them when a file of theirs has not arrived yet', async () => {
    expect(await upload('administrator', async () => undefined)).not.toBe(401)
    expect(await upload('aims-manager', () => disable('aims-manager'))).toBe(401)
  })
})
