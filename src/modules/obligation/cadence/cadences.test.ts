import { beforeEach, describe, expect, it } from 'vitest'
import { scopeApproval } from '../../../../test/harness/sample/governance-samples.ts'
import { regulationSamples } from '../../../../test/harness/sample/regulation-samples.ts'
import { appoint, approveCriteria, personOf } from '../../../../test/harness/sample/risk-samples.ts'
import { approvedVersion } from '../../../../test/harness/sample/soa-samples.ts'
import { roles } from '../../../kernel/access/role.ts'
import { type Made, makeRiskProduct } from '../../risk/risk.fixture.ts'
import { approvedSystem, changeSystem, type Duty, dutiesOf } from '../system.fixture.ts'

// Every register's duties come from one mechanism: what differs is data, and what is held here is each kind of it.
const product = await makeRiskProduct()
const { run, held, clock } = product
const day = 86_400_000
const today = () => clock.now().toISOString().slice(0, 10)
const manager = () => held.ours.actors['aims-manager']
const all = () => ({ ...held.ours.actors.administrator, roles: [...roles] })

const duties = async (id: string, origin: string) =>
  (await dutiesOf(product, held.ours, id))
    .filter((one) => one.origin === origin)
    .map(({ state, due_on }) => `${state} ${due_on}`)
const openTurn = async (id: string, origin: string): Promise<Duty> => {
  const open = (await dutiesOf(product, held.ours, id)).find(
    (one) => one.origin === origin && one.state === 'open',
  )
  if (!open) throw new Error(`Nothing is open for ${origin}.`)
  return open
}
const end = (one: Duty, outcome: object) =>
  run<{ next: { id: string; due_on: string } | null }>('obligation.complete', manager(), {
    id: one.id,
    expected_version: one.version,
    ...outcome,
  })
const complete = (one: Duty) => end(one, { outcome: 'done' })
const leaveAsItIs = (one: Duty) => end(one, { outcome: 'no_change', note: 'Looked at; nothing moved.' })
const step = (register: string, verb: string, one: Pick<Made, 'id' | 'version'>, actor = manager()) =>
  run<Made>(`${register}.${verb}`, actor, { id: one.id, expected_version: one.version, reason: 'Decided' })
const versionOf = async (register: string, id: string) =>
  (await run<{ record: Made }>(`${register}.get`, manager(), { id })).record.version
const revise = async (register: string, id: string, changes: object) =>
  run<Made>(`${register}.revise`, manager(), {
    id,
    expected_version: await versionOf(register, id),
    changes,
  })

// Each begins on the same day, wherever the one before ended.
beforeEach(() => clock.advance(Date.parse('2026-11-21T12:00:00.000Z') - clock.now().getTime()))

describe('what a record itself keeps the day of', () => {
  it('is done only there; that nothing changed can be stated, with why', async () => {
    const { id } = await product.assessed([4, 4, 4, 4])
    const turn = await openTurn(id, 'RC10')
    await expect(complete(turn)).rejects.toMatchObject({ kind: 'refused-by-rule' })
    expect(await duties(id, 'RC10')).toEqual(['open 2026-12-21'])
    await leaveAsItIs(turn)
    expect(await duties(id, 'RC10')).toContain('done 2026-12-21')
  })
})

