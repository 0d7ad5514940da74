import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage

async function changeAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /Select all/ }).check()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Change/ })
  await dialog.getByLabel('Field').click()
  await page.getByRole('combobox', { name: 'Field' }).fill('supplier')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('New value').fill('Northwind')
  await dialog.getByRole('button', { name: /^Change \d/ }).click()
  await page.getByText(/changed on \d+ records/).waitFor()
}

describe('undoing a change to many', () => {
  it('shows what goes back, and puts it back', async () => {
    for (const name of ['Router', 'Scorer', 'Reader'])
      await server.product.run('ai-system.create', server.organization.actors['aims-manager'], { name })
    const page = await stage.openAs('aims-manager', '/ai-systems?columns=supplier_name')
    await page.getByRole('link', { name: 'Router' }).waitFor()
    await changeAll(page)
    await page.getByRole('button', { name: 'Undo' }).click()
    const dialog = page.getByRole('dialog', { name: 'Undo this change' })
    await dialog.getByRole('heading', { name: '3 records get their earlier values' }).waitFor()
    expect(await dialog.getByText(/3 records (get|go)/).count()).toBe(1)
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(
      expect.arrayContaining(['Router', 'Scorer', 'Reader']),
    )
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Undo 3' }).click()
    await page.getByText('3 records stand as before.').waitFor()
    await page.getByText('Northwind').first().waitFor({ state: 'detached' })
  })
  it('names the record that stands in the way, leads to it, and puts the others back', async () => {
    const manager = server.organization.actors['aims-manager']
    const { items } = await server.product.run<{ items: { id: string; version: number; name: string }[] }>(
      'ai-system.list',
      manager,
      { columns: 'name' },
    )
    const page = await stage.openAs('aims-manager', '/ai-systems?columns=supplier_name')
    await page.getByRole('link', { name: 'Router' }).waitFor()
    await changeAll(page)
    const router = items.find(({ name }) => name === 'Router')
    await server.product.run('ai-system.revise', manager, {
      id: router?.id,
      expected_version: (router?.version ?? 0) + 1,
      changes: { supplier_name: 'Another' },
    })
    await page.getByRole('button', { name: 'Undo' }).click()
    const dialog = page.getByRole('dialog', { name: 'Undo this change' })
    await dialog.getByText('1 record stays as it is:').waitFor()
    await dialog.getByText(/^changed since by Example aims-manager, /).waitFor()
    const link = dialog.getByRole('link', { name: 'Router' })
    expect(await link.getAttribute('href')).toContain(`/ai-systems/${router?.id}`)
    await dialog.getByRole('heading', { name: '2 records get their earlier values' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Undo the other 2' }).click()
    await page.getByText('2 records stand as before. 1 record was left as it is.').waitFor()
    await page.getByText('Northwind').first().waitFor({ state: 'detached' })
    await page.getByText('Another').waitFor()
  })
})
