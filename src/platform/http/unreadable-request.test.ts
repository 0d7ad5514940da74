import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../../../test/harness/test-server.ts'

const server = await startTestServer()
let headers: Record<string, string>

beforeAll(async () => {
  headers = { cookie: await server.signInAs('aims-manager'), 'x-requested-with': 'plumbline' }
})

/** Sends bytes as they are. @returns everything that came back until the connection ended */
function sendRaw(...parts: (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const heard: Buffer[] = []
    socket.on('data', (bytes) => heard.push(bytes))
    socket.once('error', reject)
    socket.once('close', () => resolve(Buffer.concat(heard).toString('utf8')))
    for (const part of parts) socket.write(part)
  })
}

const lines = (...all: string[]): string => `${all.join('\r\n')}\r\n`
const hidden = lines('GET /api/openapi.json HTTP/1.1', 'Host: x', '', '')

describe('a request that is not plain HTTP', () => {
  it.each([
    [
      'two lengths',
      lines('POST /api/auth/sign-out HTTP/1.1', 'Host: x', 'Content-Length: 0', 'Content-Length: 44', ''),
    ],
    [
      'a length and chunks',
      lines(
        'POST /api/auth/sign-out HTTP/1.1',
        'Host: x',
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
        '',
        '0',
        '',
      ),
    ],
    [
      'chunks under a disguise',
      lines('POST /api/auth/sign-out HTTP/1.1', 'Host: x', 'Transfer-Encoding: xchunked', '', '0', ''),
    ],
    ['a space before the colon', lines('GET /api/health HTTP/1.1', 'Host: x', 'Content-Length : 3', '')],
    ['a NUL in a header', lines('GET /api/health HTTP/1.1', 'Host: x', 'X-Y: a\u0000b', '')],
    ['no method', lines('\u0001\u0002\u0003', '')],
  ])('with %s is refused, and what follows on its connection is not answered', async (_what, start) => {
    const answer = await sendRaw(start, hidden)
    expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 400'])
    expect(answer).toContain('Connection: close')
    const [, body = ''] = answer.split('\r\n\r\n')
    expect(JSON.parse(body)).toMatchObject({ status: 400, kind: 'invalid-input' })
  })

  it('with headers beyond every need is too large', async () => {
    const answer = await sendRaw(
      lines('GET /api/health HTTP/1.1', 'Host: x', `X-Y: ${'y'.repeat(40_000)}`, ''),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('application/problem+json')
  })

  it('with an address that is no text, or endless, is refused', async () => {
    for (const address of ['%E9', '%', 'x'.repeat(5_000)]) {
      const answer = await fetch(`${server.url}/api/organization-units/${address}`, { headers })
      expect([address.length, answer.status]).toEqual([address.length, 400])
      expect(await answer.json()).toMatchObject({ kind: 'invalid-input' })
    }
  })
})

describe('a body', () => {
  const post = (body: Buffer, type = 'application/json') =>
    server.app.inject({
      method: 'POST',
      url: '/api/organization-units',
      headers: { ...headers, 'content-type': type },
      payload: body,
    })

  it('in another encoding than UTF-8 is refused rather than kept with other letters', async () => {
    const body = Buffer.from(JSON.stringify({ name: 'Zürich' }), 'latin1')
    const refused = await post(body)
    expect(refused.json()).toMatchObject({ status: 400, kind: 'invalid-input' })
    expect(refused.body).toContain('UTF-8')
    const kept = await post(Buffer.from(JSON.stringify({ name: 'Zürich' })))
    expect(kept.json()).toMatchObject({ name: 'Zürich' })
  })

  it('cannot reach what objects inherit', async () => {
    for (const body of [
      '{"name":"x","__proto__":{"administrator":true}}',
      '{"name":"x","constructor":{"prototype":{"administrator":true}}}',
    ])
      expect((await post(Buffer.from(body))).json()).toMatchObject({ status: 400, kind: 'invalid-input' })
    expect(({} as Record<string, unknown>).administrator).toBeUndefined()
  })
})

describe('a file', () => {
  const preview = async (name: string, bytes: string) => {
    const form = new FormData()
    form.set('input', '{}')
    form.set('file', new Blob([bytes]), name)
    const url = `${server.url}/api/ai-systems/import-previews`
    return fetch(url, { method: 'POST', headers, body: form })
  }

  it.each([
    '../../../etc/passwd.csv',
    '..\\..\\windows.csv',
    '/etc/shadow',
    '%2e%2e%2fx.csv',
    'a"; filename="b.csv',
    '.',
  ])('called %s is read like any other: its name leads nowhere', async (name) => {
    const answer = await preview(name, 'name\nScreening\n')
    expect([answer.status, await answer.json()]).toMatchObject([200, { created: 1 }])
  })

  it('larger than allowed is refused as too large', async () => {
    const answer = await preview('large.csv', `name\n${'x'.repeat(53_000_000)}`)
    expect([answer.status, await answer.json()]).toMatchObject([413, { kind: 'too-large' }])
  })
})