describe('a risk', () => {
  it('is reviewed from its assessment on: monthly while high, quarterly once less remains, until it is closed', async () => {
    const { id } = await product.assessed([4, 4, 4, 4])
    expect(await duties(id, 'RC10')).toEqual(['open 2026-12-21'])
    await product.step('reopen', id)
    clock.advance(10 * day)
    // Assessing it again is a review: the turn is done, and the next counts from today.
    await product.revise(id, { likelihood: 1, likelihood_rationale: 'A gate was built' })
    await product.revise(id, { likelihood_confirmed: true })
    await product.step('assess', id)
    expect(await duties(id, 'RC10')).toEqual(['done 2027-02-22', 'open 2027-03-02'])
  })

  it('asks no more when it is closed, and asks again when it comes back', async () => {
    const { id } = await product.assessed([1, 1, 1, 1], { cause_gone: true })
    expect(await duties(id, 'RC10')).toEqual(['open 2027-02-22'])
    await product.step('close', id)
    expect(await duties(id, 'RC10')).toEqual(['lapsed 2027-02-22'])
    await product.step('reopen', id)
    await product.step('assess', id)
    expect(await duties(id, 'RC10')).toEqual(['lapsed 2027-02-22', 'open 2027-02-22'])
  })

  it('is shown to its owner before its acceptance ends, and comes forward when it has ended', async () => {
    const { id } = await product.assessed([1, 1, 1, 1], { owner_id: manager().person_id })
    await product.accept(id, held.ours.actors['risk-owner'], { expires_on: '2027-02-01' })
    const mine = async () =>
      (
        await run<{ items: { id: string; source: string; due_on: string }[] }>('my-work.list', manager())
      ).items
        .filter((one) => one.source === 'acceptance' && one.id === id)
        .map(({ due_on }) => due_on)
    expect(await mine()).toEqual([])
    clock.advance(45 * day)
    expect(await mine()).toEqual(['2027-02-01'])
    clock.advance(28 * day)
    expect(today()).toBe('2027-02-02')
    expect(await duties(id, 'RC10')).toEqual(['open 2027-02-22'])
    await run('risk.return-lapsed', manager())
    expect(await duties(id, 'RC10')).toEqual(['open 2027-02-16'])
    expect(await mine()).toEqual([])
  })

  it('is completed in My work, which raises the next turn', async () => {
    const { id } = await product.assessed([1, 1, 1, 1])
    const { next } = await leaveAsItIs(await openTurn(id, 'RC10'))
    expect(next?.due_on).toBe('2027-02-22')
  })
})

describe('a control', () => {
  it('wants evidence as often as it runs; new evidence settles it, and it rests while suspended', async () => {
    const one = await product.control(3)
    expect(await duties(one.id, 'RC31')).toEqual(['open 2026-12-21'])
    clock.advance(10 * day)
    await revise('control', one.id, { evidence_on: today() })
    expect(await duties(one.id, 'RC31')).toEqual(['done 2026-12-21', 'open 2026-12-31'])
    const version = await versionOf('control', one.id)
    const suspended = await step('control', 'suspend', { id: one.id, version })
    expect((await duties(one.id, 'RC31')).at(-1)).toBe('lapsed 2026-12-31')
    await step('control', 'operate', suspended)
    expect((await duties(one.id, 'RC31')).at(-1)).toBe('open 2026-12-31')
  })

  it('moves with its frequency: sooner at once, later while it is not open yet', async () => {
    const one = await product.control(3)
    await revise('control', one.id, { frequency: 'quarterly' })
    expect(await duties(one.id, 'RC31')).toEqual(['open 2027-02-22'])
    await revise('control', one.id, { frequency: 'weekly' })
    expect(await duties(one.id, 'RC31')).toEqual(['open 2026-11-30'])
    clock.advance(8 * day)
    await revise('control', one.id, { frequency: 'annual' })
    // It has opened: whoever is late cannot become punctual by saying that it runs less often.
    expect(await duties(one.id, 'RC31')).toEqual(['open 2026-11-30'])
  })

  it('keeps its turn and is asked how often it runs when that is no longer known', async () => {
    const one = await product.control(3)
    await revise('control', one.id, { frequency: null })
    expect(await duties(one.id, 'RC31')).toEqual(['open 2026-12-21'])
    expect(await duties(one.id, 'missing-facts')).toEqual(['open 2026-12-05'])
    await revise('control', one.id, { frequency: 'quarterly' })
    expect(await duties(one.id, 'missing-facts')).toEqual(['done 2026-12-05'])
    expect(await duties(one.id, 'RC31')).toEqual(['open 2027-02-22'])
  })
})

