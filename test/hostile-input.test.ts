import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Role, roles } from '../src/kernel/access/role.ts'
import { errorKinds } from '../src/kernel/contract/error.ts'
import type { AnyOperation } from '../src/kernel/contract/operation.ts'
import type { Upload } from '../src/platform/operations/scope.ts'
import { hostileJson, inAddress } from './harness/hostile-values.ts'
import { holdingRole, preparer, validInput } from './harness/operation-input.ts'
import { uploadFor } from './harness/sample/exchange-samples.ts'
import { startTestServer } from './harness/test-server.ts'

/** The same inputs in each run, so that a commit has one verdict; another seed looks elsewhere. */
const seed = Number(process.env.HOSTILE_SEED ?? 42_001)

const server = await startTestServer()
const { product, organization } = server
const cookies = new Map<Role, string>()

beforeAll(async () => {
  for (const role of roles) cookies.set(role, await server.signInAs(role))
})

/** The places of an input where a value stands, the whole and unknown keys included. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const here = [path, ...(path.length === 0 ? [['unknown_key'], ['__proto__']] : [])]
  if (typeof value !== 'object' || value === null) return here
  return [...here, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))]
}

/** The input as JSON text with one value in the place of another. */
function withValueAt(input: unknown, path: readonly string[], json: string): string {
  const [key, ...rest] = path
  if (key === undefined) return json
  const entries = Object.entries(typeof input === 'object' && input !== null ? input : {})
  const others = entries.filter(([name]) => name !== key)
  const inner = withValueAt(entries.find(([name]) => name === key)?.[1], rest, json)
  if (Array.isArray(input)) return `[${[...others.map(([, one]) => JSON.stringify(one)), inner].join(',')}]`
  return `{${[...others.map(([name, one]) => `${JSON.stringify(name)}:${JSON.stringify(one)}`), `${JSON.stringify(key)}:${inner}`].join(',')}}`
}

const isAddressed = (operation: AnyOperation, key: string) => operation.path.split('/').includes(`:${key}`)

interface Sent {
  readonly url: string
  readonly init: RequestInit
}

/** The request that carries an input in which one place holds something else. */
function request(
  operation: AnyOperation,
  input: Record<string, unknown>,
  upload: Upload | undefined,
  place: readonly string[],
  json: string,
): Sent {
  const { expected_version, ...sent } = input
  const [first = ''] = place
  const body = Object.fromEntries(Object.entries(sent).filter(([key]) => !isAddressed(operation, key)))
  const address = operation.path.replaceAll(/:([a-z_]+)/g, (_, key: string) =>
    key === first ? inAddress(json) : encodeURIComponent(String(sent[key])),
  )
  const headers: Record<string, string> = {
    cookie: cookies.get(holdingRole(product, operation)) ?? '',
    'x-requested-with': 'plumbline',
    ...(expected_version === undefined ? {} : { 'if-match': `"${expected_version}"` }),
  }
  const url = `${server.url}/api${address}`
  const text = isAddressed(operation, first) ? JSON.stringify(body) : withValueAt(body, place, json)
  if (operation.upload) {
    const form = new FormData()
    form.set('input', text)
    form.set('file', new Blob([upload?.bytes ?? '']), upload?.file_name)
    return { url, init: { method: operation.method, headers, body: form } }
  }
  if (operation.method === 'GET' || operation.method === 'DELETE') {
    const pairs = Object.entries(body)
      .filter(([key]) => key !== first)
      .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    if (!isAddressed(operation, first)) pairs.push(`${first}=${inAddress(json)}`)
    return { url: `${url}?${pairs.join('&')}`, init: { method: operation.method, headers } }
  }
  return {
    url,
    init: {
      method: operation.method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: text,
    },
  }
}

const statuses: readonly number[] = Object.values(errorKinds)

async function expectClearAnswer({ url, init }: Sent): Promise<void> {
  const answer = await fetch(url, init)
  const text = await answer.text()
  if (answer.status < 300) return
  expect(answer.status, text).toBeLessThan(500)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const problem = JSON.parse(text)
  expect(statuses).toContain(problem.status)
  expect(problem.detail).toMatch(/\S/)
}

/** Beyond what the sample holds, so that filters, cursors and paging are reached too. */
function queried({ input }: AnyOperation): string[] {
  const schema = input instanceof z.ZodLazy ? input.unwrap() : input
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

describe.each(product.runner.operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (_name, operation) => {
    it('answers whatever it is sent with a result or a clear refusal', async () => {
      const input = await validInput(product, organization, operation)
      const upload = await uploadFor(product, operation, preparer(organization))
      const places = [...placesIn(input), ...queried(operation).map((key) => [key])]
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...places), hostileJson, (place, json) =>
          expectClearAnswer(request(operation, input, upload, place, json)),
        ),
        { seed, numRuns: 15, endOnFailure: true },
      )
    })
  },
)

const known = {
  email: 'employee@example.org',
  password: 'a wrong passphrase',
  token: 'x'.repeat(43),
  code: '123456',
}
const { email, password, token, code } = known

/** What is no operation: signing in and what belongs to it, with what each is sent. */
const entrances: readonly (readonly ['GET' | 'POST' | 'DELETE', string, Record<string, string>])[] = [
  ['POST', 'sign-in', { email, password }],
  ['POST', 'second-factor', { code }],
  ['POST', 'sign-out', {}],
  ['POST', 'password', { password, new_password: 'another passphrase' }],
  ['POST', 'reset-request', { email }],
  ['POST', 'reset', { token, password }],
  ['GET', 'invitation', { token }],
  ['POST', 'invitation', { token, password }],
  ['GET', 'totp', {}],
  ['POST', 'totp', { password }],
  ['POST', 'totp/confirmation', { code }],
  ['DELETE', 'totp', { password, code }],
  ['GET', 'sessions', {}],
  ['DELETE', 'sessions', {}],
]

describe.each(entrances)('%s /auth/%s', (method, path, body) => {
  it('answers whatever it is sent with a result or a clear refusal', async () => {
    const cookie = await server.signInAs('top-management')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...placesIn(body)), hostileJson, (place, json) => {
        const headers = {
          cookie: `${cookie}; plumbline-pending=${inAddress(json).slice(0, 200)}`,
          'x-requested-with': 'plumbline',
          'content-type': 'application/json',
        }
        const url = `${server.url}/api/auth/${path}`
        return expectClearAnswer(
          method === 'GET'
            ? { url: `${url}?token=${inAddress(json)}`, init: { headers } }
            : { url, init: { method, headers, body: withValueAt(body, place, json) } },
        )
      }),
      { seed, numRuns: 30, endOnFailure: true },
    )
  })
})
