import { describe, expect, it } from 'vitest'
import { samplePassword } from '../../../../test/harness/account.ts'
import { appoint, approveCriteria } from '../../../../test/harness/sample/risk-samples.ts'
import { type Made, makeRiskProduct } from '../risk.fixture.ts'

const product = await makeRiskProduct()
const { run, held, step, revise, assessed, standing, action, accept, acceptanceAsked, refusedBy } = product
const day = 86_400_000
const who = () => held.ours.actors
/** A high risk whose approved plan runs. */
const treating = async (given: readonly [number, number, number, number] = [3, 3, 4, 3], values = {}) => {
  const one = await assessed(given, {
    treatment_option: 'avoid',
    treatment_rationale: 'Phased out',
    ...values,
  })
  await action(one.id, { option: 'avoid', due_on: '2026-11-27' })
  await step('plan', one.id)
  return product.approvePlan(one.id, who()['top-management'])
}

describe('who may accept', () => {
  it('decides by appointment and level, not by access role', async () => {
    const moderate = await assessed([2, 2, 3, 2])
    expect(await refusedBy(accept(moderate.id, who()['ai-system-owner']))).toEqual(['authority'])
    expect(await refusedBy(accept(moderate.id, product.author()))).toEqual(['authority', 'separation'])
    expect(await accept(moderate.id, who()['risk-owner'])).toMatchObject({
      level: 'moderate',
      basis: 'inherent',
    })
    expect(await product.read(moderate.id)).toMatchObject({ state: 'accepted' })
    const high = await treating()
    expect(await refusedBy(accept(high.id, who()['risk-owner']))).toEqual(['authority'])
    expect(await accept(high.id, who()['top-management'])).toMatchObject({ level: 'high' })
  })

  it('lets higher authority accept lower risk, and an appointment’s own limit narrow it', async () => {
    const one = await assessed([2, 2, 3, 2])
    expect(await accept(one.id, who()['top-management'])).toMatchObject({ level: 'moderate' })
    await appoint(
      product,
      { author: who().administrator, appointer: who()['top-management'] },
      { person_id: product.author().person_id, role: 'ai_risk_owner', acceptance_limit: 'low' },
    )
    const two = await assessed([2, 2, 3, 2], { owner_id: who().employee.person_id })
    expect(await refusedBy(accept(two.id, product.author()))).toContain('authority')
  })

  it('is never the owner of the risk, its assessor or who carries out its treatment', async () => {
    const { person_id } = who()['risk-owner']
    const owned = await assessed([2, 2, 3, 2], { owner_id: person_id })
    expect(await refusedBy(accept(owned.id, who()['risk-owner']))).toEqual(['separation'])
    const other = await assessed([2, 2, 3, 2])
    await action(other.id, { owner_id: person_id })
    expect(await refusedBy(accept(other.id, who()['risk-owner']))).toEqual(['separation'])
    const judged = await product.create({ title: 'Judged by the risk owner' })
    await revise(
      judged.id,
      {
        likelihood: 2,
        likelihood_rationale: 'r',
        likelihood_confirmed: true,
        impact_organization: 3,
        impact_organization_rationale: 'r',
        impact_organization_confirmed: true,
        impact_individuals: 2,
        impact_individuals_rationale: 'r',
        impact_individuals_confirmed: true,
        impact_societies: 2,
        impact_societies_rationale: 'r',
        impact_societies_confirmed: true,
      },
      who()['risk-owner'],
    )
    // Also when another person concludes what they judged.
    await step('assess', judged.id)
    expect(await refusedBy(accept(judged.id, who()['risk-owner']))).toEqual(['separation'])
    const concluded = await assessed([2, 2, 3, 2])
    await step('reopen', concluded.id)
    await step('assess', concluded.id, who()['risk-owner'])
    expect(await refusedBy(accept(concluded.id, who()['risk-owner']))).toEqual(['separation'])
  })

  it('may, for a low risk, be the owner of its AI system, as long as the criteria allow it', async () => {
    const owner = who()['ai-system-owner']
    const low = await assessed([2, 2, 2, 2], { owner_id: owner.person_id })
    expect(await accept(low.id, owner)).toMatchObject({ level: 'low', by_system_owner: true })
    const elsewhere = await assessed([2, 2, 2, 2], { ai_system_id: null })
    expect(await refusedBy(accept(elsewhere.id, owner))).toEqual(['authority'])
    await approveCriteria(
      product,
      { author: product.author(), approver: who()['top-management'] },
      { low_by_system_owner: false },
    )
    const later = await assessed([2, 2, 2, 2], { owner_id: owner.person_id })
    expect(await refusedBy(accept(later.id, owner))).toEqual(['separation'])
    await approveCriteria(
      product,
      { author: product.author(), approver: who()['top-management'] },
      { low_by_system_owner: true },
    )
  })

  it('is nobody of another organization, and no API key', async () => {
    const one = await assessed([2, 2, 2, 2])
    await expect(
      run('risk.acceptance-statement', held.theirs.actors['top-management'], { id: one.id }),
    ).rejects.toMatchObject({ kind: 'not-found' })
    await expect(accept(one.id, { ...who()['top-management'], scopes: ['*'] })).rejects.toMatchObject({
      kind: 'not-permitted',
    })
  })
})

