import { beforeAll, describe, expect, it } from 'vitest'
import { appoint, approveCriteria } from '../../harness/sample/risk-samples.ts'
import { accessibilityFaults, goOn, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization, people } = stage.server
const { actors } = organization
const manager = actors['aims-manager']
let criteriaId = ''
let draftId = ''
let systemId = ''
let riskId = ''

beforeAll(async () => {
  const by = { author: actors.administrator, appointer: manager }
  for (const [role, holder] of [
    ['top_management', actors['top-management']],
    ['ai_risk_owner', actors['risk-owner']],
  ] as const)
    await appoint(product, by, { person_id: holder.person_id, role })
  criteriaId = (await approveCriteria(product, { author: manager, approver: actors['top-management'] })).id
  draftId = (await product.run<{ id: string }>('risk-criteria.create', manager, { title: 'Next criteria' }))
    .id
  const system = await product.run<{ id: string }>('ai-system.create', manager, {
    name: 'Credit scoring',
    owner_id: actors['ai-system-owner'].person_id,
  })
  systemId = system.id
  const risk = await product.run<{ id: string }>('risk.from-scenario', manager, {
    scenario_id: 'DAT-02',
    ai_system_id: systemId,
    owner_id: manager.person_id,
  })
  riskId = risk.id
})

describe('a risk', () => {
  it('is assessed number by number and accepted by signature, in the browser', async () => {
    const page = await stage.openAs('aims-manager', `/risks/${riskId}`)
    const numbers = page.getByRole('group').filter({ hasText: 'I confirm this number' })
    await numbers.first().waitFor()
    expect(await numbers.count()).toBe(4)
    for (const one of await numbers.all()) {
      const confirm = one.getByRole('checkbox', { name: 'I confirm this number' })
      expect(await confirm.isDisabled()).toBe(true)
    }
    const values = await product.run<{ record: { version: number } }>('risk.get', manager, { id: riskId })
    const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies']
    await product.run('risk.revise', manager, {
      id: riskId,
      expected_version: values.record.version,
      changes: {
        ...Object.fromEntries(judged.map((one) => [`${one}_rationale`, 'Seen in similar systems'])),
        vulnerable_people: false,
        affected_people: 100,
        breaches_legal_duty: false,
        prohibited_practice: false,
        legal_duty_unmet: false,
        impact_assessment_missing: false,
        safety_stop_untested: false,
      },
    })
    await page.reload()
    await numbers.first().waitFor()
    for (const one of await numbers.all()) {
      await one.getByRole('checkbox', { name: 'I confirm this number' }).click()
      await one.getByText('Confirmed', { exact: true }).waitFor()
    }
    await page.getByRole('button', { name: 'Complete assessment' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Complete assessment' }).click()
    await page.getByText('Assessed', { exact: true }).first().waitFor()

    const acceptor = await stage.openAs('risk-owner', `/risks/${riskId}`)
    await acceptor.getByRole('button', { name: 'Accept this risk' }).click()
    const dialog = acceptor.getByRole('dialog', { name: 'Accept this risk' })
    await dialog.getByText('I accept the moderate risk').waitFor()
    await dialog.getByLabel('What did the AI system owner say?').fill('Agreed')
    await dialog.getByLabel('Reason').fill('The gap is small and watched.')
    stage.expectAnswers(400)
    await dialog.getByLabel('Your password').fill('wrong')
    await dialog.getByRole('button', { name: 'Sign' }).click()
    // The keyboard is back in the field that it is about, and the words are in sight.
    await dialog.locator('input[type="password"][aria-invalid="true"]:focus').waitFor()
    const note = await dialog.getByRole('alert').boundingBox()
    const below = await dialog.getByRole('button', { name: 'Sign' }).boundingBox()
    expect((note?.y ?? Number.NaN) + (note?.height ?? 0)).toBeLessThan(below?.y ?? Number.NaN)
    await dialog.getByLabel('Your password').fill(people['risk-owner'].password)
    await dialog.getByRole('button', { name: 'Sign' }).click()
    await dialog.waitFor({ state: 'detached' })
    await acceptor.getByText('Accepted', { exact: true }).first().waitFor()
    await acceptor.getByRole('article').getByText('The gap is small and watched.').waitFor()
  })

  it('opens from its cell of the heat map', async () => {
    const page = await stage.openAs('aims-manager', '/heat-map')
    await page.getByRole('link', { name: '1 Moderate likelihood 3, impact 3' }).waitFor()
    // What holds no risk leads nowhere.
    expect(await page.locator('td a[data-empty="true"]').count()).toBe(0)
    await page.getByRole('link', { name: '1 Moderate likelihood 3, impact 3' }).click()
    await page.getByRole('link', { name: 'Leakage between training and test data' }).waitFor()
    expect(page.url()).toContain('inherent_impact.from=3')
  })

  it('starts from a scenario on the page of its AI system', async () => {
    const page = await stage.openAs('aims-manager', `/ai-systems/${systemId}`)
    await page.getByRole('button', { name: 'Start from a scenario' }).click()
    await page.getByRole('combobox', { name: 'Scenario' }).fill('unequal error')
    await page.getByRole('option', { name: /Unequal error rates/ }).click()
    await page.getByText('Controls of Annex A that answer it').waitFor()
    await page.getByRole('button', { name: 'Create risk' }).click()
    await page.getByRole('heading', { name: 'Unequal error rates across protected groups' }).first().waitFor()
  })
})

it('the pages about risks have no accessibility fault', async () => {
  const page = await stage.openAs('aims-manager', '/')
  for (const path of [
    `/risks/${riskId}`,
    '/heat-map',
    `/risk-criteria/${criteriaId}`,
    `/risk-criteria/${draftId}`,
    `/ai-systems/${systemId}`,
  ]) {
    await goOn(page, path)
    expect(await accessibilityFaults(page), path).toEqual([])
  }
})
