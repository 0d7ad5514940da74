import { describe, expect, it } from 'vitest'
import { approveCriteria } from '../../../test/harness/sample/risk-samples.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { type Made, makeRiskProduct, numbers } from './risk.fixture.ts'
import type { Risk } from './tables.ts'

const product = await makeRiskProduct()
const { run, held, create, revise, step, assessed, standing, action, control } = product
const day = 86_400_000

describe('an assessment', () => {
  it('starts from a scenario with numbers that nobody has confirmed', async () => {
    const one = await run<Risk>('risk.from-scenario', product.author(), {
      scenario_id: 'SAF-02',
      ai_system_id: held.systemId,
      owner_id: product.author().person_id,
    })
    expect(one).toMatchObject({
      state: 'draft',
      category: 'SAF',
      scenario_urn: 'urn:plumbline:ai-risk:scenario:SAF-02',
      likelihood: 3,
      impact_individuals: 5,
      likelihood_confirmed: false,
      likelihood_rationale: null,
      inherent_score: 15,
      inherent_level: 'critical',
      objectives: ['C.2.9'],
    })
    await expect(step('assess', one.id)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('confirm these numbers'),
    })
    await expect(
      run('risk.from-scenario', product.author(), { scenario_id: 'XXX-99' }),
    ).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  })

  it('can be begun from every scenario of the pack', async () => {
    for (const { id } of shippedPacks().ai_risk.content.scenarios)
      await expect(run('risk.from-scenario', product.author(), { scenario_id: id })).resolves.toBeDefined()
  })

  it('confirms a number only with its reason, and asks again when the number moves without one', async () => {
    const one = await create({ likelihood: 3 })
    await expect(revise(one.id, { likelihood_confirmed: true })).rejects.toMatchObject({
      issues: [{ path: 'likelihood_rationale' }],
    })
    const confirmed = await revise(one.id, { likelihood_rationale: 'Seen here', likelihood_confirmed: true })
    expect(confirmed.likelihood_confirmed).toBe(true)
    expect((await revise(one.id, { likelihood: 4 })).likelihood_confirmed).toBe(false)
    expect(
      (await revise(one.id, { likelihood: 5, likelihood_rationale: 'Rising', likelihood_confirmed: true }))
        .likelihood_confirmed,
    ).toBe(true)
  })

  it('is scored by the server alone, with the edition it was scored by', async () => {
    await expect(create({ inherent_score: 1 })).rejects.toMatchObject({ kind: 'invalid-input' })
    const one = await assessed([3, 2, 4, 3])
    expect(one).toMatchObject({
      state: 'assessed',
      inherent_impact: 4,
      inherent_score: 12,
      inherent_level: 'high',
      assessed_by_id: product.author().person_id,
      assessed_on: '2026-11-21',
    })
    const { criteria } = await run<{ criteria: { id: string } }>('risk-criteria.in-force', product.author())
    expect(one.criteria_id).toBe(criteria.id)
  })

  it('says what it lacks before anybody tries, to those who may assess it', async () => {
    interface Obstacles {
      version: number
      permitted: string[]
      items: { transition: string; reason: string; barred: boolean }[]
    }
    const asked = (id: string, actor = product.author()) => run<Obstacles>('risk.obstacles', actor, { id })
    const open = await create({ ...numbers(2, 2, 2, 2), owner_id: null })
    expect(await asked(open.id)).toEqual({
      version: open.version,
      locked: null,
      locks: [],
      permitted: ['assess'],
      items: [{ transition: 'assess', reason: 'name an owner of the risk.', barred: false }],
    })
    expect(await asked(open.id, product.held.ours.actors['internal-auditor'])).toMatchObject({
      permitted: [],
      items: [],
    })
    await revise(open.id, { owner_id: product.held.ours.actors['risk-owner'].person_id })
    expect((await asked(open.id)).items).toEqual([])
    await expect(asked(open.id, product.held.theirs.actors['aims-manager'])).rejects.toMatchObject({
      kind: 'not-found',
    })
  })

  it('wants every question that raises an impact answered', async () => {
    const open = await create({ ...numbers(2, 2, 2, 2), vulnerable_people: null, affected_people: null })
    await expect(step('assess', open.id)).rejects.toMatchObject({
      message: expect.stringContaining('Mainly dependent people, People affected'),
    })
    await revise(open.id, { vulnerable_people: true, affected_people: 200_000 })
    expect(await step('assess', open.id)).toMatchObject({ inherent_impact: 4, inherent_score: 8 })
  })

  it('stands as it was made until the risk is reopened', async () => {
    const one = await assessed([3, 3, 3, 3])
    await expect(revise(one.id, { likelihood: 1 })).rejects.toMatchObject({
      kind: 'refused-by-rule',
      issues: [{ path: 'likelihood' }],
    })
    await step('reopen', one.id)
    await revise(one.id, { likelihood: 1, likelihood_rationale: 'Removed', likelihood_confirmed: true })
    expect(await step('assess', one.id)).toMatchObject({ inherent_score: 3, inherent_level: 'low' })
  })

  it('changes for many risks at once by the same rules', async () => {
    const [one, two] = [await create(numbers(3, 3, 3, 3)), await create(numbers(2, 3, 3, 3))]
    await run('risk.bulk', product.author(), {
      selection: { ids: [one.id, two.id] },
      changes: { likelihood: 5, likelihood_rationale: 'Campaign under way', likelihood_confirmed: true },
    })
    expect(await product.read(two.id)).toMatchObject({ inherent_score: 15, inherent_level: 'critical' })
  })

  it('is closed only when its cause is gone', async () => {
    const one = await assessed([2, 2, 2, 2])
    await expect(step('close', one.id)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await revise(one.id, { cause_gone: true })
    expect(await step('close', one.id)).toMatchObject({ state: 'closed' })
  })
})

