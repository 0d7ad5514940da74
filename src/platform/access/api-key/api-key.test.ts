import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization } from '../../../../test/harness/organization.ts'
import { withClient } from '../../db/provision.ts'
import type { Actor } from '../../operations/scope.ts'
import { type AccessProduct, makeAccessProduct } from '../access.fixture.ts'
import { hashToken } from '../token.ts'

let product: AccessProduct
const day = 86_400_000

interface Key {
  id: string
  key: string
  person_id: string
  expires_at: string
  last_used_at: string | null
  revoked_at: string | null
}

beforeAll(async () => {
  product = await makeAccessProduct()
})
afterAll(() => product.app.close())

const inDays = (days: number) => new Date(product.clock.now().getTime() + days * day).toISOString()
const manager = () => product.organization.actors['aims-manager']
const make = (scopes: string[], days = 30, actor: Actor = manager()) =>
  product.run<Key>('api-key.create', actor, { name: 'Build server', scopes, expires_at: inDays(days) })
const call = (method: 'GET' | 'POST' | 'DELETE', url: string, key: string, payload?: object) =>
  product.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}` },
    ...(payload ? { payload } : {}),
  })
const look = async (key: string) => (await call('GET', '/api/people?limit=1', key)).statusCode

describe('an API key', () => {
  it('acts as its person within its scopes, without the header that pages send', async () => {
    const { key } = await make(['organization-unit:write', 'organization-unit:read'])
    expect(key).toMatch(/^plk_[\w-]{43}$/)
    const created = await call('POST', '/api/organization-units', key, { name: 'By a program' })
    expect(created.statusCode).toBe(201)
    expect(created.json().created_by).toBe(manager().person_id)
    expect(await look(key)).toBe(403)
  })

  it.each([
    [['*'], 200, 201],
    [['person:*'], 200, 403],
    [['*:read'], 200, 403],
    [['organization-unit:write'], 403, 201],
  ])('with scopes %j reads people: %i, creates units: %i', async (scopes, reads, creates) => {
    const { key } = await make(scopes)
    expect(await look(key)).toBe(reads)
    const created = await call('POST', '/api/organization-units', key, { name: `By ${scopes.join()}` })
    expect(created.statusCode).toBe(creates)
    if (creates === 403) expect(created.json().detail).toContain('scopes of this API key')
  })

  it('never grants more than its person’s roles', async () => {
    const { key } = await make(['*'], 30, product.organization.actors.employee)
    const refused = await call('POST', '/api/organization-units', key, { name: 'No' })
    expect(refused.statusCode).toBe(403)
    expect(refused.json().detail).toContain('Your role does not allow this')
  })

  it('ends when it expires, is revoked, or its person is disabled', async () => {
    const short = await make(['*'], 1)
    expect(await look(short.key)).toBe(200)
    product.clock.advance(day)
    expect(await look(short.key)).toBe(401)

    const revoked = await make(['*'])
    expect(await look(revoked.key)).toBe(200)
    await product.run('api-key.revoke', manager(), { id: revoked.id })
    expect(await look(revoked.key)).toBe(401)
    await expect(product.run('api-key.revoke', manager(), { id: revoked.id })).rejects.toMatchObject({
      kind: 'conflict',
    })

    const { employee, administrator } = product.organization.actors
    const theirs = await make(['*'], 30, employee)
    const change = { id: employee.person_id, reason: 'left' }
    await product.run('person.disable', administrator, { ...change, expected_version: 1 })
    expect(await look(theirs.key)).toBe(401)
    await product.run('person.enable', administrator, { ...change, expected_version: 2 })
    expect(await look(theirs.key)).toBe(401)
  })

  it('is refused altered, unknown or in another scheme', async () => {
    const { key } = await make(['*'])
    expect(await look(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe(401)
    expect(await look('plk_short')).toBe(401)
    const basic = await product.app.inject({
      method: 'GET',
      url: '/api/people',
      headers: { authorization: `Basic ${key}` },
    })
    expect(basic.statusCode).toBe(401)
    expect(basic.json().detail).toContain('The API key was not accepted')
  })

  it('must expire within a year, and match something its maker may do', async () => {
    for (const days of [-1, 0, 366])
      await expect(make(['*'], days)).rejects.toMatchObject({ kind: 'invalid-input' })
    for (const scope of ['person:administer', 'no-such:read', 'nonsense', '', 'person:read:all'])
      await expect(make([scope])).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(make([])).rejects.toMatchObject({ kind: 'invalid-input' })
  })

  it('cannot make another key', async () => {
    const { key } = await make(['*'])
    const body = { name: 'Child', scopes: ['*'], expires_at: inDays(1) }
    expect((await call('POST', '/api/api-keys', key, body)).statusCode).toBe(403)
  })

  it('notes its last use at most once a minute', async () => {
    const { id, key } = await make(['*'])
    const usedAt = async () => {
      const { items } = await product.run<{ items: Key[] }>('api-key.list', manager(), { limit: 200 })
      return items.find((one) => one.id === id)?.last_used_at ?? null
    }
    expect(await usedAt()).toBeNull()
    await look(key)
    await expect.poll(usedAt).not.toBeNull()
    const first = await usedAt()
    await look(key)
    await look(key)
    product.clock.advance(61_000)
    expect(await usedAt()).toBe(first)
    await look(key)
    await expect.poll(usedAt).not.toBe(first)
  })

  it('is kept as a hash only', async () => {
    const { id, key } = await make(['*'])
    const { rows } = await withClient(product.adminUrl, (client) =>
      client.query<{ text: string; key_hash: Buffer }>(
        'select k::text as text, key_hash from auth.api_key k where id = $1',
        [id],
      ),
    )
    expect(rows[0]?.key_hash).toEqual(hashToken(key))
    expect(rows[0]?.text).not.toContain(key.slice(4))
  })

  it('is its person’s own business; administrators see and end all', async () => {
    const { 'risk-owner': owner, administrator } = product.organization.actors
    const { id } = await make(['*'], 30, owner)
    const seen = async (actor: Actor, input: object = {}) => {
      const { items } = await product.run<{ items: Key[] }>('api-key.list', actor, { limit: 200, ...input })
      return items
    }
    expect((await seen(owner)).map((one) => one.id)).toEqual([id])
    expect(await seen(manager(), { person_id: owner.person_id })).toEqual([])
    expect((await seen(manager())).every((one) => one.person_id === manager().person_id)).toBe(true)
    expect((await seen(administrator)).some((one) => one.id === id)).toBe(true)
    await expect(product.run('api-key.revoke', manager(), { id })).rejects.toMatchObject({
      kind: 'not-found',
    })
    const elsewhere = await makeOrganization(product.database, product.sources, 'Elsewhere')
    await expect(product.run('api-key.revoke', elsewhere.actors.administrator, { id })).rejects.toMatchObject(
      { kind: 'not-found' },
    )
    const ended = await product.run<Key>('api-key.revoke', administrator, { id })
    expect(ended).toMatchObject({ id, revoked_at: expect.any(String), revoked_by: administrator.person_id })
  })

  it('pages through keys in the order they were made', async () => {
    const { 'top-management': actor } = product.organization.actors
    const made = []
    for (let n = 0; n < 5; n += 1) made.push((await make(['*'], 30, actor)).id)
    const found: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: Key[]; next_cursor: string | null } = await product.run('api-key.list', actor, {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      })
      found.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    } while (cursor)
    expect(found).toEqual(made)
  })
})