describe('documents and authority', () => {
  it('reviews a policy yearly and by the day it names; its later edition takes over', async () => {
    const approved = async (more: object) => {
      const draft = await run<Made>('policy.create', manager(), {
        title: 'AI policy',
        edition: '1',
        location: 'https://intranet.example.org/ai-policy',
        effective_on: today(),
        commitments: ['meet_applicable_requirements', 'continual_improvement'],
        ...more,
      })
      const asked = await step('policy', 'submit', draft)
      return step('policy', 'approve', asked, held.ours.actors['top-management'])
    }
    const first = await approved({ review_on: '2027-03-01' })
    expect(await duties(first.id, 'RC13')).toEqual(['open 2027-03-01'])
    // The day that it names is kept once; from then on the interval counts.
    clock.advance(100 * day)
    const { next } = await leaveAsItIs(await openTurn(first.id, 'RC13'))
    expect(next?.due_on).toBe('2028-02-29')
    const second = await approved({ replaces_id: first.id, review_on: '2029-01-01' })
    expect(await duties(first.id, 'RC13')).toEqual(['done 2027-03-01', 'lapsed 2028-02-29'])
    expect(await duties(second.id, 'RC13')).toEqual(['open 2028-02-29'])
  })

  it('looks at an appointment before it ends', async () => {
    const by = { author: manager(), appointer: held.ours.actors['top-management'] }
    const person_id = held.ours.actors.employee.person_id
    const one = await appoint(product, by, { person_id, role: 'data_steward', to_on: '2027-01-31' })
    expect(await duties(one.id, 'RC33')).toEqual(['open 2027-01-31'])
    await step('appointment', 'end', one)
    expect(await duties(one.id, 'RC33')).toEqual(['lapsed 2027-01-31'])
  })

  it('reviews scope, criteria, statement and determinations yearly or half-yearly, one edition at a time', async () => {
    const approveScope = async () => {
      const input = await scopeApproval(product, all())
      await run('scope-statement.approve', await personOf(product, all(), 'top-management'), input)
      return input.id as string
    }
    const scopes = [await approveScope(), await approveScope()]
    expect(await Promise.all(scopes.map((id) => duties(id, 'RC27')))).toEqual([
      ['lapsed 2027-11-22'],
      ['open 2027-11-22'],
    ])
    const criteria = await approveCriteria(product, {
      author: manager(),
      approver: held.ours.actors['top-management'],
    })
    expect(await duties(criteria.id, 'RC14')).toEqual(['open 2027-11-22'])
    const versions = [await approvedVersion(product, all()), await approvedVersion(product, all())]
    expect(await Promise.all(versions.map(({ id }) => duties(id, 'RC12')))).toEqual([
      ['lapsed 2027-05-24'],
      ['open 2027-05-24'],
    ])
    const approve = regulationSamples['determination.approve']
    const input = await approve?.(product, all())
    await run('determination.approve', { ...held.ours.actors['internal-auditor'], roles: [...roles] }, input)
    expect(await duties(input?.id as string, 'RC32')).toEqual(['open 2027-11-22'])
  })
})

describe('an AI system', () => {
  const made = () =>
    approvedSystem(product, held.ours, {
      lifecycle_stage: 'development',
      rights_safety_impact: 'neither',
      intended_purpose: 'Sort letters',
    })
  const afterCompleting = async (origin: string) => {
    const { id } = await made()
    await complete(await openTurn(id, origin))
    return id
  }

  it('asks sooner when its intended use changes, or when a version is released', async () => {
    const id = await afterCompleting('RC11')
    expect((await duties(id, 'RC11')).at(-1)).toBe('open 2027-11-22')
    await changeSystem(product, held.ours, id, { outputs: 'A box for each letter' })
    expect((await duties(id, 'RC11')).at(-1)).toBe('open 2027-11-22')
    await changeSystem(product, held.ours, id, { intended_purpose: 'Sort people' })
    expect((await duties(id, 'RC11')).at(-1)).toBe('open 2026-12-07')

    await complete(await openTurn(id, 'RC01'))
    expect((await duties(id, 'RC01')).at(-1)).toBe('open 2027-02-22')
    const version = await run<Made>('ai-system-version.create', manager(), { label: '2', system_id: id })
    await step('ai-system-version', 'release', version)
    const again = await openTurn(id, 'RC01')
    expect(again).toMatchObject({ due_on: '2026-12-07', opens_on: today() })
    const { cause } = await run<{ cause: { facts: { because: string[] } } }>(
      'obligation.standing',
      manager(),
      { id: again.id },
    )
    expect(cause.facts.because).toEqual(['new_version'])
  })

  it('runs on while a change of its record is in review, and asks no more once it is archived', async () => {
    const { id, version } = await made()
    const reopened = await step('ai-system', 'reopen', { id, version })
    expect(await duties(id, 'RC01')).toEqual(['open 2026-11-23'])
    await step('ai-system', 'archive', reopened)
    expect(await duties(id, 'RC01')).toEqual(['lapsed 2026-11-23'])
  })

  it('has the inventory itself looked at monthly, once for the organization', async () => {
    await made()
    await made()
    const { items } = await run<{ items: { origin: string; state: string; subject_id: string | null }[] }>(
      'obligation.list',
      manager(),
      { limit: 200, columns: 'origin,subject_id,state' },
    )
    expect(items.filter(({ origin }) => origin === 'RC15')).toEqual([
      expect.objectContaining({ state: 'open', subject_id: null }),
    ])
  })
})
