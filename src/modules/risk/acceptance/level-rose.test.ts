import { expect, it } from 'vitest'
import type { Made } from '../../../../test/harness/made.ts'
import { makeRiskProduct } from '../risk.fixture.ts'

const product = await makeRiskProduct()
const { run, held } = product

/** A high risk, left moderate by two controls and accepted at that level. */
async function accepted() {
  const controls = [await product.control(3), await product.control(3)]
  const { id } = await product.assessed([4, 3, 3, 3])
  for (const control of controls) await product.action(id, { control_id: control.id })
  await product.revise(id, {
    target_level: 'moderate',
    residual_likelihood: 3,
    residual_impact_organization: 3,
    residual_impact_individuals: 3,
    residual_impact_societies: 3,
    residual_rationale: 'Fewer cases',
  })
  await product.accept(id, held.ours.actors['risk-owner'])
  expect(await product.standing(id)).toMatchObject({ level: 'moderate', acceptance: 'valid', answered: true })
  return { id, controls }
}

/** What stands of an acceptance once more remains than was accepted. */
async function expectLapsed(id: string) {
  expect(await product.standing(id)).toMatchObject({
    level: 'high',
    acceptance: 'level_rose',
    answered: false,
    needs: expect.arrayContaining(['renew_acceptance', 'treat_or_accept']),
  })
  const { returned } = await run<{ returned: unknown[] }>('risk.return-lapsed', product.author())
  expect(returned).toContainEqual({ id, state: 'assessed', because: 'level_rose' })
  expect(await product.read(id)).toMatchObject({ state: 'assessed' })
}

it('lapses when the residual numbers are revised to a higher level than was accepted', async () => {
  const { id } = await accepted()
  await product.revise(id, { residual_likelihood: 4, residual_rationale: 'More cases than thought' })
  await expectLapsed(id)
  expect(await product.refusedBy(product.accept(id, held.ours.actors['risk-owner']))).toContain('authority')
})

it('lapses when a control that supports the residual level no longer works', async () => {
  const { id, controls } = await accepted()
  const [failing] = controls as [Made, Made]
  await run<Made>('control.revise', product.author(), {
    id: failing.id,
    expected_version: failing.version,
    changes: { operating_rating: 1, operating_rationale: 'Skipped twice' },
  })
  await expectLapsed(id)
})

it('stays valid while no more remains than was accepted', async () => {
  const { id } = await accepted()
  await product.revise(id, { residual_rationale: 'Looked at again' })
  expect(await product.standing(id)).toMatchObject({ level: 'moderate', acceptance: 'valid' })
})
