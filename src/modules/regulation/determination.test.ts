import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { giveAccount, samplePassword } from '../../../test/harness/account.ts'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import {
  answeredDetermination,
  type Made,
  newSystem,
  proposed,
  roleAnswers,
  vectorAnswers,
} from '../../../test/harness/sample/regulation-samples.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import type { Role } from '../../kernel/access/role.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { tiers } from './determination.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
let ours: TestOrganization
let theirs: TestOrganization

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
  theirs = await makeOrganization(database, product.sources, 'Theirs')
  for (const role of ['aims-manager', 'top-management', 'risk-owner'] as const)
    await giveAccount(product, ours.actors[role])
})

interface View {
  record: Record<string, unknown> & Made & { state: string }
  questions: { id: string; answer: unknown; options: { id: string }[] }[]
  next_questions: string[]
  outcome: { state: string; tier: string | null; needs_legal_sign_off: { id: string }[] }
  sign_offs: { reason_id: string; answer: string }[]
  stale: { kind: string; field?: string; before?: unknown; after?: unknown }[]
  approval: { statement: string; reasons: { id: string }[] } | null
  rejection: { statement: string; reasons: { id: string }[] } | null
}

const author = () => ours.actors['aims-manager']
const view = (id: string) => product.run<View>('determination.view', author(), { id })
const propose = async (kind: 'iso_roles' | 'eu_ai_act', answers: object, systemId?: string) =>
  proposed(product, author(), await answeredDetermination(product, author(), kind, answers, systemId))

async function decide(
  verb: 'approve' | 'reject',
  one: Made,
  given: object = {},
  role: Role = 'top-management',
): Promise<Made & Record<string, unknown>> {
  const { approval, rejection } = await view(one.id)
  return product.run(`determination.${verb}`, ours.actors[role], {
    id: one.id,
    expected_version: one.version,
    signature: { statement: (approval ?? rejection)?.statement ?? 'none', password: samplePassword },
    ...given,
  })
}

const system = (id: string) =>
  product.run<{ record: Made & Record<string, unknown> }>('ai-system.get', author(), { id })

const owned = (values: object = {}) =>
  newSystem(product, author(), { owner_id: ours.actors['ai-system-owner'].person_id, ...values })

describe('the tiers of the register', () => {
  it('are those that the pack can end with', () => {
    const results = shippedPacks().regulation.content.tiers.filter(({ intermediate }) => !intermediate)
    expect(results.map(({ id }) => id).sort()).toEqual([...tiers].sort())
  })
})

