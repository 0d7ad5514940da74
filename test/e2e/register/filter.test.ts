import { beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage

beforeAll(async () => {
  const manager = server.organization.actors['aims-manager']
  for (const [name, kind] of [
    ['Claims', 'department'],
    ['Scoring', 'team'],
    ['Harbor', 'site'],
  ])
    await server.product.run('organization-unit.create', manager, { name, kind })
})

it('stands as a chip that says what it asks, opens to be changed, and goes away', async () => {
  const page = await stage.openAs('aims-manager', '/organization-units?kind=department')
  const rows = page.locator('[data-row-link]')
  await page.getByRole('link', { name: 'Claims' }).waitFor()
  expect(await rows.allTextContents()).toEqual(['Claims'])

  const chip = page.getByRole('button', { name: 'Kind Department' })
  await chip.click()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('option', { name: 'Site' }).click()
  await page.getByRole('link', { name: 'Harbor' }).waitFor()
  await page.keyboard.press('Escape')
  expect((await rows.allTextContents()).sort()).toEqual(['Claims', 'Harbor'])
  expect(new URL(page.url()).searchParams.get('kind')?.split(',').sort()).toEqual(['department', 'site'])

  await page.getByRole('button', { name: 'Remove filter on Kind' }).click()
  await page.getByRole('link', { name: 'Scoring' }).waitFor()
  expect(new URL(page.url()).searchParams.has('kind')).toBe(false)
  expect(await page.getByRole('button', { name: /^Kind / }).count()).toBe(0)
})

it('says when nothing fits, without claiming that there is more, and is cleared', async () => {
  const page = await stage.openAs('aims-manager', '/organization-units?kind=legal_entity')
  await page.getByText('No record fits the search and the filters.').waitFor()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await page.getByRole('link', { name: 'Claims' }).waitFor()
})
