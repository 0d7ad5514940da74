import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { countStatements } from '../../../../test/harness/count-statements.ts'
import type { Made } from '../../../../test/harness/made.ts'
import {
  makeClock,
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { moveToZone } from '../../../../test/harness/time-zone.ts'
import type { Role } from '../../../kernel/access/role.ts'
import { defineModule } from '../../../platform/module.ts'
import { Runner } from '../../../platform/operations/runner.ts'
import type { Actor } from '../../../platform/operations/scope.ts'
import { decisionStates } from '../../../platform/work/decisions.ts'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'
import { aiSystem } from '../../ai-system/contract.ts'
import { modules } from '../../index.ts'
import { person } from '../../organization/contract.ts'
import type { listMyWork, workItem } from '../contract.ts'
import { approvedSystem } from '../system.fixture.ts'

type Item = z.output<typeof workItem>
type Page = z.output<typeof listMyWork.output>

const { database, adminUrl } = await makeTestDatabase()
const clock = makeClock('2026-11-20T09:00:00.000Z')
const product = makeProduct(database, clock.now)
let ours: TestOrganization
let theirs: TestOrganization
const day = 86_400_000

const statements = countStatements(database, 'read')

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
  theirs = await makeOrganization(database, product.sources, 'Theirs')
})

const workOf = async (actor: Actor, input: object = {}): Promise<Page> =>
  product.run<Page>('my-work.list', actor, input)
const itemsOf = async (role: Role): Promise<Item[]> => (await workOf(ours.actors[role])).items

let made = 0
const ask = (more: object): Promise<Made> => {
  made += 1
  return product.run<Made>('obligation.create', ours.actors['aims-manager'], {
    title: `Answer ${made}`,
    kind: 'answer',
    origin: 'request',
    due_on: '2026-11-24',
    ...more,
  })
}
const submitted = async (author: Role): Promise<Made> => {
  const actor = ours.actors[author]
  const draft = await product.run<Made>('ai-system.create', actor, {
    name: 'Model',
    ai_roles: ['developer'],
    ...(author === 'aims-manager' ? { owner_id: ours.actors['ai-system-owner'].person_id } : {}),
  })
  return product.run<Made>('ai-system.submit', actor, { id: draft.id, expected_version: draft.version })
}