describe('answering', () => {
  it('works the outcome out on the server, and takes no result from a caller', async () => {
    const draft = await answeredDetermination(product, author(), 'eu_ai_act', vectorAnswers('T01'))
    expect((await view(draft.id)).record).toMatchObject({ tier: 'high_risk', law_state_date: '2026-11-21' })
    for (const sent of [{ tier: 'minimal' }, { outcome: {} }])
      await expect(
        product.run('determination.answer', author(), { ...versioned(draft), ...sent }),
      ).rejects.toMatchObject({ kind: 'invalid-input' })
    for (const verb of ['create', 'revise', 'bulk'])
      expect(product.runner.handlers.has(`determination.${verb}`)).toBe(false)
  })

  it('keeps answers as they were given, also those that no longer count, and takes one back by null', async () => {
    const draft = await answeredDetermination(product, author(), 'eu_ai_act', vectorAnswers('T01'))
    const stopped = await product.run<Made>('determination.answer', author(), {
      ...versioned(draft),
      answers: { is_ai_system: 'no' },
    })
    expect((await view(draft.id)).outcome.tier).toBe('not_ai_system')
    await product.run('determination.answer', author(), {
      ...versioned(stopped),
      answers: { is_ai_system: 'yes', annex3: null },
    })
    const again = await view(draft.id)
    expect(again.outcome).toMatchObject({ state: 'incomplete', tier: null })
    expect(again.next_questions).toEqual(['annex3'])
    expect(again.questions.find(({ id }) => id === 'roles')?.answer).toEqual(vectorAnswers('T01').roles)
  })

  it('refuses what is no question and no option, naming both', async () => {
    const draft = await answeredDetermination(product, author(), 'eu_ai_act', {})
    await expect(
      product.run('determination.answer', author(), {
        ...versioned(draft),
        answers: { colour: 'red', annex3: ['9z'] },
      }),
    ).rejects.toMatchObject({
      kind: 'invalid-input',
      issues: [{ path: 'answers.colour' }, { path: 'answers.annex3' }],
    })
  })

  it('is not proposed while a question is open, no role follows, or the reason is missing', async () => {
    const open = await answeredDetermination(product, author(), 'eu_ai_act', { is_ai_system: 'yes' })
    await expect(proposed(product, author(), open)).rejects.toThrow(/eu_nexus/)
    const none = await answeredDetermination(product, author(), 'iso_roles', { ...roleAnswers, uses: 'no' })
    await expect(proposed(product, author(), none)).rejects.toThrow(/no role/)
    const silent = await product.run<Made>('determination.answer', author(), {
      ...versioned(await answeredDetermination(product, author(), 'iso_roles', roleAnswers)),
      rationale: ' ',
    })
    await expect(proposed(product, author(), silent)).rejects.toThrow(/rationale/)
  })

  it('lets an owner determine systems of their own only, and starts one of a kind at a time', async () => {
    const owner = ours.actors['ai-system-owner']
    const mine = await owned()
    const draft = await product.run<Made>('determination.start', owner, {
      ai_system_id: mine.id,
      kind: 'iso_roles',
    })
    await expect(
      product.run('determination.start', author(), { ai_system_id: mine.id, kind: 'iso_roles' }),
    ).rejects.toMatchObject({ kind: 'conflict', facts: { determination_id: draft.id } })
    const others = await newSystem(product, author())
    await expect(
      product.run('determination.start', owner, { ai_system_id: others.id, kind: 'iso_roles' }),
    ).rejects.toMatchObject({ kind: 'not-permitted' })
    const foreign = await answeredDetermination(product, author(), 'iso_roles', roleAnswers, others.id)
    await expect(
      product.run('determination.answer', owner, { ...versioned(foreign), answers: {} }),
    ).rejects.toMatchObject({ kind: 'not-permitted' })
  })
})

const versioned = ({ id, version }: Made) => ({ id, expected_version: version })

