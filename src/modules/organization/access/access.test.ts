import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { makeAccess } from '../../../platform/access/access.ts'
import { setPassword } from '../../../platform/access/account/user.ts'
import { withClient } from '../../../platform/db/provision.ts'
import { makeServer } from '../../../platform/http/server.ts'
import type { Actor } from '../../../platform/operations/scope.ts'
import { admitPerson, createOrganization } from '../create-organization.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
const { run, sources } = product
const password = 'four plain words together'
let ours: TestOrganization
let theirs: TestOrganization

interface Assignment {
  id: string
  person_id: string
  role: string
}

beforeAll(async () => {
  ours = await makeOrganization(database, sources, 'Ours')
  theirs = await makeOrganization(database, sources, 'Theirs')
})

const assignmentsOf = async (actor: Actor, input: object = {}) =>
  (await run<{ items: Assignment[] }>('role-assignment.list', actor, { limit: 200, ...input })).items
const administration = async (actor: Actor, personId = actor.person_id) => {
  const [held] = await assignmentsOf(actor, { person_id: personId, role: 'administrator' })
  if (!held) throw new Error('This person is no administrator.')
  return held.id
}
const refusedAsLast = { kind: 'refused-by-rule', message: expect.stringContaining('at least one') }

describe('access roles', () => {
  it('are given and taken back, each once', async () => {
    const { administrator, employee } = ours.actors
    const given = await run<Assignment>('role-assignment.grant', administrator, {
      person_id: employee.person_id,
      role: 'internal-auditor',
    })
    expect(await assignmentsOf(administrator, { person_id: employee.person_id })).toContainEqual(given)
    await expect(
      run('role-assignment.grant', administrator, {
        person_id: employee.person_id,
        role: 'internal-auditor',
      }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    await run('role-assignment.revoke', administrator, { id: given.id })
    expect(await assignmentsOf(administrator, { person_id: employee.person_id })).not.toContainEqual(given)
    await expect(run('role-assignment.revoke', administrator, { id: given.id })).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  it('of others are seen by those who oversee, one’s own by everyone', async () => {
    const { employee, 'internal-auditor': auditor } = ours.actors
    expect(await assignmentsOf(employee)).toMatchObject([{ person_id: employee.person_id, role: 'employee' }])
    expect((await assignmentsOf(auditor)).length).toBeGreaterThan(7)
  })

  it('are not given to another organization’s person', async () => {
    const { administrator } = ours.actors
    await expect(
      run('role-assignment.grant', administrator, {
        person_id: theirs.actors.employee.person_id,
        role: 'administrator',
      }),
    ).rejects.toMatchObject({ kind: 'not-found' })
    await expect(
      run('role-assignment.revoke', administrator, { id: await administration(theirs.actors.administrator) }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('do not come with an invitation from someone who may not give them', async () => {
    const key = { ...ours.actors.administrator, scopes: ['person:administer'] }
    const invited = { name: 'Grace', email: 'grace@example.org' }
    await expect(run('person.invite', key, { ...invited, roles: ['administrator'] })).rejects.toMatchObject({
      kind: 'not-permitted',
    })
    await run('person.invite', key, invited)
  })
})

describe('the last administrator', () => {
  it('keeps the role and the access until another is there', async () => {
    const { administrator, employee } = theirs.actors
    const id = await administration(administrator)
    const disable = (expected_version: number) =>
      run('person.disable', administrator, {
        id: administrator.person_id,
        expected_version,
        reason: 'leaves',
      })
    await expect(run('role-assignment.revoke', administrator, { id })).rejects.toMatchObject(refusedAsLast)
    await expect(disable(1)).rejects.toMatchObject(refusedAsLast)
    await expect(
      run('person.archive', administrator, { id: administrator.person_id, expected_version: 1 }),
    ).rejects.toThrow(/in state active is not archived/)

    // An administrator who is not active yet does not count.
    const waiting = await run<{ person_id: string }>('person.invite', administrator, {
      name: 'Waiting',
      email: 'waiting@example.org',
      roles: ['administrator'],
    })
    expect(await administration(administrator, waiting.person_id)).toBeTruthy()
    await expect(disable(1)).rejects.toMatchObject(refusedAsLast)

    await run('role-assignment.grant', administrator, {
      person_id: employee.person_id,
      role: 'administrator',
    })
    await run('role-assignment.revoke', administrator, { id })
    expect(await assignmentsOf(administrator, { person_id: administrator.person_id })).toEqual([])
  })

  it('stays also when two take the role from each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const organization = await makeOrganization(database, sources, `Race ${round}`)
      const { administrator: one, employee: other } = organization.actors
      await run('role-assignment.grant', one, { person_id: other.person_id, role: 'administrator' })
      const both = await Promise.all([administration(one), administration(one, other.person_id)])
      const outcomes = await Promise.allSettled([
        run('role-assignment.revoke', one, { id: both[1] }),
        run('role-assignment.revoke', one, { id: both[0] }),
      ])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await assignmentsOf(one, { role: 'administrator' })).toHaveLength(1)
    }
  })
})

describe('setting up', () => {
  const access = makeAccess({
    database,
    sources,
    secret: randomBytes(32).toString('base64'),
    baseUrl: 'http://localhost',
  })
  const post = async (url: string, payload: object) => {
    const app = await makeServer({ runner: product.runner, access })
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { 'x-requested-with': 'plumbline' },
      payload,
    })
    await app.close()
    return answer
  }
  const recordedIn = (organizationId: string) =>
    database.read({ role: 'app', organizationId }, async (db) => {
      const { rows } = await sql<{ name: string; event: string; actor_id: string | null }>`
        select name, event, actor_id from trail.operation order by at, id`.execute(db)
      return rows
    })

  it('creates an organization with an administrator who may sign in, in one operation without an actor', async () => {
    const made = await createOrganization(product, {
      name: 'Founded',
      time_zone: 'Europe/Berlin',
      locale: 'de',
      administrator: { name: 'Ada', email: 'Ada@Founded.example', password },
    })
    expect(made.invitation).toBeUndefined()
    expect(await recordedIn(made.organization_id)).toEqual([
      { name: 'organization.create', event: 'organization.created', actor_id: null },
    ])
    const entered = await post('/api/auth/sign-in', { email: 'ada@founded.example', password })
    expect(entered.statusCode).toBe(200)
    const actor = await access.authenticate({
      method: 'GET',
      headers: { cookie: entered.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
    })
    expect(actor).toEqual({
      organization_id: made.organization_id,
      person_id: made.person_id,
      roles: ['administrator'],
    })
  })

  it('invites the administrator when no password is given', async () => {
    const made = await createOrganization(product, {
      name: 'Invited',
      administrator: { name: 'Grace', email: 'grace@invited.example' },
    })
    const token = new URL(made.invitation?.link ?? '', 'http://localhost').searchParams.get('token')
    expect((await post('/api/auth/invitation', { token, password })).statusCode).toBe(200)
    expect(await recordedIn(made.organization_id)).toEqual([
      { name: 'organization.create', event: 'organization.created', actor_id: null },
      { name: 'invitation.accept', event: 'person.activated', actor_id: made.person_id },
    ])
  })

  it('leaves nothing behind when the password may not be taken', async () => {
    await expect(
      createOrganization(product, {
        name: 'Never',
        administrator: { name: 'Eve', email: 'eve@never.example', password: 'short' },
      }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    const { rows } = await withClient(adminUrl, (client) =>
      client.query(
        `select from app.organization where name = 'Never' union all select from auth.user where email like '%never%'`,
      ),
    )
    expect(rows).toEqual([])
  })

  it('admits people and sets their passwords', async () => {
    const id = await admitPerson(product, {
      organization_id: ours.id,
      name: 'Ray',
      email: 'ray@example.org',
      roles: ['risk-owner', 'employee'],
    })
    expect(
      (await assignmentsOf(ours.actors.administrator, { person_id: id })).map(({ role }) => role),
    ).toEqual(['risk-owner', 'employee'])
    expect((await post('/api/auth/sign-in', { email: 'ray@example.org', password })).statusCode).toBe(401)
    await setPassword(product, 'Ray@example.org', password)
    expect((await post('/api/auth/sign-in', { email: 'ray@example.org', password })).statusCode).toBe(200)
    await expect(setPassword(product, 'nobody@example.org', password)).rejects.toThrow(/Nobody signs in/)
  })
})

describe('the trail', () => {
  it('holds who may do what since when, and no secret or hash', async () => {
    const { administrator } = ours.actors
    const key = await run<{ id: string; key: string }>('api-key.create', administrator, {
      name: 'Pipeline',
      scopes: ['*'],
      expires_at: new Date(product.clock.now().getTime() + 86_400_000).toISOString(),
    })
    await run('api-key.revoke', administrator, { id: key.id })
    const invited = await run<{ person_id: string; link: string }>('person.invite', administrator, {
      name: 'Traced',
      email: 'traced@example.org',
    })
    await run('person.invite-again', administrator, { id: invited.person_id })

    const { rows } = await withClient(adminUrl, (client) =>
      client.query<{
        table_name: string
        row_id: string
        action: string
        image: string
        chained: boolean | null
      }>(
        `select c.table_name, c.row_id, c.action, c.after::text as image,
           c.before_hash = sha256(c.salt || convert_to(lag(c.after) over (partition by c.row_id order by c.id)::text, 'UTF8')) as chained
         from trail.change c where c.after is not null order by c.id`,
      ),
    )
    const images = rows.filter(({ row_id }) => row_id === key.id)
    expect(images.map(({ action, table_name }) => [action, table_name])).toEqual([
      ['i', 'api_key'],
      ['u', 'api_key'],
    ])
    expect(JSON.parse(images[1]?.image ?? '{}')).toEqual({
      organization_id: ours.id,
      id: key.id,
      person_id: administrator.person_id,
      name: 'Pipeline',
      scopes: ['*'],
      created_at: expect.any(String),
      created_by: administrator.person_id,
      expires_at: expect.any(String),
      revoked_at: expect.any(String),
      revoked_by: administrator.person_id,
    })
    // Each change is bound to the image before it, so history cannot be rewritten between two entries.
    expect(rows.filter(({ action }) => action === 'u').every(({ chained }) => chained)).toBe(true)
    expect(rows.some(({ table_name }) => table_name === 'invitation')).toBe(true)

    const secrets = await withClient(adminUrl, async (client) => {
      const { rows: found } = await client.query<{ secret: string }>(`
        select hash as secret from auth.password
        union all select encode(key_hash, 'hex') from auth.api_key
        union all select encode(token_hash, 'hex') from auth.invitation
        union all select encode(token_hash, 'hex') from auth.session`)
      return found.map(({ secret }) => secret)
    })
    expect(secrets.length).toBeGreaterThan(6)
    const everything = rows.map(({ image }) => image).join('\n')
    const token = new URL(invited.link, 'http://localhost').searchParams.get('token') ?? 'none'
    for (const secret of [...secrets, key.key, key.key.slice(4), token, password, '$scrypt$', 'hash'])
      expect(everything.includes(secret)).toBe(false)
  })
})