describe('what is never accepted', () => {
  it.each(['prohibited_practice', 'legal_duty_unmet', 'impact_assessment_missing', 'safety_stop_untested'])(
    'is a risk with %s, nor one where nobody knows',
    async (fact) => {
      const known = await assessed([2, 2, 2, 2], { [fact]: true })
      expect(await refusedBy(accept(known.id, who()['top-management']))).toEqual(['never_acceptable'])
      const unknown = await assessed([2, 2, 2, 2], { [fact]: null })
      expect(await refusedBy(accept(unknown.id, who()['top-management']))).toEqual(['unknown_facts'])
    },
  )

  it('is a risk that is not assessed, or above moderate without plan, or without an indicator', async () => {
    const draft = await product.create()
    expect(await refusedBy(accept(draft.id, who()['top-management'], { expires_on: '2026-12-01' }))).toEqual([
      'state',
    ])
    const high = await assessed([3, 3, 4, 3])
    expect(await refusedBy(accept(high.id, who()['top-management']))).toEqual(['plan'])
    const unwatched = await assessed([2, 2, 3, 2], { key_risk_indicators: [] })
    expect(await refusedBy(accept(unwatched.id, who()['risk-owner']))).toEqual(['indicator'])
  })

  it('is a risk above moderate whose lead roles were not heard', async () => {
    const one = await treating()
    const said = await acceptanceAsked(one.id, who()['top-management'])
    expect(said.consult.map(({ role }) => role)).toEqual(['ai_risk_owner', 'ai_ethics_lead'])
    expect(await refusedBy(accept(one.id, who()['top-management'], { consulted: [] }))).toEqual([
      'consultation',
      'consultation',
    ])
    const unqualified = said.consult.map(({ role }) => ({
      role,
      person_id: who()['internal-auditor'].person_id,
      opinion: 'Agreed',
    }))
    expect(await refusedBy(accept(one.id, who()['top-management'], { consulted: unqualified }))).toHaveLength(
      2,
    )
  })

  it('is a risk about which somebody is said to be heard in a role that is not theirs', async () => {
    const one = await treating()
    const said = await acceptanceAsked(one.id, who()['top-management'])
    const heard = said.consult.flatMap(({ role, candidates }) =>
      candidates.slice(0, 1).map(({ person_id }) => ({ role, person_id, opinion: 'Agreed' })),
    )
    const stranger = held.theirs.actors.employee.person_id
    const claimed = [...heard, { role: 'privacy_lead', person_id: stranger, opinion: 'Agreed too' }]
    expect(await refusedBy(accept(one.id, who()['top-management'], { consulted: claimed }))).toEqual([
      'consultation',
    ])
  })

  it('is a critical risk twice', async () => {
    for (const [role, holder] of [
      ['privacy_lead', who().employee],
      ['security_lead', who().employee],
      ['legal_counsel', who().employee],
    ] as const)
      await appoint(
        product,
        { author: who().administrator, appointer: who()['top-management'] },
        { person_id: holder.person_id, role },
      )
    const one = await treating([4, 4, 4, 4])
    expect(await accept(one.id, who()['top-management'])).toMatchObject({ level: 'critical' })
    await step('reopen', one.id)
    await step('assess', one.id)
    await step('plan', one.id)
    await product.approvePlan(one.id, who()['top-management'])
    expect(await refusedBy(accept(one.id, who()['top-management']))).toContain('once_only')
  })
})

