import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']

interface Unit {
  readonly id: string
  readonly short_name: string | null
  readonly purpose: string | null
  readonly version: number
}

/** The page of a new unit, and the address that its record is read at and changed at. */
async function openUnit(name: string) {
  const values = { name, short_name: 'OLD', kind: 'team' }
  const { id } = await server.product.run<Unit>('organization-unit.create', manager, values)
  const page = await stage.openAs('aims-manager', `/organization-units/${id}`)
  const read = async () =>
    (await server.product.run<{ record: Unit }>('organization-unit.get', manager, { id })).record
  return { page, address: `${server.url}/api/organization-units/${id}`, read }
}

async function giveShortName(page: Page, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Short name: OLD. Change' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(value)
  await page.keyboard.press('Enter')
}

async function givePurpose(page: Page, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Add purpose' }).click()
  await page.getByRole('textbox', { name: 'Purpose' }).fill(value)
  await page.keyboard.press('Control+Enter')
}

it('sends a second edit after the first, when that is not answered yet', async () => {
  const { page, address, read } = await openUnit('Two edits at once')
  const first = Promise.withResolvers<void>()
  await page.route(address, async (route) => {
    if (route.request().method() === 'PATCH') await first.promise
    await route.continue()
  })
  await giveShortName(page, 'NEW')
  await givePurpose(page, 'Scores loans.')
  first.resolve()
  await page.getByText('Purpose saved.').waitFor()
  expect(await read()).toMatchObject({ short_name: 'NEW', purpose: 'Scores loans.', version: 3 })
})

it('is in no conflict with itself when the page reads an answer from before its last edit', async () => {
  const { page, address, read } = await openUnit('Read late')
  const before = await (await page.request.get(address)).text()
  await page.route(address, (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ body: before, contentType: 'application/json' })
      : route.continue(),
  )
  await giveShortName(page, 'NEW')
  await page.getByText('Short name saved.').waitFor()
  await page.getByRole('button', { name: 'Short name: OLD. Change' }).waitFor()
  await givePurpose(page, 'Scores loans.')
  await page.getByText('Purpose saved.').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await read()).toMatchObject({ short_name: 'NEW', purpose: 'Scores loans.', version: 3 })
})
