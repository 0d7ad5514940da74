import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()

const twins = `Name,Supplier name,Outputs
Router,Northwind,
Router,,Answers
Scorer,Contoso,Scores
Scorer,Contoso,Scores
`

/** Imports rows that share their name, which is what tells rows apart here. */
async function importTwins(page: Page): Promise<void> {
  await page.setInputFiles('input[type="file"]', {
    name: 'twins.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(twins),
  })
  await page.getByText('2 groups of rows may be the same thing').waitFor()
  await page.getByRole('button', { name: 'Import 4 AI systems' }).click()
  await page.getByRole('link', { name: 'Look at suspected duplicates' }).click()
  await page.getByText('2 groups of AI systems may be one and the same').waitFor()
}

describe('suspected duplicates', () => {
  it('are compared, merged with the values chosen, or kept apart with a reason', async () => {
    const page = await stage.openAs('aims-manager', '/ai-systems/import')
    await importTwins(page)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Compare Router' }).click()
    await page.getByText('fields differ. Choose the values to keep.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Merge into one' }).click()
    await page.getByText('1 other is archived').waitFor()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('1 group of AI systems may be one and the same').waitFor()

    await page.getByRole('button', { name: 'Compare Scorer' }).click()
    await page.getByText('No field differs.').waitFor()
    await page.getByRole('button', { name: 'Separate systems' }).click()
    await page.getByRole('dialog').getByLabel('Reason').fill('One runs in Lima, one in Oslo.')
    await page.getByRole('dialog').getByRole('button', { name: 'Separate systems' }).click()
    await page.getByRole('heading', { name: 'No AI systems look like duplicates' }).waitFor()

    await page.goto(`${stage.server.url}/ai-systems?columns=supplier_name,outputs`)
    const router = page.getByRole('row', { name: /Router/ })
    await router.getByText('Northwind').waitFor()
    await router.getByText('Answers').waitFor()
    await page.getByText('3 AI systems').waitFor()
  })

  it('are shown to those who may only read, without anything to decide', async () => {
    const page = await stage.openAs('employee', '/ai-systems/duplicates')
    await page.getByRole('heading', { name: 'No AI systems look like duplicates' }).waitFor()
    expect(await page.getByRole('button', { name: 'Merge into one' }).count()).toBe(0)
  })
})
