import { beforeAll, describe, expect, it } from 'vitest'
import { registerIndex } from '../../../src/web/routes.generated.ts'
import { accessibilityFaults, goOn, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']
let unit = ''

beforeAll(async () => {
  const made = await server.product.run<{ id: string }>('organization-unit.create', manager, {
    name: 'Model Development',
    kind: 'department',
    purpose: 'Builds models.',
  })
  unit = made.id
  await server.product.run('organization-unit.comment', manager, { id: unit, body: 'Who signs?' })
})

const publicPages = ['/sign-in', '/reset', '/reset?token=x', '/invitation?token=x']

it.each(publicPages)('%s has no accessibility fault', async (path) => {
  stage.expectAnswers(400, 404, 422)
  const page = await stage.open(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

const reference = 'the reference of the API has no accessibility fault and fits a phone'
it(reference, async () => {
  const page = await stage.open('/api/reference', { width: 390, height: 844 })
  const operation = page.locator('[id="organization-unit.create"]')
  await operation.locator('summary').click()
  await operation.getByRole('heading', { name: 'Example' }).waitFor()
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(390)
  await page.getByText('Create an organization unit', { exact: true }).waitFor()
  // Entries are of one make, and to look at all of them takes a quarter of a minute.
  await page.evaluate(`for (const part of document.querySelectorAll('main section'))
    [...part.querySelectorAll('details:not([open])')].slice(2).forEach((entry) => entry.remove())`)
  expect(await accessibilityFaults(page)).toEqual([])
})

it('pages of an organization that has just begun have no accessibility fault', {
  timeout: 600_000,
}, async () => {
  const page = await stage.openAs('administrator', '/')
  const check = async (path: string) => {
    await goOn(page, path)
    expect(await accessibilityFaults(page), path).toEqual([])
  }
  for (const path of ['/', '/nowhere', '/organization-units?group=kind', `/organization-units/${unit}`])
    await check(path)
  for (const { plural } of registerIndex) await check(`/${plural}`)
})

it('what opens above a page has no accessibility fault', async () => {
  const page = await stage.openAs('aims-manager', `/organization-units/${unit}`)
  await page.getByRole('heading', { name: 'Model Development' }).waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  expect(await accessibilityFaults(page), 'shortcuts').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).waitFor()
  expect(await accessibilityFaults(page), 'palette').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Close' }).click()
  expect(await accessibilityFaults(page), 'decision').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Kind: Department. Change' }).click()
  expect(await accessibilityFaults(page), 'picker').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More' }).click()
  expect(await accessibilityFaults(page), 'menu').toEqual([])
})

describe('looks', () => {
  it('follow the choice of the person over the system, at once and after a reload', async () => {
    const page = await stage.openAs('aims-manager', '/', { colorScheme: 'light' })
    const scheme = () => page.locator('html').getAttribute('data-scheme')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await expect.poll(scheme).toBe('light')
    await page.getByRole('button', { name: /account and looks/ }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await expect.poll(scheme).toBe('dark')
    await page.reload()
    await expect.poll(scheme).toBe('dark')
  })

  it('fit a phone: the drawer leads around and nothing is wider than the screen', async () => {
    const page = await stage.openAs('aims-manager', '/organization-units', { width: 390, height: 844 })
    await page.getByRole('link', { name: 'Model Development' }).waitFor()
    const width = () => page.evaluate('document.documentElement.scrollWidth')
    await expect.poll(width).toBe(390)
    await page.getByRole('button', { name: 'Show sidebar' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'My work' }).click()
    await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
    await page.goto(`${server.url}/organization-units/${unit}`)
    await page.getByRole('heading', { name: 'Model Development' }).waitFor()
    await expect.poll(width).toBe(390)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