describe('what remains', () => {
  it('needs inherent risk, target and reason, and the controls that support it', async () => {
    const one = await assessed([4, 3, 4, 3])
    const residual = {
      residual_likelihood: 3,
      residual_impact_organization: 3,
      residual_impact_individuals: 4,
      residual_impact_societies: 3,
    }
    await expect(revise(one.id, residual)).rejects.toMatchObject({ issues: [{ path: 'target_level' }] })
    await expect(revise(one.id, { ...residual, target_level: 'moderate' })).rejects.toMatchObject({
      issues: [{ path: 'residual_rationale' }],
    })
    const whole = { ...residual, target_level: 'moderate', residual_rationale: 'Thresholds per group' }
    await expect(revise(one.id, whole)).rejects.toMatchObject({
      message: expect.stringContaining('support 0 steps'),
    })
    for (const rating of [3, 3]) await action(one.id, { control_id: (await control(rating)).id })
    expect(await revise(one.id, whole)).toMatchObject({ residual_score: 12, residual_level: 'high' })
    await expect(revise(one.id, { residual_likelihood: 2 })).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(revise(one.id, { residual_impact_individuals: 3 })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    await expect(revise(one.id, { residual_impact_individuals: 5 })).rejects.toMatchObject({
      message: expect.stringContaining('no more risk'),
    })
  })

  it('loses its support when evidence becomes stale: the inherent values count again', async () => {
    const one = await assessed([4, 3, 4, 3], {})
    for (const rating of [3, 3]) await action(one.id, { control_id: (await control(rating)).id })
    await revise(one.id, {
      residual_likelihood: 3,
      residual_impact_organization: 3,
      residual_impact_individuals: 4,
      residual_impact_societies: 3,
      target_level: 'moderate',
      residual_rationale: 'Thresholds per group',
    })
    expect(await standing(one.id)).toMatchObject({
      basis: 'residual',
      level: 'high',
      residual_supported: true,
    })
    product.clock.advance(60 * day)
    expect(await standing(one.id)).toMatchObject({
      basis: 'inherent',
      level: 'critical',
      residual_supported: false,
      needs: expect.arrayContaining(['support_residual']),
    })
  })
})

describe('a treatment plan', () => {
  it('asks of each option what it needs', async () => {
    const one = await assessed([4, 3, 4, 3])
    const planned = () => step('plan', one.id)
    await expect(planned()).rejects.toMatchObject({ message: expect.stringContaining('treatment option') })
    await revise(one.id, { treatment_option: 'share', treatment_rationale: 'Insured' })
    await expect(planned()).rejects.toMatchObject({
      message: expect.stringContaining('contract or insurance'),
    })
    await action(one.id, { option: 'share', contract_reference: 'Policy 17' })
    await expect(planned()).rejects.toMatchObject({ message: expect.stringContaining('alone') })
    await revise(one.id, { treatment_option: 'modify_likelihood' })
    await expect(planned()).rejects.toMatchObject({ message: expect.stringContaining('a control') })
    await action(one.id, { control_id: (await control(3)).id })
    expect(await planned()).toMatchObject({ state: 'treatment_planned' })
  })

  it('is due by the level, and later only by authority one level above', async () => {
    const one = await assessed([3, 3, 4, 3])
    const { done_by } = await standing(one.id)
    const late = new Date(Date.parse(String(done_by)) + day).toISOString().slice(0, 10)
    await expect(action(one.id, { due_on: late })).rejects.toMatchObject({ issues: [{ path: 'due_on' }] })
    const planned = await action(one.id, { due_on: done_by })
    const extend = (by: 'risk-owner' | 'top-management') =>
      run<Made>('treatment-action.extend', held.ours.actors[by], {
        id: planned.id,
        expected_version: planned.version,
        extended_to: late,
        reason: 'The supplier is late',
      })
    expect(await product.refusedBy(extend('risk-owner'))).toEqual(['authority'])
    expect(await extend('top-management')).toMatchObject({ due_on: late, extended_to: late })
    expect(await standing(one.id)).toMatchObject({ done_by: late })
  })

  it('is verified by somebody else, and an action that did not work reopens the risk', async () => {
    const one = await assessed([3, 3, 4, 3], {
      treatment_option: 'avoid',
      treatment_rationale: 'Function removed',
    })
    const planned = await action(one.id, { option: 'avoid' })
    await step('plan', one.id)
    await product.approvePlan(one.id, held.ours.actors['top-management'])
    await expect(step('verify', one.id)).rejects.toMatchObject({ message: expect.stringContaining('1 of 1') })
    const author = product.author()
    const move = (verb: string, { id, version }: Made, by = author) =>
      run<Made>(`treatment-action.${verb}`, by, { id, expected_version: version, reason: 'Checked' })
    await expect(move('complete', planned)).rejects.toMatchObject({
      message: expect.stringContaining('evidence'),
    })
    const noted = await run<Made>('treatment-action.revise', author, {
      id: planned.id,
      expected_version: planned.version,
      changes: { evidence_note: 'Release notes', effect_note: 'Function is gone' },
    })
    const done = await move('complete', noted)
    expect(await step('verify', one.id)).toMatchObject({ state: 'verifying' })
    await expect(move('confirm', done)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    const effective = await move('confirm', done, held.ours.actors['risk-owner'])
    await move('refute', effective, held.ours.actors['risk-owner'])
    expect(await product.read(one.id)).toMatchObject({ state: 'reopened' })
  })
})

describe('risk criteria', () => {
  it('are approved once decided, by top management, never by their author', async () => {
    const { actors } = held.theirs
    const author = actors['aims-manager']
    const draft = await run<Made>('risk-criteria.create', author, { title: 'First criteria' })
    const said = await run<{ obstacles: string[] }>('risk-criteria.approval', author, { id: draft.id })
    expect(said.obstacles).toEqual([
      expect.stringContaining('Submit it first'),
      expect.stringMatching(/appetite for .* is not decided; the money bands/),
      expect.stringContaining('authors'),
      expect.stringContaining('not appointed as top management'),
      expect.stringContaining('your role'),
    ])
    await expect(
      run('risk-criteria.submit', author, { id: draft.id, expected_version: draft.version }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
    await expect(
      approveCriteria(product, { author, approver: actors['top-management'] }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule', message: expect.stringContaining('not appointed') })
    await expect(run('risk-criteria.approve', author, {})).rejects.toMatchObject({ kind: 'not-permitted' })
  })

  it('refuse scales with gaps, and a change once approved', async () => {
    const { criteria } = await run<{ criteria: { id: string; content: { bands: object[] } } }>(
      'risk-criteria.in-force',
      product.author(),
    )
    const draft = await run<Made>('risk-criteria.create', product.author(), { title: 'Next' })
    const set = (id: string, content: object, version = draft.version) =>
      run<Made>('risk-criteria.set-content', product.author(), { id, expected_version: version, content })
    const bands = criteria.content.bands.map((band, index) => (index === 0 ? { ...band, score_to: 3 } : band))
    await expect(set(draft.id, { ...criteria.content, bands })).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('without gap'),
    })
    await expect(set(draft.id, { ...criteria.content, severe_floor: 'low' })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
    await expect(set(criteria.id, criteria.content, 2)).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('supersede the earlier edition and ask for every risk to be evaluated again', async () => {
    const one = await assessed([2, 2, 2, 2])
    expect(await standing(one.id)).toMatchObject({ evaluation: 'current' })
    const earlier = one.criteria_id
    const edition = await approveCriteria(product, {
      author: product.author(),
      approver: held.ours.actors['top-management'],
    })
    expect(await standing(one.id)).toMatchObject({
      evaluation: 'outdated',
      needs: expect.arrayContaining(['reevaluate']),
    })
    const { record } = await run<{ record: Made }>('risk-criteria.get', product.author(), { id: earlier })
    expect(record.state).toBe('superseded')
    const { evaluated_otherwise } = await run<{ evaluated_otherwise: number }>(
      'risk-criteria.in-force',
      product.author(),
    )
    expect(evaluated_otherwise).toBeGreaterThan(0)
    await step('reopen', one.id)
    expect(await step('assess', one.id)).toMatchObject({ criteria_id: edition.id })
  })
})

describe('the heat map', () => {
  it('counts what the list shows in each cell, in its own organization', async () => {
    const only = { asset: 'human_process' }
    await assessed([2, 2, 1, 3], { ...only, title: 'Water' })
    await assessed([2, 1, 1, 3], { ...only, title: 'Heat' })
    await create({ ...only, title: 'Waste' })
    const proposed = { impact_organization: 1, impact_individuals: 4, impact_societies: 1, likelihood: 3 }
    await create({ ...only, title: 'A number that nobody has confirmed', ...proposed })
    const map = await run<{
      cells: { likelihood: number; impact: number; count: number }[]
      unplaced: number
      unconfirmed: number
    }>('risk.heat-map', product.author(), only)
    expect(map.cells).toHaveLength(25)
    expect(map.cells.filter(({ count }) => count > 0)).toEqual([
      { likelihood: 3, impact: 4, count: 1, level: 'high' },
      { likelihood: 2, impact: 3, count: 2, level: 'moderate' },
    ])
    expect(map).toMatchObject({ unplaced: 1, unconfirmed: 1 })
    const { items } = await run<{ items: object[] }>('risk.list', product.author(), {
      ...only,
      'likelihood.from': '2',
      'likelihood.to': '2',
      'inherent_impact.from': '3',
      'inherent_impact.to': '3',
    })
    expect(items).toHaveLength(2)
    const elsewhere = await run<{ unplaced: number; cells: { count: number }[] }>(
      'risk.heat-map',
      held.theirs.actors['aims-manager'],
    )
    expect(elsewhere.cells.every(({ count }) => count === 0)).toBe(true)
  })
})