describe('what waits', () => {
  it('shows a duty to its person only, with why and what settles it', async () => {
    const { id } = await ask({ owner_id: ours.actors.employee.person_id })
    const [item] = (await itemsOf('employee')).filter((one) => one.id === id)
    expect((await workOf(ours.actors.employee, { id })).items).toEqual([item])
    expect((await workOf(ours.actors['ai-system-owner'], { id })).items).toEqual([])
    expect(item).toMatchObject({
      source: 'obligation',
      kind: 'answer',
      group: 'this_week',
      due_on: '2026-11-24',
      operations: ['obligation.complete'],
      assignee_id: ours.actors.employee.person_id,
    })
    for (const role of ['aims-manager', 'risk-owner', 'administrator', 'internal-auditor'] as const)
      expect((await itemsOf(role)).some((one) => one.id === id)).toBe(false)
    for (const actor of Object.values(theirs.actors))
      expect((await workOf(actor)).items.some((one) => one.id === id)).toBe(false)
  })

  it('shows what nobody is assigned to, to those whose role may take it, who then may complete it', async () => {
    const one = await ask({ role: 'risk-owner' })
    expect((await itemsOf('risk-owner')).some(({ id }) => id === one.id)).toBe(true)
    expect((await itemsOf('employee')).some(({ id }) => id === one.id)).toBe(false)
    const done = { id: one.id, expected_version: one.version, outcome: 'done' }
    await expect(product.run('obligation.complete', ours.actors.employee, done)).rejects.toMatchObject({
      kind: 'not-found',
    })
    await expect(
      product.run('obligation.complete', ours.actors['internal-auditor'], done),
    ).rejects.toMatchObject({ kind: 'not-permitted' })
    await product.run('obligation.complete', ours.actors['risk-owner'], done)
    expect((await itemsOf('risk-owner')).some(({ id }) => id === one.id)).toBe(false)
  })

  it('shows a duty from the day it opens, and not about archived records', async () => {
    const later = await ask({ owner_id: ours.actors.employee.person_id, opens_on: '2026-11-22' })
    const shown = async () => (await itemsOf('employee')).some(({ id }) => id === later.id)
    expect(await shown()).toBe(false)
    clock.advance(2 * day)
    expect(await shown()).toBe(true)
    clock.advance(-2 * day)

    const system = await approvedSystem(product, ours, { lifecycle_stage: 'development' })
    const about = async () =>
      (await itemsOf('ai-system-owner')).filter(({ subject }) => subject?.id === system.id).length
    expect(await about()).toBe(2)
    const reopened = await product.run<{ version: number }>('ai-system.reopen', ours.actors['aims-manager'], {
      id: system.id,
      expected_version: system.version,
      reason: 'Given up',
    })
    await product.run('ai-system.archive', ours.actors['aims-manager'], {
      id: system.id,
      expected_version: reopened.version,
    })
    expect(await about()).toBe(0)
  })

  it('escalates to whoever manages all duties at the second step, and when the person has left', async () => {
    const system = await approvedSystem(product, ours, { lifecycle_stage: 'development' })
    const managers = async () =>
      (await itemsOf('aims-manager'))
        .filter(({ subject }) => subject?.id === system.id)
        .map(({ title, escalation_level }) => [title.slice(0, 22), escalation_level])
    clock.advance(13 * day)
    expect(await managers()).toEqual([])
    clock.advance(day)
    // The impact assessment has one step only: its owner.
    expect(await managers()).toEqual([['AI system architecture', 2]])
    clock.advance(-14 * day)

    const grace = await product.run<{ person_id: string }>('person.invite', ours.actors.administrator, {
      name: 'Grace',
      email: 'grace@example.org',
    })
    const { id } = await ask({ owner_id: grace.person_id })
    expect((await itemsOf('aims-manager')).some((one) => one.id === id)).toBe(false)
    await product.run('person.disable', ours.actors.administrator, {
      id: grace.person_id,
      expected_version: 1,
      reason: 'Left.',
    })
    expect((await itemsOf('aims-manager')).some((one) => one.id === id)).toBe(true)
  })
})

describe('decisions', () => {
  it('wait for those who may decide and are not barred', async () => {
    const byOwner = await submitted('ai-system-owner')
    const byManager = await submitted('aims-manager')
    const waitFor = async (role: Role) =>
      (await itemsOf(role)).filter(({ source }) => source === 'decision').map(({ id }) => id)
    expect(await waitFor('top-management')).toEqual([byOwner.id, byManager.id])
    expect(await waitFor('aims-manager')).toEqual([byOwner.id])
    for (const role of ['ai-system-owner', 'risk-owner', 'internal-auditor', 'employee'] as const)
      expect(await waitFor(role)).toEqual([])

    const [item] = await itemsOf('aims-manager').then((all) => all.filter(({ id }) => id === byOwner.id))
    expect(item).toMatchObject({
      kind: 'decision',
      group: 'undated',
      version: 2,
      subject: { register: 'ai-system', state: 'in_review' },
      cause: { key: 'awaits_decision', facts: { state: 'in_review' } },
      operations: ['ai-system.approve', 'ai-system.return'],
    })
    await product.run(item?.operations[0] ?? '', ours.actors['aims-manager'], {
      id: item?.id,
      expected_version: item?.version,
    })
    expect(await waitFor('top-management')).toEqual([byManager.id])
  })

  it('are kept from a key whose scopes do not reach them', async () => {
    await submitted('ai-system-owner')
    const narrow = { ...ours.actors['top-management'], scopes: ['my-work:read', 'ai-system:read'] }
    expect((await workOf(narrow)).items.filter(({ source }) => source === 'decision')).toEqual([])
  })

  it('are what a separate transition leaves, on the way somewhere', () => {
    expect(decisionStates(aiSystem, () => true)).toEqual([
      {
        state: 'in_review',
        operations: ['ai-system.approve', 'ai-system.return'],
        decided: 'approved',
      },
    ])
    expect(decisionStates(aiSystem, (permission) => permission !== 'ai-system:approve')).toEqual([])
    expect(decisionStates(person, () => true)).toEqual([])
  })
})

