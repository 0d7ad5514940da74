import { beforeAll, describe, expect, it } from 'vitest'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'

const { database } = await makeTestDatabase()
const { run, sources } = makeProduct(database)
let ours: TestOrganization
let theirs: TestOrganization

interface Unit {
  id: string
  version: number
  state: string
  name: string
  owner_id: string | null
  archived_at: string | null
}
interface Page {
  items: Unit[]
  next_cursor: string | null
  titles: Record<string, string>
}

beforeAll(async () => {
  ours = await makeOrganization(database, sources, 'Ours')
  theirs = await makeOrganization(database, sources, 'Theirs')
})

const manager = () => ours.actors['aims-manager']
const create = (name: string, more: object = {}) =>
  run<Unit>('organization-unit.create', manager(), { name, ...more })

describe('a register', () => {
  it('creates, reads, revises and keeps versions', async () => {
    const made = await create('Fraud analytics', { kind: 'team' })
    expect(made).toMatchObject({ version: 1, state: 'active', name: 'Fraud analytics' })
    const revised = await run<Unit>('organization-unit.revise', manager(), {
      id: made.id,
      expected_version: 1,
      changes: { name: 'Fraud and abuse', owner_id: ours.actors.employee.person_id },
    })
    expect(revised).toMatchObject({ version: 2, name: 'Fraud and abuse' })
    const { record, titles } = await run<{ record: Unit; titles: Record<string, string> }>(
      'organization-unit.get',
      manager(),
      { id: made.id },
    )
    expect(record).toEqual(revised)
    expect(titles[ours.actors.employee.person_id]).toBe('Ours employee')
  })

  it('sorts text as people do: case aside, numbers by their size', async () => {
    const actor = (await makeOrganization(database, sources, 'Sorting')).actors['aims-manager']
    const names = ['a.2 roles', 'A.10 suppliers', 'A.2 Policy', 'Ä.1 umlaut', 'B.1']
    for (const name of names) await run('organization-unit.create', actor, { name })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await run<Page>('organization-unit.list', actor, {
        sort: 'name',
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      })
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(seen).toEqual(['Ä.1 umlaut', 'A.2 Policy', 'a.2 roles', 'A.10 suppliers', 'B.1'])
  })

  it('puts first what fits the words best, whatever else was found, and pages on through the rest', async () => {
    const actor = (await makeOrganization(database, sources, 'Matching')).actors['aims-manager']
    const intended_purpose = 'Looks after every traveler'
    for (const name of ['Screening of travelers', 'Aviation', 'Nontravelers', 'Traveler identity', 'Boats'])
      await run('ai-system.create', actor, { name, intended_purpose })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await run<Page>('ai-system.list', actor, {
        q: 'Traveler',
        sort: 'match',
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      })
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(seen.slice(0, 3)).toEqual(['Traveler identity', 'Screening of travelers', 'Nontravelers'])
    expect(seen.slice(3).toSorted()).toEqual(['Aviation', 'Boats'])
    const unasked = run('ai-system.list', actor, { sort: 'match' })
    await expect(unasked).rejects.toMatchObject({ kind: 'invalid-input', issues: [{ path: 'sort' }] })
  })

  it('refuses a stale change and says which version is current', async () => {
    const made = await create('Stale')
    const change = { id: made.id, expected_version: 1, changes: { name: 'First' } }
    await run('organization-unit.revise', manager(), change)
    await expect(run('organization-unit.revise', manager(), change)).rejects.toMatchObject({
      kind: 'version-conflict',
      facts: { current_version: 2, expected_version: 1 },
    })
  })

  it('answers 404 for another organization’s record', async () => {
    const made = await create('Hidden')
    const stranger = theirs.actors.administrator
    await expect(run('organization-unit.get', stranger, { id: made.id })).rejects.toMatchObject({
      kind: 'not-found',
    })
    await expect(
      run('organization-unit.revise', stranger, { id: made.id, expected_version: 1, changes: { name: 'x' } }),
    ).rejects.toMatchObject({ kind: 'not-found' })
    await expect(create('Child', { owner_id: stranger.person_id })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  })

  it('pages through every record once, in order, without case', async () => {
    const other = await makeOrganization(database, sources, 'Paging')
    const actor = other.actors['aims-manager']
    const names = ['beta', 'Alpha', 'gamma', 'Beta', 'alpha', 'Übung', '100 %', 'a_b', 'aXb']
    for (const name of names) await run('organization-unit.create', actor, { name })
    for (const sort of ['name', '-name', 'kind', '-kind', 'updated_at', '-created_at']) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Page = await run<Page>('organization-unit.list', actor, {
          sort,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        })
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next_cursor
      } while (cursor)
      expect(new Set(seen).size).toBe(names.length)
    }
    const { items } = await run<Page>('organization-unit.list', actor, { sort: 'name' })
    expect(items.map(({ name }) => name.toLowerCase())).toEqual(
      names.map((name) => name.toLowerCase()).sort(),
    )
    const literal = await run<Page>('organization-unit.list', actor, { 'name.contains': 'a_b' })
    expect(literal.items.map(({ name }) => name)).toEqual(['a_b'])
    await expect(run('organization-unit.list', actor, { cursor: 'made-up' })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    for (const cursor of [
      ['name', 'x', 'no-id'],
      ['name', 'a\u0000', other.id],
      ['name', { a: 1 }, other.id],
    ])
      await expect(
        run('organization-unit.list', actor, {
          cursor: Buffer.from(JSON.stringify(cursor)).toString('base64url'),
        }),
      ).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(run('organization-unit.list', actor, { q: 'a\u0000' })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    await expect(run('organization-unit.list', actor, { colour: 'red' })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  })

  it('filters by unknown, by several values, and counts by group', async () => {
    const other = await makeOrganization(database, sources, 'Groups')
    const actor = other.actors['aims-manager']
    for (const kind of ['team', 'team', 'site', null])
      await run('organization-unit.create', actor, { name: 'U', kind })
    const unknown = await run<Page>('organization-unit.list', actor, { kind: '_none' })
    expect(unknown.items).toHaveLength(1)
    const some = await run<Page>('organization-unit.list', actor, { kind: 'site,_none' })
    expect(some.items).toHaveLength(2)
    expect(await run('organization-unit.summary', actor, { group_by: 'kind' })).toMatchObject({
      count: 4,
      groups: [
        { value: 'team', count: 2 },
        { value: 'site', count: 1 },
        { value: null, count: 1 },
      ],
    })
  })

  it('walks its lifecycle, asks for reasons, and keeps them in the history', async () => {
    const made = await create('Closing')
    const close = { id: made.id, expected_version: 1 }
    await expect(run('organization-unit.close', manager(), close)).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    await expect(
      run('organization-unit.close', ours.actors.employee, { ...close, reason: 'x' }),
    ).rejects.toMatchObject({ kind: 'not-permitted' })
    const closed = await run<Unit>('organization-unit.close', manager(), { ...close, reason: 'Merged' })
    expect(closed.state).toBe('closed')
    const history = await run<{ items: { event: string; changes: { field: string }[]; detail: unknown }[] }>(
      'organization-unit.history',
      manager(),
      { id: made.id },
    )
    expect(history.items.map(({ event }) => event)).toEqual([
      'organization-unit.closed',
      'organization-unit.closed',
      'organization-unit.created',
    ])
    expect(history.items[0]?.detail).toMatchObject({ reason: 'Merged', from: 'active', to: 'closed' })
    expect(history.items[1]?.changes).toEqual([{ field: 'state', before: 'active', after: 'closed' }])
  })

  it('is not decided by an owner or an author, even when another person moved it on', async () => {
    const { 'ai-system-owner': owner, 'aims-manager': author, 'top-management': other } = ours.actors
    const made = await run<Unit>('ai-system.create', owner, { name: 'Decided apart', ai_roles: ['user'] })
    const revised = await run<Unit>('ai-system.revise', author, {
      id: made.id,
      expected_version: 1,
      changes: { intended_purpose: 'Written by the manager' },
    })
    const sent = await run<Unit>('ai-system.submit', owner, {
      id: made.id,
      expected_version: revised.version,
    })
    const decision = { id: made.id, expected_version: sent.version }
    await expect(run('ai-system.approve', author, decision)).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    const approved = await run<Unit>('ai-system.approve', other, decision)
    expect(approved.state).toBe('approved')
    await expect(
      run('ai-system.archive', author, { id: made.id, expected_version: approved.version }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const change = (changes: object, expected_version: number) =>
      run<Unit>('ai-system.revise', owner, { id: made.id, expected_version, changes })
    const named = await change({ supplier_name: 'Another' }, approved.version)
    expect(named.state).toBe('approved')
    expect(await change({ intended_purpose: 'Scores people for credit' }, named.version)).toMatchObject({
      state: 'draft',
    })
  })

  it('archives, hides and restores', async () => {
    const made = await create('Old unit')
    const archived = await run<Unit>('organization-unit.archive', manager(), {
      id: made.id,
      expected_version: 1,
    })
    expect(archived.archived_at).not.toBeNull()
    const listed = await run<Page>('organization-unit.list', manager(), { 'name.contains': 'Old unit' })
    expect(listed.items).toEqual([])
    await expect(
      run('organization-unit.revise', manager(), {
        id: made.id,
        expected_version: 2,
        changes: { name: 'x' },
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const restored = await run<Unit>('organization-unit.restore', manager(), {
      id: made.id,
      expected_version: 2,
    })
    expect(restored.archived_at).toBeNull()
  })

  it('changes many at once, only those that differ, and refuses what is not there', async () => {
    const units = [await create('Bulk 1', { kind: 'site' }), await create('Bulk 2'), await create('Bulk 3')]
    const ids = units.map(({ id }) => id)
    const changes = { kind: 'site' }
    const selection = { ids: [...ids, sources.newId()] }
    await expect(run('organization-unit.bulk', manager(), { selection, changes })).rejects.toMatchObject({
      kind: 'conflict',
      facts: { selected: 3, expected: 4 },
    })
    const result = await run('organization-unit.bulk', manager(), { selection: { ids }, changes })
    expect(result).toMatchObject({ changed: 2, unchanged: 1 })
  })

  it('tells what a change of many would do, and makes it only of what was told', async () => {
    const first = await create('Seen 1', { kind: 'site', short_name: 'S1' })
    await create('Seen 2', { kind: 'team' })
    const left = await create('Seen 3')
    const changes = { kind: 'team' }
    const filter = { 'name.contains': 'Seen ' }
    const ids = [first.id, left.id]
    const look = async (selection: object) => {
      const told = await run<{ digest: string }>('organization-unit.preview-bulk', manager(), {
        selection,
        changes,
      })
      return { told, selection: { ...selection, digest: told.digest } }
    }
    const change = (seen: { selection: object }) =>
      run('organization-unit.bulk', manager(), { selection: seen.selection, changes })
    const refused = {
      kind: 'conflict',
      message: expect.stringMatching(/^Nothing was changed: since you looked/),
    }

    const seen = await look({ filter })
    expect(seen.told).toMatchObject({
      selected: 3,
      changing: 2,
      items: [
        { id: first.id, title: 'Seen 1', holds: { kind: 'site' } },
        { id: left.id, title: 'Seen 3', holds: { kind: null } },
      ],
    })
    const named = await look({ ids })
    // As many as before match afterwards, but not the same.
    await run('organization-unit.archive', manager(), { id: left.id, expected_version: left.version })
    await create('Seen 4')
    await expect(change(seen)).rejects.toMatchObject(refused)
    await expect(change(named)).rejects.toMatchObject(refused)

    const again = await look({ filter })
    // The same ones match, but one of them has changed.
    await run('organization-unit.revise', manager(), {
      id: first.id,
      expected_version: first.version,
      changes: { short_name: 'S2' },
    })
    await expect(change(again)).rejects.toMatchObject(refused)
    const last = await look({ filter })
    expect(await change(last)).toMatchObject({ changed: 2, unchanged: 1 })
    await expect(change(last)).rejects.toMatchObject(refused)
  })

  it('is named by what can be seen and reads as it is', async () => {
    for (const name of ['\u200b\u200b', '\u3164', 'invoice\u202etxt.exe', 'a\u2067b'])
      await expect(create(name)).rejects.toMatchObject({ kind: 'invalid-input', issues: [{ path: 'name' }] })
    for (const name of ['\u05d0\u05d1\u200f (1)', '\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645'])
      await expect(create(name)).resolves.toMatchObject({ name })
  })

  it('links in both directions and comments', async () => {
    const from = await create('From')
    const target = await create('To')
    const { link_id } = await run<{ link_id: string }>('organization-unit.link', manager(), {
      id: from.id,
      to_id: target.id,
      relation: 'relates_to',
    })
    const back = await run<{ items: object[] }>('organization-unit.links', manager(), { id: target.id })
    expect(back.items).toEqual([
      expect.objectContaining({ direction: 'from', id: from.id, relation: 'relates_to' }),
    ])
    await expect(
      run('organization-unit.link', manager(), { id: from.id, to_id: target.id, relation: 'relates_to' }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    // Whoever may read only their own is not told that somebody else's record is there.
    const mine = await run<Unit>('ai-system.create', ours.actors['ai-system-owner'], { name: 'Mine' })
    const others = await run<Unit>('obligation.create', manager(), {
      title: 'Not theirs',
      kind: 'review',
      origin: 'request',
      due_on: '2027-01-01',
    })
    const refused = (to_id: string) =>
      run('ai-system.link', ours.actors['ai-system-owner'], {
        id: mine.id,
        to_id,
        relation: 'relates_to',
      }).catch((error: unknown) => error)
    const hidden = await refused(others.id)
    expect(hidden).toMatchObject({ kind: 'not-found' })
    expect(hidden).toEqual(await refused(sources.newId()))
    await run('organization-unit.unlink', manager(), { id: from.id, link_id })
    expect(
      (await run<{ items: object[] }>('organization-unit.links', manager(), { id: from.id })).items,
    ).toEqual([])
    await run('organization-unit.comment', manager(), { id: from.id, body: 'Looks right' })
    const comments = await run<{ items: { body: string }[] }>('organization-unit.comments', manager(), {
      id: from.id,
    })
    expect(comments.items.map(({ body }) => body)).toEqual(['Looks right'])
  })

  it.each([
    ['an empty name', { name: '  ' }],
    ['control characters', { name: 'a\u0007b' }],
    ['half a character', { name: 'a\ud83db' }],
    ['a long name', { name: 'x'.repeat(201) }],
    ['an unknown kind', { name: 'x', kind: 'galaxy' }],
    ['an unknown field', { name: 'x', colour: 'red' }],
    ['a character no database holds', { name: 'x', custom: { note: 'a\u0000b' } }],
  ])('refuses %s', async (_what, input) => {
    await expect(run('organization-unit.create', manager(), input)).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  })
})
