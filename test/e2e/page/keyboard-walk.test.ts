import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { organization, product } = stage.server
const actors = organization.actors

beforeAll(async () => {
  await product.run('obligation.create', actors['aims-manager'], {
    title: 'Read how the assistant may be used',
    kind: 'reading',
    origin: 'request',
    due_on: '2099-01-01',
    owner_id: actors.employee.person_id,
  })
})

/** Tab, as often as it takes and no oftener than a patient person would. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole('button', { name, exact: true })
  await wanted.first().waitFor()
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluateAll((found) => found.includes(found[0]?.ownerDocument.activeElement as never)))
      return
  }
  throw new Error(`${name} is not reached by Tab.`)
}

const go = async (page: Page, words: string) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Commands' }).waitFor()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}

describe('with the keyboard alone', () => {
  it('an employee opens what waits for them, completes it there and is told so', async () => {
    const page = await stage.openAs('employee', '/')
    await page.getByRole('link', { name: /Read how the assistant/ }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await tabTo(page, 'Complete')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Complete: Read how the assistant may be used' })
    await dialog.waitFor()
    await tabTo(page, 'Complete')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor({ state: 'detached' })
    await page.getByRole('article').getByText('Done', { exact: true }).first().waitFor()
  })

  it('a manager goes to a list, makes a record in it and opens its actions', async () => {
    const page = await stage.openAs('aims-manager', '/')
    await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
    await go(page, 'new policy')
    await page.getByRole('heading', { name: 'New policy' }).waitFor()
    await page.getByLabel('Title').focus()
    await page.keyboard.type('Policy on generated text')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Policy on generated text' }).waitFor()
    await tabTo(page, 'More')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Archive' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'hidden' })
  })

  it('anybody walks through the requirements and opens one', async () => {
    const page = await stage.openAs('employee', '/requirements')
    await page.getByRole('link', { name: /^4\.1/ }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /4\.2/, level: 1 }).waitFor()
  })

  it('a certification auditor walks the trail, and is offered nothing that changes it', async () => {
    const page = await stage.openAs('certification-auditor', '/')
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await go(page, 'trail')
    await page.getByRole('heading', { name: 'Trail', level: 1 }).waitFor()
    await page.locator('[data-operation]').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByText(/Held by the signed tree|Waiting to be placed/).waitFor()
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('new')
    await page.getByText('Nothing fits these words.').waitFor()
  })
})
