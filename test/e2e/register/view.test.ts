import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']
const riskOwner = server.organization.actors['risk-owner']

beforeAll(async () => {
  for (const [name, kind] of [
    ['Claims', 'team'],
    ['Berlin', 'site'],
    ['Fraud', 'team'],
  ])
    await server.product.run('organization-unit.create', manager, { name, kind })
})

const saved = (name: string, search: Record<string, string>, actor = riskOwner) =>
  server.product.run<{ id: string }>('view.create', actor, { register: 'organization-unit', name, search })

describe('saved views of a list', () => {
  it('are saved, opened by keyboard, shared and found by others', async () => {
    const page = await stage.openAs('risk-owner', '/organization-units?kind=team')
    await page.getByText('2 organization units found').waitFor()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitem', { name: 'Save this view' }).click()
    await page.getByLabel('Name').fill('Teams')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Teams', exact: true }).waitFor()
    expect(new URL(page.url()).search).toMatch(/^\?view=[0-9a-f-]{36}$/)
    const address = page.url()

    await page.getByRole('button', { name: 'Teams', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Share “Teams”' }).click()
    await page.getByText('Everyone who may read this list finds “Teams”').waitFor()

    const other = await stage.openAs('ai-system-owner', '/organization-units')
    await other.getByText('3 organization units').waitFor()
    await other.getByRole('button', { name: 'Views' }).focus()
    await other.keyboard.press('Enter')
    await other.getByRole('menuitemradio', { name: /Teams/ }).waitFor()
    await other.keyboard.press('t')
    await other.keyboard.press('Enter')
    await other.getByText('2 organization units found').waitFor()
    expect(other.url()).toBe(address)
    await other.getByRole('button', { name: 'Teams', exact: true }).click()
    expect(await other.getByRole('menuitem', { name: 'Remove “Teams”' }).count()).toBe(0)
  })

  it('keep what was changed apart until it is saved to them', async () => {
    const { id } = await saved('Sites', { kind: 'site' })
    const page = await stage.openAs('risk-owner', `/organization-units?view=${id}`)
    await page.getByText('1 organization unit found').waitFor()
    await page.getByRole('columnheader', { name: 'Name', exact: true }).getByRole('button').click()
    await page.getByRole('button', { name: 'Sites, changed' }).click()
    await page.getByRole('menuitem', { name: 'Save changes to “Sites”' }).click()
    await page.getByText('View “Sites” saved.').waitFor()
    await page.getByRole('button', { name: 'Sites', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Remove “Sites”' }).click()
    await page.getByText('View “Sites” removed.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Views' }).click()
    await page.getByRole('menuitemradio', { name: 'Sites' }).click()
    await page.getByRole('button', { name: 'Sites', exact: true }).waitFor()
    await page.reload()
    await page.getByText('1 organization unit found').waitFor()
    expect(
      await page.getByRole('columnheader', { name: 'Name', exact: true }).getAttribute('aria-sort'),
    ).toBe('descending')
  })

  it('open although a field they name no longer exists, and say so', async () => {
    const { id } = await saved('Old', { kind: 'team', 'colour.contains': 'red', columns: 'name,colour' })
    const page = await stage.openAs('risk-owner', `/organization-units?view=${id}`)
    await page.getByText('2 organization units found').waitFor()
    await page
      .getByText('View “Old” names what this list no longer has, so it was left out: Colour.')
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Save without it' }).click()
    await page.getByText('View “Old” saved.').waitFor()
    await page.getByRole('note').waitFor({ state: 'detached' })
    await page.getByText('2 organization units found').waitFor()
  })

  it('say that they are gone when the address names one that is not there', async () => {
    const { id } = await saved('Private', { kind: 'team' }, manager)
    const page = await stage.openAs('risk-owner', `/organization-units?view=${id}`)
    await page.getByText('This view was removed, or it is not shared with you.').waitFor()
    await page.getByText('3 organization units').waitFor()
  })
})
