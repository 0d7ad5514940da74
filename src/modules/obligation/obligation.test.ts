import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  makeClock,
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../test/harness/organization.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import type { OperationError } from '../../kernel/contract/error.ts'
import { command } from '../../platform/operations/handler.ts'
import { Runner } from '../../platform/operations/runner.ts'
import type { SharedTransaction } from '../../platform/operations/scope.ts'
import { modules } from '../index.ts'
import { fulfilObligations } from './fulfil.ts'
import { mergeFacts, type NewObligation, raiseObligation } from './raise.ts'
import { approvedSystem, changeSystem, type Duty, dutiesOf } from './system.fixture.ts'

const { database } = await makeTestDatabase()
const clock = makeClock('2026-11-20T09:00:00.000Z')
const product = makeProduct(database, clock.now)
let ours: TestOrganization
const day = 86_400_000

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
})

const manager = () => ours.actors['aims-manager']
const owner = () => ours.actors['ai-system-owner']
const kindOf = (run: Promise<unknown>) =>
  run.then(
    () => 'done',
    (error: OperationError) => error.kind,
  )
const complete = (one: Duty, actor = owner(), outcome = 'done', note?: string) =>
  product.run<{ next: { id: string; opens_on: string; due_on: string } | null }>(
    'obligation.complete',
    actor,
    { id: one.id, expected_version: one.version, outcome, ...(note ? { note } : {}) },
  )

/** Runs code of this module in another module's command, as a reaction would. */
async function inTransaction<T>(body: (tx: SharedTransaction) => Promise<T>): Promise<T> {
  const host = modules.find(({ name }) => name === 'obligation')
  const served = host?.handlers.find(({ operation }) => operation.name === 'working-calendar.set')
  if (!host || !served) throw new Error('The host command is gone.')
  let answer: { value: T } | undefined
  const hosting = command<Record<string, never>>()(
    served.operation as never,
    (async (tx: never) => {
      answer = { value: await body(tx) }
      return (tx as { record: (entry: object, result: object) => never }).record(
        { event: 'working-calendar.set' },
        { weekend: [6, 7], holidays: [] },
      )
    }) as never,
  )
  const runner = new Runner({
    database,
    sources: product.sources,
    modules: [{ ...host, handlers: [hosting] }, ...modules.filter((one) => one !== host)],
  })
  await runner.run('working-calendar.set', { actor: manager(), input: { weekend: [6, 7], holidays: [] } })
  if (!answer) throw new Error('The body did not run.')
  return answer.value
}

const wanted = (subject_id: string, more: Partial<NewObligation> = {}): NewObligation => ({
  title: 'Assess again',
  kind: 'review',
  origin: 'ai-system.revised',
  cause: { key: 'changed', facts: { fields: ['intended_purpose'] } },
  subject_id,
  owner_id: owner().person_id,
  due_on: '2026-12-10',
  ...more,
})

/** What looks at a system in use that may touch rights or safety. */
const inUse = ['RC01', 'RC03', 'RC05', 'RC06', 'RC07', 'RC08', 'RC09', 'RC11']