describe('approving', () => {
  it('writes the ISO roles into the inventory, in the operation that approves', async () => {
    const target = await owned()
    const one = await propose('iso_roles', { ...roleAnswers, supplies: 'yes' }, target.id)
    const approved = await decide('approve', one)
    expect(approved).toMatchObject({
      state: 'approved',
      ai_roles: ['provider', 'user'],
      decided_by: ours.actors['top-management'].person_id,
    })
    const { record } = await system(target.id)
    expect(record).toMatchObject({ ai_roles: ['provider', 'user'], version: 2 })
    const rows = await readRows(
      database,
      ours.id,
      sql<{ table_name: string }>`select table_name from trail.change where operation_id = (
        select operation_id from trail.change where row_id = ${target.id} order by id desc limit 1)
        and table_name is not null order by table_name`,
    )
    expect(new Set(rows.map(({ table_name }) => table_name))).toEqual(
      new Set(['ai_system', 'determination', 'obligation', 'signature', 'signature_name']),
    )
    expect((await view(one.id)).stale).toEqual([])
  })

  it('is refused to whoever owns or wrote it, also when others have written it since', async () => {
    const one = await propose('iso_roles', roleAnswers, (await owned()).id)
    await expect(decide('approve', one, {}, 'aims-manager')).rejects.toThrow(/authors/)
    const led = await newSystem(product, author(), { owner_id: ours.actors['top-management'].person_id })
    const other = await propose('iso_roles', roleAnswers, led.id)
    await expect(decide('approve', other)).rejects.toThrow(/owner/)

    const answer = (actor: typeof ours.actors.administrator, made: Made) =>
      product.run<Made>('determination.answer', actor, { ...versioned(made), answers: { ...roleAnswers } })
    const between = { ...ours.actors['top-management'], roles: ['aims-manager'] }
    const begun = await answeredDetermination(
      product,
      author(),
      'iso_roles',
      { ...roleAnswers, supplies: 'yes' },
      (await owned()).id,
    )
    const answered = await answer(author(), await answer(between, begun))
    await expect(decide('approve', await proposed(product, author(), answered))).rejects.toThrow(/authors/)
  })

  it('asks for an answer to each point that law leaves open, by top management or the AIMS manager', async () => {
    const one = await propose('eu_ai_act', vectorAnswers('T11'), (await owned()).id)
    const { approval } = await view(one.id)
    const reasons = approval?.reasons.map(({ id }) => id) ?? []
    expect(reasons).toEqual(['derogation', 'low_confidence_date'])
    const sign_offs = reasons.map((reason_id) => ({ reason_id, answer: 'Counsel advised so on 3 November.' }))
    await expect(decide('approve', one, { sign_offs }, 'risk-owner')).rejects.toThrow(/legal judgement/)
    await expect(decide('approve', one, { sign_offs: sign_offs.slice(1) })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      issues: [{ path: 'sign_offs.derogation' }],
    })
    await expect(
      decide('approve', one, { sign_offs: [...sign_offs, { reason_id: 'other', answer: 'x' }] }),
    ).rejects.toMatchObject({ issues: [{ path: 'sign_offs.other' }] })
    await decide('approve', one, { sign_offs })
    const decided = await view(one.id)
    expect(decided.sign_offs.map(({ reason_id }) => reason_id)).toEqual(reasons)
    const { items } = await product.run<{ items: { statement: string; meaning: string }[] }>(
      'signature.list',
      author(),
      { record_id: one.id },
    )
    expect(items).toMatchObject([{ meaning: 'determination.approved', statement: approval?.statement }])
  })

  it('waits in My work for those who may decide it, and for nobody else', async () => {
    const plain = await propose('eu_ai_act', vectorAnswers('T01'), (await owned()).id)
    const legal = await propose('eu_ai_act', vectorAnswers('T11'), (await owned()).id)
    const waiting = async (role: Role) => {
      const { items } = await product.run<{ items: { id: string; operations: string[] }[] }>(
        'my-work.list',
        ours.actors[role],
        { limit: '200' },
      )
      return items.filter(({ id }) => [plain.id, legal.id].includes(id)).map(({ id }) => id)
    }
    expect((await waiting('top-management')).sort()).toEqual([plain.id, legal.id].sort())
    expect(await waiting('risk-owner')).toEqual([plain.id])
    for (const role of ['aims-manager', 'ai-system-owner', 'employee'] as const)
      expect(await waiting(role)).toEqual([])
  })

  it('is open to a risk owner where law leaves nothing open, and to nobody without the permission', async () => {
    const one = await propose('eu_ai_act', vectorAnswers('T01'), (await owned()).id)
    await expect(decide('approve', one, {}, 'employee')).rejects.toMatchObject({ kind: 'not-permitted' })
    expect(await decide('approve', one, {}, 'risk-owner')).toMatchObject({
      state: 'approved',
      tier: 'high_risk',
    })
  })

  it('needs the statement as it stands and the right password', async () => {
    const one = await propose('iso_roles', roleAnswers, (await owned()).id)
    const { approval } = await view(one.id)
    await expect(
      decide('approve', one, { signature: { statement: 'I approve it.', password: samplePassword } }),
    ).rejects.toMatchObject({ kind: 'conflict', facts: { statement: approval?.statement } })
    await expect(
      decide('approve', one, { signature: { statement: approval?.statement, password: 'not the password' } }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    expect((await view(one.id)).record.state).toBe('proposed')
  })

  it('supersedes the earlier determination, which stays as it was', async () => {
    const target = await owned()
    const first = await propose('eu_ai_act', vectorAnswers('T01'), target.id)
    await decide('approve', first)
    const before = await view(first.id)
    const draft = await product.run<Made>('determination.start', author(), {
      ai_system_id: target.id,
      kind: 'eu_ai_act',
    })
    expect((await view(draft.id)).outcome.tier).toBe('high_risk')
    const changed = await product.run<Made>('determination.answer', author(), {
      ...versioned(draft),
      answers: { is_ai_system: 'no' },
      rationale: 'The model was replaced by fixed rules.',
    })
    await decide('approve', await proposed(product, author(), changed))
    const after = await view(first.id)
    expect(after.record).toMatchObject({ state: 'superseded', tier: 'high_risk' })
    expect({ ...after.outcome, questions: after.questions }).toEqual({
      ...before.outcome,
      questions: before.questions,
    })
    const { items } = await product.run<{ items: { kind: string; superseded: number; current: View }[] }>(
      'determination.of-system',
      author(),
      { ai_system_id: target.id },
    )
    expect(items.find(({ kind }) => kind === 'eu_ai_act')).toMatchObject({
      superseded: 1,
      current: { record: { tier: 'not_ai_system', supersedes_id: first.id } },
    })
  })
})

describe('a banned practice', () => {
  it('blocks every approval, can only be rejected by a signed legal answer, and comes back only so', async () => {
    const target = await owned({ ai_roles: ['user'] })
    const submitted = await product.run<Made>('ai-system.submit', author(), versioned(target))
    const one = await propose('eu_ai_act', vectorAnswers('T05'), target.id)
    await expect(decide('approve', one)).rejects.toThrow(/banned practice/)
    const approveSystem = () =>
      product.run('ai-system.approve', ours.actors['top-management'], versioned(submitted))
    await expect(approveSystem()).rejects.toMatchObject({
      kind: 'refused-by-rule',
      facts: { determination_id: one.id },
    })
    const sign_offs = [
      { reason_id: 'prohibited_practice', answer: 'Confirmed by counsel; the pilot was stopped.' },
    ]
    await expect(decide('reject', one, { reason: 'Banned.', sign_offs }, 'risk-owner')).rejects.toThrow(
      /legal/,
    )
    await expect(decide('reject', one, { reason: 'Banned.' })).rejects.toThrow(/answer in writing/)
    const rejected = await decide('reject', one, { reason: 'Banned.', sign_offs })
    expect(rejected).toMatchObject({ state: 'use_rejected', tier: 'prohibited' })
    await expect(approveSystem()).rejects.toMatchObject({ kind: 'refused-by-rule' })

    const changed = await propose(
      'eu_ai_act',
      { ...vectorAnswers('T05'), prohibited: ['none'], deployer_kind: ['other'] },
      target.id,
    )
    await expect(decide('approve', changed)).rejects.toMatchObject({
      issues: [{ path: 'sign_offs.reopens_rejected_use' }],
    })
    const reopened = [{ reason_id: 'reopens_rejected_use', answer: 'The emotion feature was removed.' }]
    await decide('approve', changed, { sign_offs: reopened })
    await approveSystem()
  })

  it('is the only reason to reject a use', async () => {
    const one = await propose('eu_ai_act', vectorAnswers('T01'), (await owned()).id)
    await expect(decide('reject', one, { reason: 'No.' })).rejects.toThrow(/only a banned practice/)
  })
})

it('does not exist for another organization', async () => {
  const one = await propose('iso_roles', roleAnswers, (await owned()).id)
  const stranger = theirs.actors['aims-manager']
  await expect(product.run('determination.view', stranger, { id: one.id })).rejects.toMatchObject({
    kind: 'not-found',
  })
  const foreign = await owned()
  for (const name of ['determination.start', 'determination.of-system'])
    await expect(
      product.run(name, stranger, {
        ai_system_id: foreign.id,
        ...(name.endsWith('start') ? { kind: 'iso_roles' } : {}),
      }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  expect(adminUrl).toContain('test_')
})
