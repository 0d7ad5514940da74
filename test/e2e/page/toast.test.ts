import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { noAnswer, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']

beforeAll(async () => {
  await server.product.run('organization-unit.create', manager, { name: 'Claims', kind: 'team' })
})

/** A list under a clock that the test moves on. */
async function open(): Promise<Page> {
  const page = await stage.openAs('aims-manager', '/organization-units')
  await page.clock.install()
  await page.reload()
  await page.getByRole('link', { name: 'Claims' }).waitFor()
  return page
}

async function rename(page: Page, before: string, after: string): Promise<void> {
  await page.getByRole('button', { name: `Short name: ${before}. Change` }).click()
  await page.getByRole('textbox', { name: 'Short name' }).fill(after)
  await page.keyboard.press('Enter')
}

describe('what just happened', () => {
  it('is told for a while, as long as nobody points at it, and the next takes its place', async () => {
    const page = await open()
    const told = page.getByRole('status', { name: 'Messages' }).getByRole('listitem')
    await rename(page, 'Not known', 'CL')
    await told.getByText('Short name saved').waitFor()

    await told.hover()
    await page.clock.runFor(600_000)
    expect(await told.count()).toBe(1)
    await page.mouse.move(10, 10)
    await page.clock.runFor(600_000)
    await told.waitFor({ state: 'detached' })

    await rename(page, 'CL', 'CLA')
    await told.getByText('Short name saved').waitFor()
    await rename(page, 'CLA', 'CLM')
    await page.getByRole('button', { name: 'Short name: CLM. Change' }).waitFor()
    expect(await told.count()).toBe(1)
  })

  it('stays when it failed, also when something else goes well, until it is dismissed', async () => {
    const page = await open()
    const told = page.getByRole('status', { name: 'Messages' }).getByRole('listitem')
    stage.expectAnswers(noAnswer)
    await page.context().setOffline(true)
    await rename(page, 'CLM', 'Lost')
    await told.first().waitFor()
    await page.context().setOffline(false)
    await page.clock.runFor(600_000)
    expect(await told.count()).toBe(1)

    await rename(page, 'CLM', 'CLS')
    await told.getByText('Short name saved').waitFor()
    expect(await told.count()).toBe(2)
    await told.first().getByRole('button', { name: 'Dismiss' }).click()
    expect(await told.allTextContents()).toHaveLength(1)
    await told.getByText('Short name saved').waitFor()
  })
})
