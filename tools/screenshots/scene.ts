import type { Page } from 'playwright-core'

type Step = (page: Page) => Promise<void>

/** Something that opens above a page, or a state of a page that no address leads to. Nothing in it writes. */
export interface Scene {
  readonly name: string
  readonly path: string
  readonly open: Step
}

const press =
  (role: 'button' | 'menuitem' | 'link', name: string | RegExp): Step =>
  async (page) =>
    page.getByRole(role, { name }).first().click()

const steps =
  (...parts: Step[]): Step =>
  async (page) => {
    for (const part of parts) await part(page)
  }

const more = press('button', 'More')

/** Opens the first record of a list, then what is asked for. */
const onRecord = (...parts: Step[]): Step =>
  steps(
    async (page) => {
      await page.locator('[data-row-link]').first().click()
      await page.locator('main article, main dl').first().waitFor()
    },
    ...parts,
  )

/** Marks two rows of a list, as `x` does. */
const mark: Step = async (page) => {
  await page.locator('[data-row-link]').first().waitFor()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
}

const typed =
  (words: string): Step =>
  async (page) => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands' }).fill(words)
  }

/** On a phone it is in the drawer. */
const accountMenu: Step = async (page) => {
  const drawer = page.getByRole('button', { name: 'Show sidebar' })
  if (await drawer.isVisible()) await drawer.click()
  await press('button', /account and looks/)(page)
}

const nothing: Step = async () => undefined
const soa = '/statement-of-applicability'

export const scenes: readonly Scene[] = [
  { name: 'palette', path: '/', open: typed('') },
  { name: 'palette-found', path: '/', open: typed('risk') },
  { name: 'palette-nothing', path: '/', open: typed('zzzz') },
  { name: 'shortcuts', path: '/', open: (page) => page.keyboard.press('?') },
  { name: 'work-decision', path: '/', open: press('button', /^(Approve|Accept|Complete|Review)/) },
  { name: 'list-display', path: '/risks', open: press('button', 'Display') },
  { name: 'list-filter', path: '/risks', open: press('button', 'Filter') },
  { name: 'list-views', path: '/risks', open: press('button', 'Views') },
  { name: 'list-group', path: '/risks?group=inherent_level', open: nothing },
  { name: 'list-nothing-fits', path: '/risks?q=zzzz', open: nothing },
  { name: 'list-marked', path: '/risks', open: mark },
  { name: 'list-bulk', path: '/risks', open: steps(mark, press('button', /^Change$/)) },
  { name: 'list-exchange', path: '/risks', open: press('button', 'Import and export') },
  { name: 'record-menu', path: '/risks', open: onRecord(more) },
  { name: 'record-as-of', path: '/risks', open: onRecord(more, press('menuitem', 'Show an earlier moment')) },
  { name: 'record-archive', path: '/ai-systems', open: onRecord(more, press('menuitem', 'Archive')) },
  { name: 'record-link', path: '/ai-systems', open: onRecord(press('button', /^Link/)) },
  { name: 'record-picker', path: '/ai-systems', open: onRecord(press('button', /^Owner: .*Change$/)) },
  { name: 'record-step', path: '/ai-systems', open: onRecord(press('button', 'Submit for review')) },
  { name: 'risk-scenario', path: '/ai-systems', open: onRecord(press('button', 'Start from a scenario')) },
  { name: 'soa-more', path: soa, open: more },
  { name: 'soa-own-control', path: soa, open: steps(more, press('menuitem', 'Add own control')) },
  { name: 'soa-facts', path: soa, open: steps(more, press('menuitem', /Facts/)) },
  { name: 'soa-readiness', path: soa, open: press('button', 'Readiness') },
  { name: 'soa-row-open', path: soa, open: press('button', /^A\.4\.4/) },
  { name: 'trail-open', path: '/trail', open: press('button', /revised|created|signed/) },
  {
    name: 'trail-record',
    path: '/trail',
    open: steps(press('button', /revised|created|signed/), press('link', 'Open on its own page')),
  },
  { name: 'undo', path: '/trail', open: steps(press('button', /revised/), press('button', 'Undo')) },
  { name: 'second-factor', path: '/settings', open: press('button', 'Set up') },
  { name: 'new-api-key', path: '/settings', open: press('button', 'New API key') },
  { name: 'content-update', path: '/settings/content', open: press('button', /^See what changes/) },
]

/** What a phone alone has. */
export const scenesOfPhones: readonly Scene[] = [
  { name: 'drawer', path: '/', open: press('button', 'Show sidebar') },
]

/** What only who administers can open. */
const people = '/settings/people'
const person = press('button', /^Actions for/)

export const scenesOfAdministrators: readonly Scene[] = [
  { name: 'account-menu', path: '/', open: accountMenu },
  { name: 'invite', path: people, open: press('button', 'Invite a person') },
  { name: 'person-menu', path: people, open: person },
  { name: 'change-roles', path: people, open: steps(person, press('menuitem', 'Change roles')) },
  { name: 'reset-link', path: people, open: steps(person, press('menuitem', 'Password reset link')) },
  { name: 'disable-person', path: people, open: steps(person, press('menuitem', 'Disable')) },
]