describe('cadences of an approved AI system', () => {
  it('ask from approval on, of the owner, with the terms of the programme', async () => {
    const system = await approvedSystem(product, ours, {
      lifecycle_stage: 'operation',
      rights_safety_impact: 'rights',
    })
    const duties = await dutiesOf(product, ours, system.id)
    expect(duties.map(({ origin, due_on, owner_id }) => [origin, due_on, owner_id])).toEqual(
      inUse.map((origin) => [origin, '2026-11-20', owner().person_id]),
    )
  })

  it('first due at going live when that is ahead, moved off the weekend and a holiday', async () => {
    await product.run('working-calendar.set', manager(), { weekend: [6, 7], holidays: ['2027-01-04'] })
    const system = await approvedSystem(product, ours, {
      lifecycle_stage: 'deployment',
      rights_safety_impact: 'neither',
      implemented_on: '2027-01-02',
    })
    const duties = await dutiesOf(product, ours, system.id)
    expect(duties.map(({ origin, opens_on, due_on }) => [origin, opens_on, due_on])).toEqual([
      ['RC01', '2026-12-13', '2027-01-05'],
      ['RC11', '2026-12-06', '2027-01-05'],
    ])
    await product.run('working-calendar.set', manager(), { weekend: [6, 7], holidays: [] })
  })

  it('count the next turn from the day of completion, so that slipping does not hide', async () => {
    const system = await approvedSystem(product, ours, {
      lifecycle_stage: 'operation',
      rights_safety_impact: 'safety',
    })
    const [, weekly] = await dutiesOf(product, ours, system.id)
    if (!weekly) throw new Error('No weekly duty.')
    expect(weekly.origin).toBe('RC03')
    clock.advance(17 * day)
    const standing = await product.run('obligation.standing', owner(), { id: weekly.id })
    expect(standing).toMatchObject({ days_overdue: 17, escalation_level: 2, missed_in_a_row: 3 })
    const missed = await product.run<{ items: { id: string; missed_in_a_row: number }[] }>(
      'obligation.missed',
      owner(),
    )
    expect(missed.items).toContainEqual(expect.objectContaining({ id: weekly.id, missed_in_a_row: 3 }))

    const { next } = await complete(weekly)
    // Completed on Monday 7 December: seven days later, not a Friday of the old rhythm.
    expect(next).toMatchObject({ opens_on: '2026-12-12', due_on: '2026-12-14' })
    const after = await product.run('obligation.standing', owner(), { id: next?.id })
    expect(after).toMatchObject({ days_overdue: 0, missed_in_a_row: 3 })
    expect(await product.run('obligation.standing', owner(), { id: weekly.id })).toMatchObject({
      days_overdue: 17,
    })
    clock.advance(-17 * day)
  })

  it('accept that nothing changed only with a reason', async () => {
    const system = await approvedSystem(product, ours, { lifecycle_stage: 'development' })
    const [one] = await dutiesOf(product, ours, system.id)
    if (!one) throw new Error('No duty.')
    expect(await kindOf(complete(one, owner(), 'no_change'))).toBe('invalid-input')
    const { next } = await complete(one, owner(), 'no_change', 'No new integration since the last look.')
    expect(next).not.toBeNull()
    expect(await kindOf(complete(one))).toBe('refused-by-rule')
  })

  it('ask for facts that decide, and stop asking once they are stated', async () => {
    const system = await approvedSystem(product, ours, { lifecycle_stage: 'operation' })
    const asked = async () =>
      (await dutiesOf(product, ours, system.id)).map(({ origin, state }) => `${origin} ${state}`)
    expect(await asked()).toEqual(['RC01 open', 'RC11 open', 'missing-facts open'])
    await changeSystem(product, ours, system.id, { rights_safety_impact: 'rights' })
    expect(await asked()).toEqual([...inUse.map((origin) => `${origin} open`), 'missing-facts done'])
  })

  it('follow the owner, in bulk too, until a manager assigns somebody', async () => {
    const system = await approvedSystem(product, ours, { lifecycle_stage: 'development' })
    const other = ours.actors['risk-owner'].person_id
    const [first] = await dutiesOf(product, ours, system.id)
    if (!first) throw new Error('No duty.')
    const assigned = ours.actors.employee.person_id
    await product.run('obligation.revise', manager(), {
      id: first.id,
      expected_version: first.version,
      changes: { owner_id: assigned },
    })
    await product.run('ai-system.bulk', manager(), {
      selection: { ids: [system.id] },
      changes: { owner_id: other },
    })
    const owners = (await dutiesOf(product, ours, system.id)).map(({ owner_id }) => owner_id)
    expect(owners).toEqual([assigned, other])
  })

  it('start when a bulk change puts approved systems into operation', async () => {
    const system = await approvedSystem(product, ours, {
      lifecycle_stage: 'development',
      rights_safety_impact: 'rights',
    })
    await product.run('ai-system.bulk', manager(), {
      selection: { ids: [system.id] },
      changes: { lifecycle_stage: 'operation' },
    })
    const origins = (await dutiesOf(product, ours, system.id)).map(({ origin }) => origin)
    expect(origins).toEqual(inUse)
  })

  it('end with retirement, and go on after a waiver', async () => {
    const system = await approvedSystem(product, ours, {
      lifecycle_stage: 'development',
      rights_safety_impact: 'neither',
    })
    const [rc01] = await dutiesOf(product, ours, system.id)
    if (!rc01) throw new Error('No duty.')
    const waive = (actor = manager()) =>
      product.run<Duty>('obligation.waive', actor, {
        id: rc01.id,
        expected_version: rc01.version,
        reason: 'Frozen.',
      })
    expect(await kindOf(waive(owner()))).toBe('not-permitted')
    const waived = await waive()
    const again = (await dutiesOf(product, ours, system.id)).find(
      ({ origin, state }) => origin === 'RC01' && state === 'open',
    )
    if (!again) throw new Error('The cadence ended with a waiver.')
    expect(again.due_on).toBe('2027-02-19')
    const reopen = { id: waived.id, expected_version: waived.version, reason: 'After all.' }
    expect(await kindOf(product.run('obligation.reopen', manager(), reopen))).toBe('refused-by-rule')
    await changeSystem(product, ours, system.id, { lifecycle_stage: 'retirement' })
    const open = (await dutiesOf(product, ours, system.id)).filter(({ state }) => state === 'open')
    expect(open).toEqual([])
    expect(await kindOf(complete(again))).toBe('refused-by-rule')
  })
})

