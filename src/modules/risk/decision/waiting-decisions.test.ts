import { describe, expect, it } from 'vitest'
import { appoint } from '../../../../test/harness/sample/risk-samples.ts'
import { roles } from '../../../kernel/access/role.ts'
import type { Actor } from '../../../platform/operations/scope.ts'
import { makeRiskProduct } from '../risk.fixture.ts'

// Plans to approve and risks to accept stand in the work of whoever the server lets decide about them, and of nobody else.
const product = await makeRiskProduct()
const { run, held, assessed, action, step, accept } = product
const who = () => held.ours.actors

interface Item {
  readonly id: string
  readonly source: string
  readonly cause: { readonly key: string; readonly facts: object } | null
  readonly operations: readonly string[]
}

const workOf = async (actor: Actor) =>
  (await run<{ items: Item[] }>('my-work.list', actor, { limit: 200 })).items.filter(
    ({ source }) => source === 'risk',
  )
const waiting = async (actor: Actor, verb: string) =>
  (await workOf(actor))
    .filter(({ operations }) => operations.includes(`risk.${verb}`))
    .map(({ id }) => id)
    .sort()

/** Risks on which the viewer can take a step now: neither the risk nor the viewer prevents it. */
async function allowed(actor: Actor, verb: string, ids: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const id of ids) {
    const { permitted, items } = await run<{ permitted: string[]; items: { transition: string }[] }>(
      'risk.obstacles',
      actor,
      { id },
    )
    if (permitted.includes(verb) && !items.some(({ transition }) => transition === verb)) found.push(id)
  }
  return found.sort()
}

/** Everyone of the organization, with their own access role and with all at once. */
const everyone = () => Object.values(who()).flatMap((actor) => [actor, { ...actor, roles: [...roles] }])

const planned = async (given: readonly [number, number, number, number], values = {}) => {
  const one = await assessed(given, {
    treatment_option: 'avoid',
    treatment_rationale: 'Phased out',
    ...values,
  })
  const phased = await action(one.id, { option: 'avoid', due_on: '2026-11-27' })
  return { ...(await step('plan', one.id)), action: phased }
}

