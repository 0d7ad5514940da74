import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults, choose, setStage } from '../browser.ts'

const stage = await setStage()
const inventory = fileURLToPath(new URL('../../../demo/us-federal-ai-inventory-2024.csv', import.meta.url))

const chooseFile = async (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) => {
  await page.setInputFiles('input[type="file"]', file)
  await page.getByRole('heading', { name: 'What would happen' }).waitFor()
}

/** While the server takes a file in, the page asks how far it is, and may be too early. */
const askedTooEarly = 404

const small = (text: string) => ({ name: 'systems.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

describe('importing AI systems', { timeout: 900_000 }, () => {
  it('is led to from the list by keyboard, and refused to those who may not', async () => {
    const page = await stage.openAs('aims-manager', '/ai-systems')
    await page.getByRole('button', { name: 'Import and export' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Import AI systems' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Import AI systems', level: 1 }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])

    const other = await stage.openAs('employee', '/ai-systems/import')
    await other.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  })

  it('shows what an inventory of 2,133 systems would do, imports it, and finds nothing new in it afterwards', async () => {
    const page = await stage.openAs('aims-manager', '/ai-systems/import')
    await chooseFile(page, inventory)
    await page.getByText('2,133 rows').waitFor()
    const mapping = page.getByRole('button', { name: 'Mapping', exact: true })
    expect(await mapping.textContent()).toBe('US federal AI use case inventory 2024')
    await page.getByText('organization units would be created').click()
    await page.getByText('groups of rows may be the same thing').click()
    await page.getByRole('button', { name: 'Show columns' }).click()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'By row' }).click()
    await page.getByText('was not read as a date').first().waitFor()

    stage.expectAnswers(askedTooEarly)
    // Looked for before it begins: the server that imports and this test share one process.
    const progress = page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Import 2,133 AI systems' }).click()
    await progress
    // Leaving and coming back finds the import again.
    await page.getByRole('link', { name: 'People' }).click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    await page.goBack()
    await page
      .getByRole('heading', { name: 'us-federal-ai-inventory-2024.csv was imported' })
      .waitFor({ timeout: 240_000 })
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Show what was imported' }).click()
    await page.getByText('2,133 AI systems').waitFor()

    await page.goto(`${stage.server.url}/ai-systems/import`)
    await chooseFile(page, inventory)
    await page.getByText('This file holds nothing new').waitFor()
    await page.getByText('There is nothing to import').waitFor()
    expect(await page.getByRole('button', { name: /^Import/ }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Show AI systems' }).click()
    await page.getByText('2,133 AI systems').waitFor()
  })

  it('reads a file in the way a person chooses', async () => {
    const page = await stage.openAs('aims-manager', '/ai-systems/import')
    await chooseFile(page, small('System;Live since\nRouter;03/04/2024\nScorer;05/06/2024\n'))
    await page.getByText('Suggested from the headers').waitFor()
    await page.getByRole('button', { name: /What column 2 fills/ }).click()
    await page.getByRole('combobox', { name: 'What this column fills' }).fill('implemented')
    await page.keyboard.press('Enter')
    await page.getByText('Apr 3, 2024').waitFor()
    await page.getByRole('button', { name: /How column 2 is read/ }).click()
    await choose(page, 'Dates with slashes, such as 3/4/2024', 'Month first: March 4')
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.getByText('Mar 4, 2024').waitFor()
    await page.getByText('Changed by you').waitFor()
    stage.expectAnswers(askedTooEarly)
    await page.getByRole('button', { name: 'Import 2 AI systems' }).click()
    await page.getByRole('heading', { name: 'systems.csv was imported' }).waitFor()
  })

  it('refuses a file with errors, says which, and keeps nothing', async () => {
    stage.expectAnswers(422, 400)
    const page = await stage.openAs('aims-manager', '/ai-systems/import')
    await chooseFile(page, small('Name,Reference\nChat,A1\n,A2\n'))
    await page.getByText('1 row has an error').waitFor()
    const counts = page.getByLabel('AI systems', { exact: true })
    expect(await counts.locator('div').allTextContents()).toEqual([
      'created1',
      'changed0',
      'unchanged0',
      'with errors1',
    ])
    expect(await page.getByRole('button', { name: 'Correct the errors first' }).isDisabled()).toBe(true)

    await page.getByRole('button', { name: 'Another file' }).click()
    await page.setInputFiles('input[type="file"]', {
      name: 'picture.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1, 2, 3, 4]),
    })
    await page.getByRole('heading', { name: 'The file could not be read' }).waitFor()
  })
})

describe('importing other registers', () => {
  it('tells in the dry run what a rule of the register refuses, and where', async () => {
    const page = await stage.openAs('aims-manager', '/controls/import')
    await chooseFile(page, small('name,requirements\nReview changes,urn:plumbline:none\n'))
    await page.getByText('The headers are the register’s own names').waitFor()
    await page.getByText('no pack in use holds the requirement urn:plumbline:none.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('takes back what the list exported to be changed', async () => {
    stage.expectAnswers(askedTooEarly)
    const page = await stage.openAs('aims-manager', '/organization-units/import')
    await chooseFile(page, small('name,parent\nModels,Research\nResearch,\n'))
    await page.getByRole('button', { name: 'Import 2 organization units' }).click()
    await page.getByRole('link', { name: 'Show what was imported' }).click()
    await page.getByRole('button', { name: 'Import and export' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'All fields as CSV' }).click()
    const exported = await readFile(await (await downloading).path(), 'utf8')
    await page.goto(`${stage.server.url}/organization-units/import`)
    await chooseFile(page, small(exported.replace(',Models,', ',Model team,')))
    await page.getByText(/^0 created, 1 changed/).waitFor()
    await page.getByRole('button', { name: /^Import \d+ organization units/ }).click()
    await page.getByRole('heading', { name: 'systems.csv was imported' }).waitFor()
    await page.goto(`${stage.server.url}/organization-units?name.contains=Model%20team`)
    await page.getByRole('link', { name: 'Model team' }).waitFor()
  })

  it('is not offered for records that follow from answers, but their export is', async () => {
    const page = await stage.openAs('aims-manager', '/determinations')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Export as CSV' }).waitFor()
    expect(await page.getByRole('menuitem', { name: /^Import/ }).count()).toBe(0)
  })
})
