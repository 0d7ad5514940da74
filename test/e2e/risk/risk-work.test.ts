import { beforeAll, describe, expect, it } from 'vitest'
import { numbers } from '../../../src/modules/risk/risk.fixture.ts'
import { giveAccount, samplePassword } from '../../harness/account.ts'
import type { Made } from '../../harness/made.ts'
import { firstCriteria } from '../../harness/sample/risk-samples.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const { actors } = organization
const manager = actors['aims-manager']

beforeAll(async () => {
  const top = actors['top-management']
  await giveAccount(product, top)
  await firstCriteria(product, organization)
  const { id, version } = await product.run<Made>('risk.create', manager, {
    title: 'Unequal error rates',
    category: 'ROB',
    owner_id: manager.person_id,
    vulnerable_people: false,
    affected_people: 100,
    breaches_legal_duty: false,
    treatment_option: 'avoid',
    treatment_rationale: 'Phased out',
    ...numbers(3, 3, 4, 3),
  })
  const assessed = await product.run<Made>('risk.assess', manager, { id, expected_version: version })
  await product.run('risk.plan', manager, { id, expected_version: assessed.version })
})

describe('a treatment plan that waits', () => {
  it('is approved by signature from My work, and is gone from it then', async () => {
    const page = await stage.openAs('top-management', '/')
    await page.getByText('Level high. Its treatment plan waits for approval.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: /^Approve the plan/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('“Unequal error rates”').first().waitFor()
    await dialog.getByLabel('Reason').fill('It fits the risk')
    await dialog.getByLabel('Your password').fill(samplePassword)
    await dialog.getByRole('button', { name: 'Sign' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Level high. Its treatment plan waits for approval.').waitFor({ state: 'detached' })
    const { items } = await product.run<{ items: { state: string }[] }>('risk.list', manager)
    expect(items).toMatchObject([{ state: 'treating' }])
  })

  it('waits for nobody who may not approve it', async () => {
    const page = await stage.openAs('risk-owner', '/')
    await page.getByRole('heading', { name: 'My work' }).first().waitFor()
    expect(await page.getByText('waits for approval').count()).toBe(0)
  })
})