describe('raising', () => {
  let subject: string
  beforeEach(async () => {
    subject = (await product.run<{ id: string }>('ai-system.create', manager(), { name: 'Model' })).id
  })

  it('asks once, whoever asks at the same moment, and gathers the reasons', async () => {
    const fields = ['intended_purpose', 'ai_roles', 'uses_personal_data', 'human_involvement']
    const answers = await Promise.all(
      fields.map((field, days) =>
        inTransaction((tx) =>
          raiseObligation(
            tx,
            wanted(subject, {
              cause: { key: 'changed', facts: { fields: [field] } },
              due_on: `2026-12-1${4 - days}`,
            }),
          ),
        ),
      ),
    )
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ raised }) => raised)).toHaveLength(1)
    const [one] = await dutiesOf(product, ours, subject)
    expect(one?.due_on).toBe('2026-12-11')
    const standing = await product.run<{ cause: { facts: { fields: string[] } } }>(
      'obligation.standing',
      owner(),
      { id: one?.id },
    )
    expect(standing.cause.facts.fields.toSorted()).toEqual(fields.toSorted())
  })

  it('asks again once it was done, and apart for another cause', async () => {
    const raise = (more?: Partial<NewObligation>) =>
      inTransaction((tx) => raiseObligation(tx, wanted(subject, more)))
    const first = await raise()
    const apart = await raise({ cause: { key: 'supplier_changed', facts: {} } })
    expect(apart.raised).toBe(true)
    const settled = await inTransaction((tx) =>
      fulfilObligations(tx, { subject_id: subject, origin: 'ai-system.revised', cause_key: 'changed' }),
    )
    expect(settled).toEqual({ completed: [first.id], raised: [] })
    expect((await raise()).id).not.toBe(first.id)
  })

  it('raises the next turn once when two settle a cadence at the same moment', async () => {
    const cadence = wanted(subject, {
      origin: 'RC16',
      cause: { key: 'cadence', facts: {} },
      interval_days: 91,
      escalation_after_days: [14],
    })
    await inTransaction((tx) => raiseObligation(tx, cadence))
    const settled = await Promise.all(
      [1, 2, 3].map(() =>
        inTransaction((tx) => fulfilObligations(tx, { subject_id: subject, origin: 'RC16' })),
      ),
    )
    expect(settled.map(({ completed }) => completed.length).toSorted()).toEqual([0, 0, 1])
    expect(settled.flatMap(({ raised }) => raised)).toHaveLength(1)
    const turns = await dutiesOf(product, ours, subject)
    expect(turns.map(({ state, due_on }) => `${state} ${due_on}`)).toEqual([
      'done 2026-12-10',
      'open 2027-02-19',
    ])
  })

  it('is refused by the database itself when asked twice', async () => {
    const { id } = await inTransaction((tx) => raiseObligation(tx, wanted(subject)))
    const copy = database.write(
      { role: 'app', organizationId: ours.id, operationId: product.sources.newId() },
      (db) =>
        sql`insert into app.obligation (organization_id, id, version, state, title, kind, origin, subject_id, due_on, cause, created_at, updated_at)
          select organization_id, ${product.sources.newId()}, 1, 'open', title, kind, origin, subject_id, due_on, cause, created_at, updated_at
          from app.obligation where id = ${id}`.execute(db),
    )
    await expect(copy).rejects.toThrow(/obligation_asks_once/)
  })

  it('merges facts: lists hold both, of anything else the later counts', () => {
    expect(mergeFacts({ a: ['x', 'y'], b: 1 }, { a: ['y', 'z'], b: 2, c: true })).toEqual({
      a: ['x', 'y', 'z'],
      b: 2,
      c: true,
    })
  })
})

