import { beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../../../test/harness/test-server.ts'
import { withClient } from '../db/provision.ts'
import { forgetAnswers } from '../operations/answers.ts'

const server = await startTestServer()
const { app } = server
let manager: Record<string, string>

beforeAll(async () => {
  manager = { cookie: await server.signInAs('aims-manager'), 'x-requested-with': 'plumbline' }
})

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: Record<string, unknown> & { id: string; kind?: string; version: number }
}

async function send(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  more: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const answer = await app.inject({
    method,
    url: `/api${url}`,
    headers: { ...manager, ...more.headers },
    ...(more.body === undefined ? {} : { payload: more.body as object }),
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

const create = (name: string, headers: Record<string, string> = {}) =>
  send('POST', '/organization-units', { body: { name }, headers })

describe('HTTP', () => {
  it('answers 401 without a session, to every operation', async () => {
    for (const { method, path } of server.product.runner.operations) {
      const answer = await app.inject({
        method,
        url: `/api${path}`,
        headers: { 'x-requested-with': 'plumbline' },
      })
      expect([method, path, answer.statusCode]).toEqual([method, path, 401])
      expect(answer.headers['content-type']).toContain('application/problem+json')
    }
  })

  it('creates with 201 and ETag, revises with If-Match, and refuses without or with a stale one', async () => {
    const made = await create('With versions')
    expect(made.status).toBe(201)
    expect(made.headers.etag).toBe('"1"')
    const url = `/organization-units/${made.body.id}`
    const body = { changes: { name: 'Renamed' } }
    expect(await send('PATCH', url, { body })).toMatchObject({
      status: 428,
      body: { kind: 'version-required' },
    })
    expect(await send('PATCH', url, { body, headers: { 'if-match': 'W/"1"' } })).toMatchObject({
      status: 400,
    })
    expect(await send('PATCH', url, { body, headers: { 'if-match': '"1"' } })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
    })
    expect(await send('PATCH', url, { body, headers: { 'if-match': '"1"' } })).toMatchObject({
      status: 412,
      body: { kind: 'version-conflict', facts: { current_version: 2 } },
    })
  })

  it('carries out a repeated Idempotency-Key once', async () => {
    const key = { 'idempotency-key': 'once-1' }
    const first = await create('Once', key)
    const again = await create('Once', key)
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(await create('Other', key)).toMatchObject({ status: 422, body: { kind: 'key-reused' } })
    const both = await Promise.all(
      Array.from({ length: 8 }, () => create('Race', { 'idempotency-key': 'race' })),
    )
    expect(both.every(({ status }) => status === 201 || status === 409)).toBe(true)
    const listed = await send('GET', '/organization-units?name.contains=Race')
    expect(listed.body.items).toHaveLength(1)
  })

  it('forgets stored answers after two days, of every organization', async () => {
    await create('Forgotten', { 'idempotency-key': 'old' })
    const kept = () =>
      withClient(server.adminUrl, (client) => client.query(`select from app.answer where key = 'old'`))
    await forgetAnswers(server.database, new Date(Date.now() + 47 * 3_600_000))
    expect((await kept()).rowCount).toBe(1)
    await forgetAnswers(server.database, new Date(Date.now() + 49 * 3_600_000))
    expect((await kept()).rowCount).toBe(0)
  })

  it('carries a request with a secret answer out once, and never keeps the secret', async () => {
    const cookie = await server.signInAs('administrator')
    const invite = () =>
      app.inject({
        method: 'POST',
        url: '/api/people/invitations',
        headers: { cookie, 'x-requested-with': 'plumbline', 'idempotency-key': 'invite-once' },
        payload: { name: 'Once Invited', email: 'once@example.org', roles: ['employee'] },
      })
    const first = await invite()
    expect(first.statusCode).toBe(201)
    const again = await invite()
    expect(again.json()).toMatchObject({ status: 409, kind: 'conflict' })
    const kept = await withClient(server.adminUrl, (client) =>
      client.query(`select body from app.answer where key = 'invite-once'`),
    )
    expect(kept.rows).toEqual([{ body: 'null' }])
  })

  it('links to the next page', async () => {
    for (let n = 0; n < 3; n += 1) await create(`Page ${n}`)
    const page = await send('GET', '/organization-units?name.contains=Page&limit=2')
    const next = /<\/api([^>]+)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? ''
    const rest = await send('GET', next)
    expect(rest.body.items).toHaveLength(1)
    expect(rest.headers.link).toBeUndefined()
  })

  it('refuses what it cannot read, and says what to do', async () => {
    const text = await app.inject({
      method: 'POST',
      url: '/api/organization-units',
      headers: { ...manager, 'content-type': 'text/plain' },
      payload: 'x',
    })
    expect(text.statusCode).toBe(415)
    const broken = await app.inject({
      method: 'POST',
      url: '/api/organization-units',
      headers: { ...manager, 'content-type': 'application/json' },
      payload: '{',
    })
    expect(broken.json()).toMatchObject({ status: 400, kind: 'invalid-input' })
    const large = await send('POST', '/organization-units', {
      body: { name: 'x', purpose: 'x'.repeat(2_000_000) },
    })
    expect(large).toMatchObject({ status: 413, body: { kind: 'too-large' } })
    expect(await send('GET', '/organization-units/not-a-uuid')).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'id' }] },
    })
    expect(await send('GET', '/nowhere')).toMatchObject({ status: 404, body: { kind: 'not-found' } })
  })

  it('refuses what nests deeper than anything is read, however it is sent', async () => {
    const nested = (depth: number) =>
      `{"name":"Nested","custom":{"at":${'['.repeat(depth)}${']'.repeat(depth)}}}`
    const headers = { ...manager, 'content-type': 'application/json' }
    const post = (payload: string) =>
      app.inject({ method: 'POST', url: '/api/organization-units', headers, payload })
    expect((await post(nested(90))).statusCode).toBe(201)
    // Brackets in text open nothing.
    expect((await post(JSON.stringify({ name: '[{'.repeat(90) }))).statusCode).toBe(201)
    for (const depth of [100, 100_000]) {
      const answer = await post(nested(depth))
      expect([answer.statusCode, answer.json().detail]).toEqual([
        400,
        expect.stringContaining('nests deeper'),
      ])
    }
  })

  it('keeps markup as text and forbids scripts on every page', async () => {
    const made = await create('<script>alert(1)</script>')
    expect(made.body.name).toBe('<script>alert(1)</script>')
    expect(String(made.headers['content-security-policy'])).toContain("default-src 'self'")
    expect(String(made.headers['content-security-policy'])).not.toContain('unsafe-inline')
    expect(String(made.headers['content-security-policy'])).toContain("frame-ancestors 'none'")
    expect(made.headers['x-content-type-options']).toBe('nosniff')
    expect(made.headers['referrer-policy']).toBe('no-referrer')
    expect(made.headers['cache-control']).toBe('no-store')
  })

  it('describes itself to machines and to people, with every operation', async () => {
    const machine = await app.inject({ url: '/api/openapi.json' })
    const person = await app.inject({ url: '/api/reference' })
    for (const { name } of server.product.runner.operations) {
      expect(machine.body).toContain(`"${name}"`)
      expect(person.body).toContain(`id="${name}"`)
    }
    expect(person.body).not.toContain('<script')
    // What one needs to call an operation: the permission, fields with allowed values, failures, a call to copy.
    const [, invite = ''] = person.body.split('id="person.invite"')
    const [told = ''] = invite.split('</details>')
    for (const words of [
      'Needs the permission <code>person:administer</code>',
      '<td><code>email</code></td><td>email, at most 320 characters, <b>required</b></td>',
      'list of any of <code>administrator</code>',
      '<td><code>409</code></td><td>conflict',
      'curl -X POST &quot;$PLUMBLINE_URL/api/people/invitations&quot;',
      '{&quot;name&quot;:&quot;text&quot;,&quot;email&quot;:&quot;grace@example.org&quot;}',
    ])
      expect(told).toContain(words)
    expect(person.body).toContain('<a href="#of-ai-system">AI system</a>')
    expect((await app.inject({ url: '/api/reference.css' })).headers['content-type']).toContain('text/css')
  })

  it('says who is signed in and what they may do', async () => {
    const { body } = await send('GET', '/session')
    expect(body).toMatchObject({
      organization: { name: 'Example' },
      roles: ['aims-manager'],
      permissions: { 'organization-unit:write': 'all' },
      demo: false,
    })
    expect(body.permissions).not.toHaveProperty('person:administer')
  })
})
