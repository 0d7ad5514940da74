import { expect, it } from 'vitest'
import type { Made } from '../../../test/harness/made.ts'
import { makeTwoOrganizations } from '../../../test/harness/two-organizations.ts'

const { product, ours } = await makeTwoOrganizations()

const whole = {
  title: 'AI policy',
  edition: '1',
  location: 'https://intranet.example.org/policies/ai',
  commitments: ['meet_applicable_requirements', 'continual_improvement'],
  review_on: '2027-11-01',
}
const create = (values: Record<string, unknown> = {}) =>
  product.run<Made>('policy.create', ours.actors['aims-manager'], { ...whole, ...values })
const step = (verb: string, { id, version }: Made, role: 'aims-manager' | 'top-management', more = {}) =>
  product.run<Made>(`policy.${verb}`, ours.actors[role], { id, expected_version: version, ...more })
const submitted = async (values = {}) => step('submit', await create(values), 'aims-manager')

it.each([
  ['edition', null],
  ['location', ' '],
  ['review_on', null],
  ['commitments', null],
  ['commitments', ['continual_improvement']],
  ['commitments', ['meet_applicable_requirements']],
])('a policy is not put up for decision with %s being %j', async (field, value) => {
  await expect(submitted({ [field]: value })).rejects.toMatchObject({ kind: 'refused-by-rule' })
})

it('is approved by top management only, never by its author, and does not change afterwards', async () => {
  const one = await submitted()
  await expect(step('approve', one, 'aims-manager')).rejects.toMatchObject({ kind: 'not-permitted' })
  const author = { ...ours.actors['aims-manager'], roles: ['top-management'] }
  await expect(
    product.run('policy.approve', author, { id: one.id, expected_version: one.version }),
  ).rejects.toMatchObject({ kind: 'refused-by-rule' })
  const approved = await step('approve', one, 'top-management')
  expect(approved.state).toBe('approved')
  await expect(
    step('revise', approved, 'aims-manager', { changes: { title: 'Other' } }),
  ).rejects.toMatchObject({ kind: 'refused-by-rule' })
})

it('withdraws the edition it replaces when it is approved, not before', async () => {
  const first = await step('approve', await submitted(), 'top-management')
  const state = async () =>
    (await product.run<{ record: Made }>('policy.get', ours.actors.employee, { id: first.id })).record.state
  const second = await submitted({ edition: '2', replaces_id: first.id })
  expect(await state()).toBe('approved')
  await step('approve', second, 'top-management')
  expect(await state()).toBe('withdrawn')
})

it('cannot replace itself', async () => {
  const one = await create()
  await expect(
    step('revise', one, 'aims-manager', { changes: { replaces_id: one.id } }),
  ).rejects.toMatchObject({ kind: 'invalid-input' })
})