describe('an acceptance', () => {
  it('is signed on exactly what was shown', async () => {
    const one = await assessed([2, 2, 3, 2])
    const said = await acceptanceAsked(one.id, who()['risk-owner'], '2027-01-31')
    expect(said.statement).toContain('“Unequal error rates”, version 2, of the AI system “Credit scoring”')
    expect(said.statement).toContain('until 2027-01-31')
    const input = {
      expires_on: '2027-01-31',
      signature: { statement: `${said.statement} `, password: samplePassword },
    }
    await expect(accept(one.id, who()['risk-owner'], input)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(
      accept(one.id, who()['risk-owner'], { signature: { statement: said.statement, password: 'wrong' } }),
    ).rejects.toMatchObject({ kind: 'invalid-input', issues: [{ path: 'signature.password' }] })
    await accept(one.id, who()['risk-owner'], { expires_on: '2027-01-31' })
    const { items } = await run<{ items: object[] }>('signature.list', product.author(), {
      record_id: one.id,
    })
    expect(items).toMatchObject([
      {
        meaning: 'risk.accepted',
        record_version: 2,
        statement: said.statement,
        signer_id: who()['risk-owner'].person_id,
      },
    ])
  })

  it('lasts at most as long as its level allows', async () => {
    const one = await assessed([2, 2, 3, 2])
    const { latest_expires_on } = await acceptanceAsked(one.id, who()['risk-owner'])
    const beyond = new Date(Date.parse(latest_expires_on) + day).toISOString().slice(0, 10)
    expect(await refusedBy(accept(one.id, who()['risk-owner'], { expires_on: beyond }))).toEqual(['validity'])
    expect(await refusedBy(accept(one.id, who()['risk-owner'], { expires_on: '2026-11-01' }))).toEqual([
      'validity',
    ])
  })

  it('or treatment that runs answers a risk above appetite; until then it stands open', async () => {
    const one = await assessed([3, 3, 4, 3], { treatment_option: 'avoid', treatment_rationale: 'Phased out' })
    const unanswered = async () =>
      (
        await run<{ items: { id: string }[] }>('risk.above-appetite', product.author(), {
          ai_system_id: held.systemId,
        })
      ).items.some(({ id }) => id === one.id)
    expect((await standing(one.id)).needs).toEqual(['plan', 'treat_or_accept'])
    expect(await unanswered()).toBe(true)
    await action(one.id, { option: 'avoid', due_on: '2027-01-15' })
    await step('plan', one.id)
    expect((await standing(one.id)).needs).toEqual(['approve_plan', 'treat_or_accept'])
    await product.approvePlan(one.id, who()['top-management'])
    expect(await standing(one.id)).toMatchObject({ answered: true, above_appetite: true, needs: [] })
    expect(await unanswered()).toBe(false)
  })

  it('expires by the clock', async () => {
    const one = await treating()
    const { expires_on } = await accept(one.id, who()['top-management'], { expires_on: '2027-01-10' })
    expect(await standing(one.id)).toMatchObject({
      acceptance: 'valid',
      answered: true,
      above_appetite: true,
    })
    product.clock.advance(Date.parse(expires_on) - product.clock.now().getTime() + day / 2)
    expect(await standing(one.id)).toMatchObject({ acceptance: 'valid' })
    // Noon in London is the next day already in Auckland.
    await product.inZone('Pacific/Auckland')
    expect(await standing(one.id)).toMatchObject({ acceptance: 'expired' })
    await product.inZone('UTC')
    product.clock.advance(day)
    expect(await standing(one.id)).toMatchObject({
      acceptance: 'expired',
      answered: false,
      needs: expect.arrayContaining(['renew_acceptance', 'treat_or_accept']),
    })
    const { returned } = await run<{ returned: { id: string; state: string; because: string }[] }>(
      'risk.return-lapsed',
      product.author(),
    )
    expect(returned).toContainEqual({ id: one.id, state: 'assessed', because: 'expired' })
    expect(await product.read(one.id)).toMatchObject({ state: 'assessed' })
  })

  it('ends when the AI system, its version or the criteria change', async () => {
    const changed = await assessed([2, 2, 3, 2])
    const versioned = await assessed([2, 2, 3, 2])
    const measured = await assessed([2, 2, 3, 2])
    await accept(changed.id, who()['risk-owner'])
    await accept(measured.id, who()['risk-owner'])
    const { record } = await run<{ record: Made }>('ai-system.get', product.author(), { id: held.systemId })
    const revised = await run<Made>('ai-system.revise', product.author(), {
      id: held.systemId,
      expected_version: record.version,
      changes: { known_risks: 'Something that no judgement rests on' },
    })
    expect(await standing(changed.id)).toMatchObject({ acceptance: 'valid' })
    await run('ai-system.revise', product.author(), {
      id: held.systemId,
      expected_version: revised.version,
      changes: { intended_purpose: 'Decide loan applications' },
    })
    expect(await standing(changed.id)).toMatchObject({ acceptance: 'system_changed', answered: true })
    await accept(versioned.id, who()['risk-owner'])
    const version = await run<Made>('ai-system-version.create', product.author(), {
      label: '2.0',
      system_id: held.systemId,
    })
    await run('ai-system-version.release', product.author(), {
      id: version.id,
      expected_version: version.version,
    })
    expect(await product.read(versioned.id)).toMatchObject({ state: 'reopened' })
    expect(await standing(versioned.id)).toMatchObject({ acceptance: 'ended' })
    await approveCriteria(product, { author: product.author(), approver: who()['top-management'] })
    expect((await standing(measured.id)).acceptance).not.toBe('valid')
  })

  it('appears in the list for the management review, with its standing', async () => {
    const { items } = await run<{ items: { standing: string; consulted: object[] }[] }>(
      'risk.acceptances',
      product.author(),
    )
    expect(items.length).toBeGreaterThan(5)
    expect(new Set(items.map((one) => one.standing))).toContain('ended')
  })
})

describe('a treatment plan', () => {
  it('names the action that is overdue, and its day, when the treatment as a whole is not', async () => {
    const one = await treating()
    const today = product.clock.now().getTime()
    const late = new Date(today + 3 * day).toISOString().slice(0, 10)
    const extra = await action(one.id, { title: 'Train the reviewers', option: 'avoid', due_on: late })
    const { items } = await run<{ items: Made[] }>('treatment-action.list', product.author(), {
      risk_id: one.id,
    })
    for (const other of items.filter(({ id }) => id !== extra.id))
      await run('treatment-action.revise', product.author(), {
        id: other.id,
        expected_version: other.version,
        changes: { due_on: new Date(today + 9 * day).toISOString().slice(0, 10) },
      })
    expect(await standing(one.id)).toMatchObject({ overdue: false, overdue_part: null, overdue_action: null })
    product.clock.advance(5 * day)
    expect(await standing(one.id)).toMatchObject({
      overdue: true,
      overdue_part: 'action',
      overdue_action: { id: extra.id, title: 'Train the reviewers', due_on: late },
      needs: expect.arrayContaining(['finish_treatment']),
    })
  })

  it('is approved by signature of authority, apart from what remains, and anew when it changes', async () => {
    const one = await assessed([3, 3, 4, 3], { treatment_option: 'avoid', treatment_rationale: 'Phased out' })
    const first = await action(one.id, { option: 'avoid', due_on: '2027-01-31' })
    await step('plan', one.id)
    expect(await refusedBy(product.approvePlan(one.id, who()['risk-owner']))).toEqual(['authority'])
    expect(await refusedBy(product.approvePlan(one.id, product.author()))).toContain('separation')
    // Another owner of a step is another plan, though no line of the statement names people.
    const statement = () =>
      run<{ statement: string }>('risk.plan-statement', who()['top-management'], { id: one.id })
    const read = await statement()
    const moved = await run<Made>('treatment-action.revise', product.author(), {
      id: first.id,
      expected_version: first.version,
      changes: { owner_id: who().employee.person_id },
    })
    expect((await statement()).statement).not.toBe(read.statement)
    expect(await product.approvePlan(one.id, who()['top-management'])).toMatchObject({ state: 'treating' })
    expect(await standing(one.id)).toMatchObject({ plan: 'approved', acceptance: 'none' })
    await run('treatment-action.revise', product.author(), {
      id: first.id,
      expected_version: moved.version,
      changes: { due_on: '2027-02-10' },
    })
    expect(await standing(one.id)).toMatchObject({
      plan: 'changed',
      needs: expect.arrayContaining(['approve_plan']),
    })
    expect(await refusedBy(accept(one.id, who()['top-management']))).toEqual(['plan'])
  })
})