describe('what was planned', () => {
  it('is given to those who may complete it, and to no role or person that only reads', async () => {
    const auditor = ours.actors['certification-auditor']
    const made = (more: object) =>
      product.run<Duty>('obligation.create', manager(), {
        title: 'Look at it',
        kind: 'review',
        origin: 'request',
        due_on: '2026-12-10',
        ...more,
      })
    await expect(made({ role: 'certification-auditor' })).rejects.toMatchObject({
      kind: 'invalid-input',
      issues: [{ path: 'role' }],
    })
    await expect(made({ owner_id: auditor.person_id })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      issues: [{ path: 'owner_id', message: expect.stringContaining('only reads') }],
    })
    const { administrator } = ours.actors
    const left = await product.run<Duty>('person.create', administrator, { name: 'Left long ago' })
    const able = async () =>
      (
        await product.run<{ items: { id: string }[] }>('person.able', manager(), {
          register: 'obligation',
          limit: 100,
        })
      ).items.map(({ id }) => id)
    // Who has no access yet may be given a duty, who has none any more may not.
    expect(await able()).toEqual(expect.arrayContaining([left.id, owner().person_id]))
    await product.run('person.disable', administrator, { id: left.id, expected_version: 1, reason: 'Left' })
    await expect(made({ owner_id: left.id })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      issues: [{ path: 'owner_id', message: expect.stringContaining('no access any more') }],
    })
    expect((await able()).filter((id) => id === left.id || id === auditor.person_id)).toEqual([])
    const { id, version } = await made({ owner_id: owner().person_id, role: 'internal-auditor' })
    const given = { id, expected_version: version, changes: { owner_id: auditor.person_id } }
    await expect(product.run('obligation.revise', manager(), given)).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
  })

  it('is not moved by hand, and an outcome is only stated by completing', async () => {
    const system = await approvedSystem(product, ours, { lifecycle_stage: 'development' })
    const [one] = await dutiesOf(product, ours, system.id)
    if (!one) throw new Error('No duty.')
    const revise = (changes: object) =>
      kindOf(
        product.run('obligation.revise', manager(), {
          id: one.id,
          expected_version: one.version,
          changes,
        }),
      )
    expect(await revise({ due_on: '2027-06-01' })).toBe('refused-by-rule')
    expect(await revise({ outcome: 'done' })).toBe('refused-by-rule')
    const made = { title: 'Answer', kind: 'answer', origin: 'request', due_on: '2026-12-01' }
    const create = (more: object) => kindOf(product.run('obligation.create', manager(), { ...made, ...more }))
    expect(await create({ opens_on: '2026-12-02' })).toBe('refused-by-rule')
    expect(await create({ completed_on: '2026-11-01' })).toBe('refused-by-rule')
    expect(await create({})).toBe('done')
  })
})
