import { beforeAll, describe, expect, it } from 'vitest'
import type { Made } from '../../../../test/harness/made.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { type ReadStatement, readStatement } from '../../../../test/harness/sample/soa-samples.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { withClient } from '../../../platform/db/provision.ts'

const { database, adminUrl } = await makeTestDatabase()
const product = makeProduct(database)
let ours: TestOrganization
let theirs: TestOrganization

const manager = () => ours.actors['aims-manager']

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Ours')
  theirs = await makeOrganization(database, product.sources, 'Theirs')
  expect(await product.run('soa.start', manager())).toEqual({ rows: 38 })
})

const rowOf = ({ statement }: ReadStatement, reference: string) => {
  const row = statement.rows.find((one) => one.reference === reference)
  if (!row) throw new Error(`no row ${reference}`)
  return row
}
const row = async (reference: string) => rowOf(await readStatement(product, manager()), reference)

async function revise(reference: string, changes: Record<string, unknown>, actor = manager()): Promise<Made> {
  const read = await readStatement(product, manager())
  const { id } = rowOf(read, reference)
  return product.run<Made>('soa-row.revise', actor, {
    id,
    expected_version: read.row_versions[id],
    changes,
  })
}
const conflictsOf = async (reference: string) => {
  const read = await readStatement(product, manager())
  return read.conflicts.filter(({ row_id }) => row_id === rowOf(read, reference).id)
}
const codes = async () =>
  (await product.run<{ items: { code: string }[] }>('soa.readiness', manager())).items.map(({ code }) => code)

