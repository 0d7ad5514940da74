import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct } from '../../../test/harness/organization.ts'
import { startTestServer } from '../../../test/harness/test-server.ts'
import type { Role } from '../../kernel/access/role.ts'
import { Database } from '../db/database.ts'
import { withClient } from '../db/provision.ts'
import type { Actor } from '../operations/scope.ts'
import { CommitNotices } from './commit-notices.ts'
import { EventReader, type ReadEvent } from './event-reader.fixture.ts'

const server = await startTestServer()
const { product, organization } = server
const manager = organization.actors['aims-manager']

const open: EventReader[] = []
const streamOf = async (role: Role, cookie?: string) => {
  const reader = await EventReader.open(`${server.url}/api/events`, {
    cookie: cookie ?? (await server.signInAs(role)),
  })
  open.push(reader)
  return reader
}
afterEach(() => {
  for (const reader of open.splice(0)) reader.close()
})

const newUnit = (name: string, by = manager, through = product) =>
  through.run<{ id: string; version: number }>('organization-unit.create', by, { name })
const listed = ({ data }: ReadEvent, key: 'created' | 'changed' | 'events', what: string) =>
  Array.isArray(data[key]) && data[key].includes(what)
const about = (id: string) => (one: ReadEvent) => JSON.stringify(one.data).includes(id)

