import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, choose, setStage } from './browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const manager = organization.actors['aims-manager']
let systemId = ''

beforeAll(async () => {
  const system = await product.run<{ id: string; version: number }>('ai-system.create', manager, {
    name: 'Credit scoring',
  })
  systemId = system.id
  await product.run('ai-system.revise', manager, {
    id: systemId,
    expected_version: system.version,
    changes: { supplier_name: 'Northwind' },
  })
})

describe('the trail', () => {
  it('is read by keyboard, unfolds what changed and leads to the record and to undoing', async () => {
    const page = await stage.openAs('aims-manager', '/trail?register=ai-system')
    const revised = page.getByRole('button', { name: 'AI system revised' })
    await revised.waitFor()
    await page.keyboard.press('j')
    await revised.and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('Northwind').waitFor()
    await page.keyboard.press('j')
    const created = page.getByRole('button', { name: 'AI system created' })
    await created.and(page.locator(':focus')).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('1 record gets its earlier values').waitFor()
    await page.getByRole('button', { name: 'Undo 1' }).click()
    await page.getByRole('button', { name: 'An operation undone' }).waitFor()
    await page.getByRole('link', { name: 'Open on its own page' }).click()
    await page.getByRole('heading', { level: 1, name: 'AI system revised' }).waitFor()
    await page
      .getByRole('article')
      .or(page.locator('main'))
      .getByRole('link', { name: 'Credit scoring' })
      .first()
      .click()
    await page.waitForURL(`**/ai-systems/${systemId}`)
  })

  it('offers to undo only what can be undone, and says what changed where it is not shown', async () => {
    const { id, version } = await product.run<{ id: string; version: number }>(
      'risk-criteria.create',
      manager,
      { title: 'Criteria' },
    )
    const { content } = await product.run<{ content: object }>('risk-criteria.content', manager, { id })
    await product.run('risk-criteria.set-content', manager, {
      id,
      expected_version: version,
      content: { ...content, revenue_bands_set: true },
    })
    const page = await stage.openAs('aims-manager', '/trail?register=risk-criteria')
    const asked = page.waitForResponse(/\/undo$/)
    await page.getByRole('button', { name: 'Content of the risk criteria set' }).click()
    await page.getByText('Changed, and not shown here: content.').waitFor()
    expect(await page.getByText('No field changed.').count()).toBe(0)
    expect(await (await asked).json()).toMatchObject({ possible: false, rest_possible: false })
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('is narrowed in its address', async () => {
    const page = await stage.openAs('aims-manager', '/trail')
    await page.getByRole('button', { name: 'AI system created' }).waitFor()
    await choose(page, 'Register', 'AI system')
    await page.waitForURL('**/trail?register=ai-system')
    await page.getByLabel('From').fill('2999-01-01')
    await page.getByRole('heading', { name: 'Nothing in the trail fits these filters' }).waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.getByRole('button', { name: 'AI system created' }).waitFor()
  })

  it('is exported only by those who may', async () => {
    const page = await stage.openAs('aims-manager', '/trail')
    expect(await page.getByRole('link', { name: 'Export the trail' }).getAttribute('href')).toBe(
      '/api/trail/export',
    )
    const other = await stage.openAs('employee', '/trail')
    await other.getByRole('heading', { level: 1, name: 'Trail' }).waitFor()
    expect(await other.getByRole('link', { name: 'Export the trail' }).count()).toBe(0)
  })
})

it('the trail has no accessibility fault', async () => {
  const page = await stage.openAs('aims-manager', '/trail')
  await page.getByRole('button', { name: 'AI system created' }).click()
  await page.getByRole('link', { name: 'Open on its own page' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Open on its own page' }).click()
  await page.getByRole('heading', { level: 1, name: 'AI system created' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})
