import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveCriteria } from '../../../../test/harness/sample/risk-samples.ts'
import { makeTestTrail, type TestTrail } from '../../../../test/harness/test-trail.ts'
import { makeRiskProduct } from '../risk.fixture.ts'

// A risk as of an earlier moment stands as it was answered then, whatever became of it, its plan, its controls, its AI
// system and the criteria.
const product = await makeRiskProduct()
const { run, held, author } = product
const day = 86_400_000
let trail: TestTrail

beforeAll(async () => {
  trail = await makeTestTrail(product)
})
afterAll(() => trail.close())

interface Told {
  readonly standing: object
  readonly supported_steps: object
  readonly criteria_id: string | null
}

/** Everything that the page of a risk asks beside the record, now or as of an instant. */
const told = async (id: string, as_of?: string) => {
  const at = as_of === undefined ? {} : { as_of }
  const { standing, supported_steps, criteria_id } = await run<Told>('risk.standing', author(), { id, ...at })
  const { items: acceptances } = await run<{ items: object[] }>('risk.acceptances', author(), {
    risk_id: id,
    ...at,
  })
  const { items: actions } = await run<{ items: object[] }>('treatment-action.list', author(), {
    risk_id: id,
    columns: 'title,option,due_on,state',
    ...at,
  })
  return { standing, supported_steps, criteria_id, acceptances, actions }
}

const moments: { readonly at: string; readonly was: Awaited<ReturnType<typeof told>> }[] = []

async function remember(id: string): Promise<void> {
  await trail.sign(held.ours.id)
  moments.push({ at: product.clock.now().toISOString(), was: await told(id) })
  product.clock.advance(day)
}

describe('a risk as of an earlier moment', () => {
  it('stands as it stood then', async () => {
    const top = held.ours.actors['top-management']
    const preventing = [await product.control(3), await product.control(3)]
    const one = await product.assessed([4, 3, 3, 3], {
      treatment_option: 'modify_likelihood',
      treatment_rationale: 'Thresholds help',
      target_level: 'moderate',
    })
    await remember(one.id)
    for (const control of preventing)
      await product.action(one.id, { control_id: control.id, due_on: '2027-01-20' })
    await product.step('plan', one.id)
    await remember(one.id)
    await product.approvePlan(one.id, top)
    await product.revise(one.id, {
      residual_likelihood: 3,
      residual_impact_organization: 3,
      residual_impact_individuals: 3,
      residual_impact_societies: 3,
      residual_rationale: 'Two controls work',
    })
    await remember(one.id)
    await product.accept(one.id, top)
    await remember(one.id)

    // Everything that the answers rest on moves on.
    const [control] = preventing
    const { record } = await run<{ record: { version: number } }>('control.get', author(), {
      id: control?.id,
    })
    await run('control.revise', author(), {
      id: control?.id,
      expected_version: record.version,
      changes: { operating_rating: 1, operating_rationale: 'It failed' },
    })
    const system = await run<{ record: { version: number } }>('ai-system.get', author(), {
      id: held.systemId,
    })
    await run('ai-system.revise', author(), {
      id: held.systemId,
      expected_version: system.record.version,
      changes: { intended_purpose: 'Decide loan applications' },
    })
    await product.step('reopen', one.id)
    await approveCriteria(product, { author: author(), approver: top })
    await trail.sign(held.ours.id)

    const now = await told(one.id)
    expect(moments.map(({ was }) => (was.standing as { plan: string }).plan)).toEqual([
      'unapproved',
      'unapproved',
      'approved',
      'approved',
    ])
    expect(moments.at(-1)?.was.acceptances).toMatchObject([{ standing: 'valid' }])
    for (const { at, was } of moments) {
      expect(was).not.toEqual(now)
      expect(await told(one.id, at)).toEqual(was)
    }
  })

  it('is unknown before it was there, and to another organization', async () => {
    const one = await product.create()
    const ask = (as_of: string, by = author()) => run('risk.standing', by, { id: one.id, as_of })
    await expect(ask('2020-01-01T00:00:00Z')).rejects.toMatchObject({ kind: 'not-found' })
    await trail.sign(held.ours.id)
    const now = product.clock.now().toISOString()
    await expect(ask(now)).resolves.toBeDefined()
    await expect(ask(now, held.theirs.actors['aims-manager'])).rejects.toMatchObject({ kind: 'not-found' })
  })
})