describe('live changes', () => {
  it('name the records that were made and changed, and hold no content', async () => {
    const stream = await streamOf('risk-owner')
    const { id, version } = await newUnit('A name nobody should overhear')
    const made = await stream.next(about(id))
    expect(made).toEqual({
      event: 'change',
      data: {
        register: 'organization-unit',
        events: ['organization-unit.created'],
        created: [id],
        changed: [],
      },
    })
    await product.run('organization-unit.revise', manager, {
      id,
      expected_version: version,
      changes: { name: 'Another' },
    })
    const revised = await stream.next((one) => listed(one, 'changed', id))
    expect(revised.data).toMatchObject({ events: ['organization-unit.revised'], created: [] })
    await product.run('organization-unit.comment', manager, { id, body: 'Look' })
    await stream.next((one) => listed(one, 'events', 'organization-unit.commented'))
    expect(JSON.stringify(stream.heard)).not.toContain('overhear')
  })

  it('reach a page that is open at another process', async () => {
    const stream = await streamOf('risk-owner')
    const database = new Database({ url: server.databaseUrl })
    const notices = new CommitNotices({ database, sender: randomUUID() })
    const elsewhere = makeProduct(
      database,
      () => new Date(),
      (of, id) => notices.add(of, id),
    )
    const { id } = await newUnit('Elsewhere', manager, elsewhere)
    expect((await stream.next(about(id))).data.created).toEqual([id])
    await notices.close()
    await database.close()
  })

  it('say that something may be missing after the direct connection broke', async () => {
    const stream = await streamOf('risk-owner')
    await withClient(server.adminUrl, (client) =>
      client.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'plumbline-listen' and datname = current_database()`),
    )
    await stream.next(({ event }) => event === 'missed')
    const { id } = await newUnit('After the break')
    await stream.next(about(id))
  })

  it('are kept from other organizations', async () => {
    const stream = await streamOf('risk-owner')
    const theirs = await makeOrganization(server.database, product.sources, 'Theirs')
    const foreign = await newUnit('Theirs', theirs.actors['aims-manager'])
    const own = await newUnit('Ours')
    await stream.next(about(own.id))
    expect(stream.heard.some(about(foreign.id))).toBe(false)
  })

  it('do not name records to those who may read only their own, and nothing to those who may read none', async () => {
    const employee = await streamOf('employee')
    const owner = await streamOf('aims-manager')
    expect(product.runner.reach(organization.actors.employee, 'obligation:read')).toBe('own')
    const { id } = await product.run<{ id: string }>('obligation.create', manager, {
      title: 'Review',
      kind: 'review',
      origin: 'request',
      due_on: '2026-12-01',
    })
    await owner.next(about(id))
    const told = await employee.next(({ data }) => data.register === 'obligation')
    expect(told.data).toEqual({ register: 'obligation', events: [], created: null, changed: null })
    const { key } = await product.run<{ key: string }>('api-key.create', manager, {
      name: 'Build',
      scopes: ['person:read'],
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    const narrow = await EventReader.open(`${server.url}/api/events`, { authorization: `Bearer ${key}` })
    open.push(narrow)
    const unit = await newUnit('Not for this key')
    const person = await product.run<{ person_id: string }>(
      'person.invite',
      organization.actors.administrator,
      {
        name: 'Grace',
        email: 'grace@example.org',
      },
    )
    await narrow.next(about(person.person_id))
    expect(narrow.heard.filter(about(unit.id))).toEqual([])
  })

  it('do not list thousands of records', async () => {
    const stream = await streamOf('risk-owner')
    const ids: string[] = []
    for (let number = 0; number < 201; number += 1) ids.push((await newUnit(`Many ${number}`)).id)
    // Made and changed within one window would count as made.
    await stream.next(about(ids.at(-1) ?? ''))
    await product.run('organization-unit.bulk', manager, {
      selection: { ids },
      changes: { short_name: 'M' },
    })
    await stream.next(({ data }) => data.register === 'organization-unit' && data.changed === null)
  })

  it('end soon after the session was revoked', async () => {
    const cookie = await server.signInAs('employee')
    const stream = await streamOf('employee', cookie)
    await server.app.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { cookie, 'x-requested-with': 'plumbline' },
    })
    await stream.ended
  })

  it('end soon after the person was disabled or the API key revoked, and after their roles changed', async () => {
    const { administrator } = organization.actors
    const { id: person_id } = await product.run<{ id: string }>('person.create', administrator, {
      name: 'Leaves again',
    })
    await product.run('person.activate', administrator, { id: person_id, expected_version: 1 })
    await product.run('role-assignment.grant', administrator, { person_id, role: 'employee' })
    const key = (scopes: string[], by = manager) =>
      product.run<{ id: string; key: string }>('api-key.create', by, {
        name: 'Listens',
        scopes,
        expires_at: new Date(Date.now() + 86_400_000).toISOString(),
      })
    const listen = async (given: { key: string }) => {
      const reader = await EventReader.open(`${server.url}/api/events`, {
        authorization: `Bearer ${given.key}`,
      })
      open.push(reader)
      return reader
    }
    const revoked = await key(['person:read'])
    const ofKey = await listen(revoked)
    await product.run('api-key.revoke', manager, { id: revoked.id })
    await ofKey.ended

    const leaver: Actor = { ...manager, person_id, roles: ['employee'] }
    const ofDisabled = await listen(await key(['person:read'], leaver))
    await product.run('person.disable', administrator, { id: person_id, expected_version: 2, reason: 'Left' })
    await ofDisabled.ended

    const ofRoles = await streamOf('risk-owner')
    await product.run('role-assignment.grant', administrator, {
      person_id: organization.actors['risk-owner'].person_id,
      role: 'employee',
    })
    await ofRoles.ended
  })

  it('do not keep a session alive that nobody uses', async () => {
    const seen = (hoursAgo: number) =>
      server.database.write({ role: 'app' }, (db) =>
        sql`update auth.session set last_seen_at = now() - make_interval(hours => ${hoursAgo})`.execute(db),
      )
    const recently = () =>
      server.database.read({ role: 'app' }, async (db) => {
        const { rows } = await sql`
          select from auth.session where last_seen_at > now() - interval '1 hour'`.execute(db)
        return rows.length
      })
    const stream = await streamOf('internal-auditor')
    await seen(2)
    const { beats } = stream
    await expect.poll(() => stream.beats).toBeGreaterThan(beats + 2)
    expect(await recently()).toBe(0)
    await seen(13)
    await stream.ended
  })

  it('are refused without a session, and to a person who listens too often already', async () => {
    expect((await fetch(`${server.url}/api/events`)).status).toBe(401)
    const cookie = await server.signInAs('top-management')
    for (let number = 0; number < 12; number += 1) await streamOf('top-management', cookie)
    const refused = await fetch(`${server.url}/api/events`, { headers: { cookie } })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.headers.get('retry-after')).toBe('60')
    for (const reader of open.splice(0, 1)) {
      reader.close()
      await reader.ended
    }
    // The server learns of an end a moment after it.
    await expect.poll(() => streamOf('top-management', cookie).catch(() => undefined)).toBeDefined()
  })
})
