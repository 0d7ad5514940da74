import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, noAnswer, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
let system = ''

beforeAll(async () => {
  const manager = server.organization.actors['aims-manager']
  const made = await server.product.run<{ id: string }>('ai-system.create', manager, {
    name: 'Berth planner',
  })
  system = made.id
})

describe('a part that is fetched when it is first shown', () => {
  it('says above the page that it could not be fetched, and opens once it can', async () => {
    const page = await stage.openAs('aims-manager', '/')
    await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
    stage.expectAnswers(noAnswer)
    await page.context().setOffline(true)
    await page.keyboard.press('?')
    const missed = page.getByRole('dialog', { name: 'This could not be opened' })
    await missed.getByText('The server cannot be reached').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await missed.getByRole('button', { name: 'Try again' }).click()
    await missed.getByText('The server cannot be reached').waitFor()
    await page.context().setOffline(false)
    await missed.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  })

  it('leaves the rest of a record as it is where a newer build took its place, and is loaded anew', async () => {
    stage.expectAnswers(404)
    const sections = /\/assets\/[\w-]*section-[\w-]*\.js/
    const page = await stage.openAs('aims-manager', '/ai-systems')
    await page.route(sections, (route) => route.fulfill({ status: 404 }))
    await page.getByRole('link', { name: 'Berth planner' }).click()
    const missed = page.getByText('could not be fetched into this window')
    await missed.first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('textbox', { name: 'Comment' }).fill('Still here')
    await page.unroute(sections)
    await page.getByRole('button', { name: 'Load anew' }).first().click()
    await page.getByRole('heading', { name: 'Regulation' }).waitFor()
    expect(await missed.count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe(`/ai-systems/${system}`)
  })
})