describe('starting', () => {
  it('makes one undecided row for each of the 38 controls, in the order of Annex A, once', async () => {
    const { statement } = await readStatement(product, manager())
    const references = statement.rows.map(({ reference }) => reference)
    expect(references).toHaveLength(38)
    expect(references.slice(0, 2)).toEqual(['A.2.2', 'A.2.3'])
    expect(references.at(-1)).toBe('A.10.4')
    expect(statement.rows.every(({ applicable, owner_id }) => applicable === null && owner_id === null)).toBe(
      true,
    )
    expect(statement.areas).toHaveLength(9)
    expect(statement.areas.flatMap(({ objectives }) => objectives)).toHaveLength(10)
    await expect(product.run('soa.start', manager())).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('stays within the organization', async () => {
    const foreign = await readStatement(product, theirs.actors['aims-manager'])
    expect(foreign).toMatchObject({ started: false, statement: { rows: [], organization_name: 'Theirs' } })
  })
})

describe('a row about Annex A', () => {
  it('cannot be renamed, renumbered, moved to another control, archived or added by hand', async () => {
    await expect(revise('A.2.2', { title: 'Something easier' })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    await expect(revise('A.2.2', { reference: 'A.9.9' })).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await expect(revise('A.2.2', { requirement: null })).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(
      product.run('soa-row.create', manager(), { title: 'A.2.2 again', requirement: 'urn:any' }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    const read = await readStatement(product, manager())
    const { id } = rowOf(read, 'A.2.2')
    await expect(
      product.run('soa-row.archive', manager(), { id, expected_version: read.row_versions[id] }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    expect((await row('A.2.2')).title).toBe('AI policy')
  })

  it('is not left out without a reason, by any door, nor keeps no reason once it is left out', async () => {
    for (const justification of [undefined, null, '', ' \n '])
      await expect(
        revise('A.9.2', { applicable: false, ...(justification === undefined ? {} : { justification }) }),
      ).rejects.toMatchObject({ kind: 'refused-by-rule', issues: [{ path: 'justification' }] })
    await expect(
      product.run('soa-row.bulk', manager(), {
        selection: { ids: [(await row('A.9.2')).id] },
        changes: { applicable: false },
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await revise('A.9.2', { applicable: false, justification: 'No AI is used.' })
    await expect(revise('A.9.2', { justification: null })).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await withClient(adminUrl, (client) =>
      expect(
        client.query(`update app.soa_row set justification = null where reference = 'A.9.2'`),
      ).rejects.toThrow('soa_row_exclusion_is_justified'),
    )
  })

  it('does not keep the reason of one decision for the opposite one', async () => {
    const said = async () => (await row('A.6.2.7')).justification
    await revise('A.6.2.7', { applicable: false, justification: 'Nobody is told here.' })
    await revise('A.6.2.7', { applicable: true })
    expect(await said()).toBeNull()
    await revise('A.6.2.7', { justification: 'Users are told in writing.' })
    await expect(revise('A.6.2.7', { applicable: false })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      issues: [{ path: 'justification' }],
    })
    await revise('A.6.2.7', { applicable: null })
    expect(await said()).toBeNull()
    await revise('A.6.2.7', { justification: 'Written before deciding.' })
    await revise('A.6.2.7', { applicable: true })
    expect(await said()).toBe('Written before deciding.')
  })

  it('is written by its owner and the AIMS manager, by nobody else', async () => {
    const owner = ours.actors['risk-owner']
    await expect(revise('A.4.2', { status: 'partial' }, owner)).rejects.toMatchObject({
      kind: 'not-permitted',
    })
    await revise('A.4.2', { owner_id: owner.person_id })
    await expect(revise('A.4.2', { status: 'partial' }, owner)).resolves.toBeDefined()
    const { id } = await row('A.4.3')
    const origin = { id, kind: 'own_decision', reference: 'Board' }
    await expect(product.run('soa-row.add-origin', owner, origin)).rejects.toMatchObject({
      kind: 'not-permitted',
    })
    for (const role of ['employee', 'internal-auditor', 'certification-auditor', 'top-management'] as const)
      await expect(revise('A.4.2', { status: 'partial' }, ours.actors[role])).rejects.toMatchObject({
        kind: 'not-permitted',
      })
  })
})

describe('origins', () => {
  it('lead to a record, a legal duty or words; a risk to a risk of the register', async () => {
    const { id } = await row('A.5.2')
    const add = (origin: Record<string, unknown>) =>
      product.run<{ origin_id: string }>('soa-row.add-origin', manager(), { id, ...origin })
    await expect(add({ kind: 'law' })).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(add({ kind: 'law', requirement: 'urn:plumbline:none' })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    await expect(
      add({ kind: 'law', requirement: 'urn:plumbline:iso-42001:2023:control:A.2.2' }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await expect(add({ kind: 'risk', reference: 'A risk somewhere' })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    const unit = await product.run<Made>('organization-unit.create', manager(), { name: 'Lending' })
    await expect(add({ kind: 'risk', record_id: unit.id })).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await expect(add({ kind: 'impact', record_id: product.sources.newId() })).rejects.toMatchObject({
      kind: 'not-found',
    })
    const foreign = await product.run<Made>('organization-unit.create', theirs.actors['aims-manager'], {
      name: 'Foreign',
    })
    await expect(add({ kind: 'impact', record_id: foreign.id })).rejects.toMatchObject({ kind: 'not-found' })

    await add({ kind: 'law', requirement: 'urn:plumbline:eu-ai-act:2024-1689:obligation:ob_literacy' })
    await add({ kind: 'impact', record_id: unit.id })
    const { origin_id } = await add({ kind: 'contract', reference: 'Framework contract, 4.2' })
    expect((await row('A.5.2')).origins).toMatchObject([
      { kind: 'law', requirement_title: expect.stringContaining('Art. 4') },
      { kind: 'impact', record_title: 'Lending' },
      { kind: 'contract', reference: 'Framework contract, 4.2' },
    ])
    const other = (await row('A.5.3')).id
    await expect(
      product.run('soa-row.remove-origin', manager(), { id: other, origin_id }),
    ).rejects.toMatchObject({ kind: 'not-found' })
    await product.run('soa-row.remove-origin', manager(), { id, origin_id })
    expect((await row('A.5.2')).origins).toHaveLength(2)
  })
})

describe('linked controls', () => {
  it('are exactly those that were named, with how they stand today', async () => {
    const { id } = await row('A.6.2.4')
    const make = async (name: string) => (await product.run<Made>('control.create', manager(), { name })).id
    const [gate, test, foreign] = [
      await make('Release gate'),
      await make('Bias test'),
      (await product.run<Made>('control.create', theirs.actors['aims-manager'], { name: 'Foreign' })).id,
    ]
    const set = (control_ids: string[]) => product.run('soa-row.set-controls', manager(), { id, control_ids })
    expect(await set([gate, test])).toMatchObject({ added: [gate, test], removed: [] })
    expect(await set([test])).toEqual({ added: [], removed: [gate] })
    await expect(set([test, foreign])).rejects.toMatchObject({ kind: 'not-found' })
    await expect(set([test, test])).rejects.toMatchObject({ kind: 'invalid-input' })
    expect((await row('A.6.2.4')).controls).toEqual([
      { id: test, name: 'Bias test', reference: null, state: 'planned', operating_rating: null },
    ])
    const { items } = await product.run<{ items: { register: string; relation: string }[] }>(
      'control.links',
      manager(),
      { id: test },
    )
    expect(items).toMatchObject([{ register: 'soa-row', relation: 'implemented_by' }])
  })
})

describe('rules that speak against leaving a control out', () => {
  const state = (fact: string, value: boolean | null, ai_system_id: string | null = null) =>
    product.run('soa.state-fact', manager(), { fact, value, ai_system_id, basis: 'Asked the teams.' })
  const answer = async (reference: string, text = 'The parent company does it.') => {
    const [conflict] = await conflictsOf(reference)
    return product.run('soa-row.answer-conflict', manager(), {
      id: (await row(reference)).id,
      rule_id: conflict?.rule_id,
      facts_hash: conflict?.facts_hash,
      answer: text,
    })
  }
  let system: Made

  it('find nothing without an AI system in scope', async () => {
    await revise('A.7.2', { applicable: false, justification: 'Nothing is trained.' })
    expect(await conflictsOf('A.7.2')).toEqual([])
  })

  it('stay unknown for a system that nobody described, and unknown is not false', async () => {
    system = await product.run<Made>('ai-system.create', manager(), { name: 'Scoring' })
    expect(await conflictsOf('A.7.2')).toMatchObject([
      { rule_id: 'data_is_used_to_build_or_ground', truth: 'unknown', open: true, facts_count: 3 },
    ])
    expect(await codes()).toContain('unknown_facts')
    await expect(answer('A.7.2')).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('facts are missing'),
    })
  })

  it('are settled by facts, stated for the organization or one system', async () => {
    await state('trains', false)
    await state('fine_tunes', false)
    expect(await conflictsOf('A.7.2')).toMatchObject([{ truth: 'unknown', facts_count: 1 }])
    await state('uses_retrieval_data', false, system.id)
    expect(await conflictsOf('A.7.2')).toEqual([])
    await state('uses_retrieval_data', null, system.id)
    expect(await conflictsOf('A.7.2')).toMatchObject([{ truth: 'unknown' }])
  })

  it('name the facts and the systems when they are true, and take an answer to these facts only', async () => {
    await state('uses_retrieval_data', true, system.id)
    expect(await conflictsOf('A.7.2')).toMatchObject([
      {
        truth: 'true',
        effect: 'cannot_exclude',
        open: true,
        facts: [{ fact: 'uses_retrieval_data', ai_system_id: system.id, ai_system_name: 'Scoring' }],
      },
    ])
    expect(await codes()).toContain('conflict')
    await expect(
      product.run('soa-row.answer-conflict', manager(), {
        id: (await row('A.7.2')).id,
        rule_id: 'data_is_used_to_build_or_ground',
        facts_hash: '0'.repeat(64),
        answer: 'To facts nobody read',
      }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    await answer('A.7.2')
    expect(await conflictsOf('A.7.2')).toMatchObject([
      { open: false, answer: { answer: 'The parent company does it.' } },
    ])
    expect((await row('A.7.2')).answers).toMatchObject([{ answer: 'The parent company does it.' }])
    expect(await codes()).not.toContain('conflict')
  })

  it('reopen when another system brings the same fact', async () => {
    const second = await product.run<Made>('ai-system.create', manager(), { name: 'Chat assistant' })
    await state('uses_retrieval_data', true, second.id)
    expect(await conflictsOf('A.7.2')).toMatchObject([{ open: true, answer: null, facts_count: 2 }])
  })

  it('are not answered where they do not speak', async () => {
    const [{ facts_hash } = { facts_hash: '' }] = await conflictsOf('A.7.2')
    const given = { rule_id: 'data_is_used_to_build_or_ground', facts_hash, answer: 'Elsewhere' }
    for (const reference of ['A.7.3', 'A.2.2'])
      await expect(
        product.run('soa-row.answer-conflict', manager(), { id: (await row(reference)).id, ...given }),
      ).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('leave systems aside only when somebody has said that they are out of scope', async () => {
    const filter = {}
    const changes = { in_scope: false, scope_reason: 'Sold.' }
    const { digest } = await product.run<{ digest: string }>('ai-system.preview-bulk', manager(), {
      selection: { filter },
      changes,
    })
    await product.run('ai-system.bulk', manager(), { selection: { filter, digest }, changes })
    expect(await conflictsOf('A.7.2')).toEqual([])
  })

  it('take yes or no to the facts that rules ask, and no other', async () => {
    await expect(state('stage', true)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await expect(state('invented', true)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await expect(state('has_ai_customers', true, system.id)).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    await expect(state('trains', true, system.id)).rejects.toMatchObject({
      message: expect.stringContaining('not in the scope'),
    })
    await state('trains', true)
    expect(await conflictsOf('A.7.2')).toMatchObject([
      { truth: 'true', facts: [{ fact: 'trains', ai_system_id: null }] },
    ])
    const { items } = await product.run<{
      items: { fact: string; value: boolean | null; statable: boolean }[]
    }>('soa.facts', ours.actors.employee)
    expect(items).toHaveLength(8)
    expect(items.find(({ fact }) => fact === 'trains')).toMatchObject({ value: true, statable: true })
    expect(items.find(({ fact }) => fact === 'stage')).toMatchObject({ statable: false })
  })
})
