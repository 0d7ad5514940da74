import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../../src/kernel/access/role.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const { actors } = organization

const looks = [{}, { width: 390, height: 844 }] as const

const stepsOn = (page: Page) =>
  page.locator('[data-step]').evaluateAll((found) => found.map((one) => one.getAttribute('data-step')))

const step = (page: Page, name: string) => page.locator(`[data-step="${name}"]`)

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Navigation' })

const sidebarOf = async (role: Role) => {
  const page = await stage.openAs(role, '/')
  await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
  return navigation(page).getByRole('link').allTextContents()
}

describe('where to begin', () => {
  it('leads the AIMS manager to the first record, and tells whom the rest waits for', async () => {
    const page = await stage.openAs('aims-manager', '/')
    await page.getByRole('heading', { name: 'Where to begin' }).waitFor()
    // Both are held in this organization: nobody needs to be invited.
    await expect
      .poll(() => stepsOn(page))
      .toEqual([
        'appoint-top-management',
        'describe-scope',
        'approve-scope',
        'register-policy',
        'approve-policy',
        'add-ai-systems',
        'determine-roles',
        'propose-risk-criteria',
        'approve-risk-criteria',
        'add-risks',
        'start-statement',
      ])
    await step(page, 'approve-scope').getByText('After: Describe the scope').waitFor()
    expect(await step(page, 'approve-scope').getByRole('link').count()).toBe(0)
    await step(page, 'describe-scope').getByRole('link', { name: 'Describe' }).click()
    await page.waitForURL('**/scope-statements/new')
  })

  it.each(looks)('reads well as %o', async (look) => {
    for (const role of ['aims-manager', 'administrator', 'certification-auditor'] as const) {
      const page = await stage.openAs(role, '/', look)
      await page.getByRole('heading', { name: /Nothing waits for you|You can begin/ }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
  })

  it('takes a step away once the records say that it is done, and not before', async () => {
    await product.run('ai-system.create', actors['aims-manager'], { name: 'Claims triage' })
    const page = await stage.openAs('aims-manager', '/')
    await page.getByRole('heading', { name: 'Where to begin' }).waitFor()
    await step(page, 'add-risks').waitFor()
    expect(await stepsOn(page)).not.toContain('add-ai-systems')
    await step(page, 'add-risks').getByRole('link').click()
    await page.getByRole('heading', { name: 'Claims triage', level: 1 }).waitFor()
  })

  it('lets the administrator invite whom the rest waits for', async () => {
    const { items } = await product.run<{ items: { id: string; role: string }[] }>(
      'role-assignment.list',
      actors.administrator,
    )
    for (const { id, role } of items)
      if (role === 'aims-manager') await product.run('role-assignment.revoke', actors.administrator, { id })
    const page = await stage.openAs('administrator', '/')
    await step(page, 'describe-scope')
      .getByText('Waits for an administrator to invite the AIMS manager')
      .waitFor()
    await step(page, 'invite-aims-manager').getByRole('button', { name: 'Invite' }).click()
    expect(await page.getByRole('checkbox', { name: 'AIMS manager' }).isChecked()).toBe(true)
    await page.getByLabel('Name').fill('Grace Manager')
    await page.getByLabel('Email').fill('grace.manager@example.org')
    await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click()
    await page.getByLabel('One-time link').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await step(page, 'invite-aims-manager').waitFor({ state: 'detached' })
    await step(page, 'describe-scope').getByText('Waits for Grace Manager').waitFor()
  })
})

describe('what the navigation shows', () => {
  it('keeps out of the way what a role has no use for, and leads to no refusal', async () => {
    const employee = await sidebarOf('employee')
    expect(employee).toContain('Policies')
    expect(employee).not.toContain('Heat map')
    expect(employee).not.toContain('Obligations')
    const administrator = await sidebarOf('administrator')
    expect(administrator).toContain('People')
    expect(administrator).not.toContain('Risk criteria')
    const manager = await sidebarOf('top-management')
    for (const label of [...employee, ...administrator]) expect(manager).toContain(label)
    // A refusal would be a complaint of the browser.
    const page = await stage.openAs('employee', '/')
    for (const label of employee) {
      await navigation(page).getByRole('link', { name: label, exact: true }).click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.getByRole('heading', { name: 'There is nothing here' }).count()).toBe(0)
    }
  })
})
