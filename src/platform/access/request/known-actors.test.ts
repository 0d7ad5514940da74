import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { startTestServer } from '../../../../test/harness/test-server.ts'
import { KnownActors, sameActor } from './known-actors.ts'

const server = await startTestServer()
const { url, product, organization, database } = server
const administrator = organization.actors.administrator

const status = async (cookie: string, path: string) =>
  (await fetch(`${url}/api${path}`, { headers: { cookie } })).status

/** Asks twice, so that the second time the actor is presumed. */
async function settled(cookie: string, path: string): Promise<number> {
  await status(cookie, path)
  return status(cookie, path)
}

describe('a presumed actor', () => {
  it('gains and loses a role at the very next request', async () => {
    const cookie = await server.signInAs('employee')
    const person_id = organization.actors.employee.person_id
    const path = '/trail/export'
    expect(await settled(cookie, '/ai-systems')).toBe(200)
    expect(await settled(cookie, path)).toBe(403)
    const { id } = await product.run<{ id: string }>('role-assignment.grant', administrator, {
      person_id,
      role: 'certification-auditor',
    })
    // Nothing is signed in this test, so being allowed shows as a conflict.
    expect(await status(cookie, path)).toBe(409)
    await product.run('role-assignment.revoke', administrator, { id })
    expect(await status(cookie, path)).toBe(403)
    expect(await status(cookie, '/ai-systems')).toBe(200)
  })

  it('is nobody from the request after signing out', async () => {
    const cookie = await server.signInAs('risk-owner')
    expect(await settled(cookie, '/ai-systems')).toBe(200)
    await database.write({ role: 'app' }, (db) =>
      sql`delete from auth.session s using auth.user u where u.id = s.user_id and u.email = 'risk-owner@example.org'`.execute(
        db,
      ),
    )
    expect(await status(cookie, '/ai-systems')).toBe(401)
  })

  it('is nobody from the request after being disabled', async () => {
    const cookie = await server.signInAs('top-management')
    expect(await settled(cookie, '/ai-systems')).toBe(200)
    const id = organization.actors['top-management'].person_id
    const { record } = await product.run<{ record: { version: number } }>('person.get', administrator, { id })
    await product.run('person.disable', administrator, {
      id,
      expected_version: record.version,
      reason: 'Left',
    })
    expect(await status(cookie, '/ai-systems')).toBe(401)
  })

  it('does not carry over to another organization', async () => {
    const cookie = await server.signInAs('aims-manager')
    expect(await settled(cookie, '/ai-systems')).toBe(200)
    const headers = { cookie, 'x-plumbline-organization': product.sources.newId() }
    expect((await fetch(`${url}/api/ai-systems`, { headers })).status).toBe(401)
  })
})

describe('what is remembered', () => {
  const actor = { organization_id: 'o', person_id: 'p', roles: ['a', 'b'] }

  it('tells actors apart by all that decides what they may do', () => {
    expect(sameActor(actor, { ...actor, roles: ['a', 'b'] })).toBe(true)
    for (const other of [
      { ...actor, organization_id: 'x' },
      { ...actor, person_id: 'x' },
      { ...actor, roles: ['a'] },
      { ...actor, roles: ['a', 'c'] },
      { ...actor, scopes: [] },
    ])
      expect(sameActor(actor, other)).toBe(false)
  })

  it('is bounded: the least recent are forgotten', () => {
    const known = new KnownActors()
    for (let n = 0; n < 10_001; n += 1) known.remember(String(n), actor)
    expect(known.find('0')).toBeUndefined()
    expect(known.find('1')).toEqual(actor)
    known.forget('1')
    expect(known.find('1')).toBeUndefined()
  })
})