describe('a source of another module', () => {
  it('is shown with the rest, in the order of due dates', async () => {
    const subject = (await ask({ owner_id: ours.actors['risk-owner'].person_id, due_on: '2026-11-25' })).id
    const readings: WorkSource = ({ scope, today }) =>
      scope.actor.roles.includes('employee')
        ? undefined
        : sql<WorkRow>`select 'reading' as source, 'reading' as kind, id, version, title, id as subject_id,
            ${scope.actor.person_id}::uuid as assignee_id, null::text as role, ${today}::date as due_on,
            true as legal_clock, updated_at as since, null::jsonb as cause, '{}'::text[] as requirement_ids,
            array['document.acknowledge'] as operations, null::int as interval_days, 0 as missed_before,
            '{}'::int[] as escalation_after_days from app.record where id = ${subject}`
    const training = defineModule({ name: 'training', work: [readings] })
    const runner = new Runner({ database, sources: product.sources, modules: [...modules, training] })
    const answer = await runner.run('my-work.list', { actor: ours.actors['risk-owner'], input: {} })
    const { items } = answer.result as Page
    expect(items.map(({ source, due_on }) => [source, due_on])).toEqual([
      ['reading', '2026-11-20'],
      ['obligation', '2026-11-25'],
    ])
    expect(items[0]).toMatchObject({ group: 'today', operations: ['document.acknowledge'], cause: null })
  })
})

describe('the list', () => {
  it('pages over all sources, soonest due first, undated last, each once; and counts agree', async () => {
    for (const due_on of ['2026-11-10', '2026-11-20', '2026-11-20', '2027-03-01'])
      await ask({ role: 'top-management', due_on })
    await submitted('ai-system-owner')
    const actor = ours.actors['top-management']
    const { items: whole, today } = await workOf(actor, { limit: 200 })
    const paged: Item[] = []
    let cursor: string | undefined
    do {
      const page = await workOf(actor, { limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...page.items)
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(paged).toEqual(whole)
    const dates = whole.map(({ due_on }) => due_on ?? '9999')
    expect(dates).toEqual(dates.toSorted())
    expect(today).toBe('2026-11-20')

    const { groups } = await product.run<{ groups: Record<string, number> }>('my-work.summary', actor)
    const counted = Object.keys(groups).map((group) => [
      group,
      whole.filter((one) => one.group === group).length,
    ])
    expect(Object.fromEntries(counted)).toEqual(groups)
    expect(groups).toMatchObject({ overdue: 1, today: 2, later: 1 })
    await expect(workOf(actor, { cursor: 'nonsense' })).rejects.toMatchObject({ kind: 'invalid-input' })
  })

  it('counts days where the organization is', async () => {
    const one = await ask({ owner_id: ours.actors.employee.person_id, due_on: '2026-11-20' })
    const groupOf = async () => (await itemsOf('employee')).find(({ id }) => id === one.id)?.group
    expect(await groupOf()).toBe('today')
    const inZone = (zone: string) => moveToZone(adminUrl, ours.id, zone)
    // 09:00 UTC on the 20th is 23:00 on the 19th there.
    await inZone('Pacific/Honolulu')
    expect((await workOf(ours.actors.employee)).today).toBe('2026-11-19')
    expect(await groupOf()).toBe('this_week')
    await inZone('UTC')
  })

  it('answers from four statements however long the page is', async () => {
    const before = statements()
    const { items } = await workOf(ours.actors['top-management'], { limit: 200 })
    expect(items.length).toBeGreaterThan(5)
    // The date, the page from all sources, its subjects, its people.
    expect(statements() - before).toBeGreaterThan(1)
    expect(statements() - before).toBeLessThanOrEqual(4)
  })
})
