import { afterAll, beforeAll, expect, it } from 'vitest'
import { numbers } from '../../../src/modules/risk/risk.fixture.ts'
import type { Made } from '../../harness/made.ts'
import { firstCriteria } from '../../harness/sample/risk-samples.ts'
import { makeTestTrail } from '../../harness/test-trail.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const { actors } = organization
const manager = actors['aims-manager']
const trail = await makeTestTrail(product)
afterAll(() => trail.close())
let path = ''

beforeAll(async () => {
  await firstCriteria(product, organization)
  const { id, version } = await product.run<Made>('risk.create', manager, {
    title: 'Unequal error rates',
    category: 'ROB',
    owner_id: manager.person_id,
    vulnerable_people: false,
    affected_people: 100,
    breaches_legal_duty: false,
    ...numbers(3, 3, 4, 3),
  })
  const assessed = await product.run<Made>('risk.assess', manager, { id, expected_version: version })
  const action = await product.run<Made>('treatment-action.create', manager, {
    title: 'Set a threshold for each group',
    risk_id: id,
    option: 'avoid',
    owner_id: manager.person_id,
  })
  await trail.sign(organization.id)
  path = `/risks/${id}?as_of=${encodeURIComponent(product.sources.now().toISOString())}`
  const at = { id, expected_version: assessed.version, reason: 'Seen again' }
  const reopened = await product.run<Made>('risk.reopen', manager, at)
  await product.run('risk.revise', manager, {
    id,
    expected_version: reopened.version,
    changes: { likelihood: 1, likelihood_rationale: 'Never seen since', likelihood_confirmed: true },
  })
  await product.run('treatment-action.revise', manager, {
    id: action.id,
    expected_version: action.version,
    changes: { title: 'Renamed since' },
  })
})

it('a risk as of an earlier moment is shown as its page shows it, as it was, with nothing to change', async () => {
  const page = await stage.openAs('aims-manager', path)
  await page.getByRole('heading', { name: 'Where it stood' }).waitFor()
  for (const name of ['Assessment', 'Treatment', 'Acceptance'])
    await page.getByRole('heading', { name: new RegExp(`^${name}`), level: 2 }).waitFor()
  await page.getByText('Set a threshold for each group').waitFor()
  expect(await page.getByText('Renamed since').count()).toBe(0)
  await page.getByText('Seen in similar systems').first().waitFor()
  expect(await page.getByText('Never seen since').count()).toBe(0)
  const main = page.getByRole('main')
  expect(await main.getByRole('button', { name: /Change$|^Add |^Approve|^Accept/ }).count()).toBe(0)
  expect(await main.getByRole('radio').count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
})