describe('decisions about risks', () => {
  it('wait for exactly those whom the server lets decide', async () => {
    const owned = { owner_id: who()['risk-owner'].person_id }
    const above = await assessed([2, 2, 3, 2], { category: 'SAF' })
    const aboveOwned = await assessed([2, 2, 3, 2], { category: 'SAF', ...owned })
    const retained = await assessed([2, 2, 2, 2], {
      treatment_option: 'retain',
      treatment_rationale: 'Little is at stake',
    })
    const within = await assessed([2, 2, 2, 2])
    const unwatched = await assessed([2, 2, 3, 2], { category: 'SAF', key_risk_indicators: [] })
    const prohibited = await assessed([2, 2, 3, 2], { category: 'SAF', prohibited_practice: true })
    const high = await planned([3, 3, 4, 3])
    const moderate = await planned([2, 2, 3, 2])
    const moderateOwned = await planned([2, 2, 3, 2], owned)
    const running = await planned([3, 3, 4, 3])
    await product.approvePlan(running.id, who()['top-management'])
    const draft = await product.create()
    const ids = [above, aboveOwned, retained, within, unwatched, prohibited, high, moderate, moderateOwned]
      .concat([running, draft] as never)
      .map(({ id }) => id)

    const toAccept = new Set([above, aboveOwned, retained].map(({ id }) => id))
    for (const actor of everyone()) {
      expect(await waiting(actor, 'approve-plan')).toEqual(await allowed(actor, 'approve-plan', ids))
      const acceptable = await allowed(actor, 'accept', ids)
      expect(await waiting(actor, 'accept')).toEqual(acceptable.filter((id) => toAccept.has(id)))
    }
    for (const actor of Object.values(held.theirs.actors)) expect(await workOf(actor)).toEqual([])

    const sorted = (...of: { id: string }[]) => of.map(({ id }) => id).sort()
    const top = who()['top-management']
    const riskOwner = who()['risk-owner']
    expect(await waiting(top, 'approve-plan')).toEqual(sorted(high, moderate, moderateOwned))
    expect(await waiting(top, 'accept')).toEqual(sorted(above, aboveOwned, retained))
    expect(await waiting(riskOwner, 'approve-plan')).toEqual(sorted(moderate))
    expect(await waiting(riskOwner, 'accept')).toEqual(sorted(above, retained))
    // Whoever wrote and assessed them decides about none, whatever their access roles.
    expect(await workOf({ ...product.author(), roles: [...roles] })).toEqual([])
    expect(await workOf({ ...top, roles: ['employee'] })).toEqual([])
  })

  it('go away at the next request, and wait anew when the plan changes or its treatment is over', async () => {
    const top = who()['top-management']
    const one = await planned([3, 3, 4, 3])
    const its = async () => (await workOf(top)).filter(({ id }) => id === one.id)
    expect(await its()).toMatchObject([
      { operations: ['risk.approve-plan'], cause: { key: 'plan_waits', facts: { level: 'high' } } },
    ])
    await product.approvePlan(one.id, top)
    expect(await its()).toEqual([])

    await run('treatment-action.revise', product.author(), {
      id: one.action.id,
      expected_version: one.action.version,
      changes: { due_on: '2026-11-28' },
    })
    expect(await its()).toMatchObject([{ operations: ['risk.approve-plan'] }])
    await product.approvePlan(one.id, top)
    expect(await its()).toEqual([])

    for (const [verb, values] of [
      ['start', {}],
      ['complete', { evidence_note: 'Switched off' }],
    ] as const) {
      const { record } = await run<{ record: { version: number } }>('treatment-action.get', top, {
        id: one.action.id,
      })
      const { version } = await run<{ version: number }>('treatment-action.revise', product.author(), {
        id: one.action.id,
        expected_version: record.version,
        changes: { description: `Before ${verb}`, ...values },
      })
      await run(`treatment-action.${verb}`, product.author(), {
        id: one.action.id,
        expected_version: version,
      })
    }
    await step('verify', one.id)
    expect(await its()).toMatchObject([{ operations: ['risk.accept'], cause: { key: 'acceptance_waits' } }])
    const counted = async () =>
      (await run<{ groups: Record<string, number> }>('my-work.summary', top)).groups.undated ?? 0
    const before = await counted()
    await accept(one.id, top)
    expect(await its()).toEqual([])
    expect(await counted()).toBe(before - 1)
  })

  it('wait for nobody while a role that must be heard is held by nobody', async () => {
    const one = await planned([3, 3, 4, 3], { category: 'PRI' })
    const top = who()['top-management']
    await product.approvePlan(one.id, top)
    await run('treatment-action.cancel', product.author(), {
      id: one.action.id,
      expected_version: one.action.version,
      reason: 'Too late',
    })
    await product.approvePlan(one.id, top)
    await step('verify', one.id)
    const { consult } = await product.acceptanceAsked(one.id, top)
    const nobody = consult.filter(({ candidates }) => candidates.length === 0)
    expect(nobody.map(({ role }) => role)).toEqual(['privacy_lead'])
    expect(await allowed(top, 'accept', [one.id])).toEqual([])
    expect(await waiting(top, 'accept')).not.toContain(one.id)
    await appoint(
      product,
      { author: who().administrator, appointer: top },
      { person_id: who().employee.person_id, role: 'privacy_lead' },
    )
    expect(await waiting(top, 'accept')).toContain(one.id)
  })

  it('no longer wait for whoever is appointed no more', async () => {
    const one = await assessed([2, 2, 3, 2], { category: 'SAF' })
    const riskOwner = who()['risk-owner']
    const top = who()['top-management']
    expect(await waiting(riskOwner, 'accept')).toContain(one.id)
    const { items } = await run<{ items: { id: string; version: number; person_id: string }[] }>(
      'appointment.list',
      top,
      { columns: 'person_id', state: 'in_force', limit: 100 },
    )
    const { id, version } = items.find(({ person_id }) => person_id === riskOwner.person_id) ?? one
    await run('appointment.end', top, { id, expected_version: version, reason: 'Moved on' })
    expect(await workOf(riskOwner)).toEqual([])
    expect(await waiting(top, 'accept')).toContain(one.id)
  })
})
