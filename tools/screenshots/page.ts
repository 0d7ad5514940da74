import type { Page } from 'playwright-core'
import { registerIndex } from '../../src/web/routes.generated.ts'
import { settle } from './camera.ts'

export interface Address {
  readonly name: string
  readonly path: string
}

/** Pages beside those of registers. */
const others: readonly Address[] = [
  { name: 'my-work', path: '/' },
  { name: 'duplicates', path: '/ai-systems/duplicates' },
  { name: 'ai-systems-import', path: '/ai-systems/import' },
  { name: 'heat-map', path: '/heat-map' },
  { name: 'requirements', path: '/requirements' },
  { name: 'regulation', path: '/regulation' },
  { name: 'statement-of-applicability', path: '/statement-of-applicability' },
  { name: 'statement-versions', path: '/statement-of-applicability/versions' },
  { name: 'trail', path: '/trail' },
  { name: 'settings-account', path: '/settings' },
  { name: 'settings-content', path: '/settings/content' },
  { name: 'settings-background-work', path: '/settings/background-work' },
  { name: 'not-found', path: '/nowhere/at-all' },
  { name: 'record-not-found', path: '/risks/00000000-0000-7000-8000-000000000000' },
]

/** What a person who administers sees beyond that. */
export const ofAdministrators: readonly Address[] = [
  { name: 'settings-people', path: '/settings/people' },
  { name: 'settings-keys', path: '/settings/keys' },
]

/** The first record that a page leads to. */
async function firstRecord(page: Page, base: string, { name, path }: Address): Promise<Address[]> {
  await page.goto(`${base}${path}`)
  await settle(page)
  const rows = page.locator('[data-row-link]')
  const plain = page.locator(`main a[href^="${path}/"], main a[href^="/determinations/"]`)
  const link = (await rows.count()) > 0 ? rows : plain
  const found = (await link.count()) > 0 ? await link.first().getAttribute('href') : null
  return found ? [{ name: `${name}-record`, path: found }] : []
}

/** Every list, its form, the first record of each list, and what modules show beside them. */
export async function* addresses(page: Page, base: string): AsyncGenerator<Address> {
  for (const { plural } of registerIndex) {
    const list = { name: plural, path: `/${plural}` }
    yield list
    yield { name: `${plural}-new`, path: `/${plural}/new` }
    yield* await firstRecord(page, base, list)
  }
  for (const one of others) {
    yield one
    if (['requirements', 'regulation', 'statement-versions'].includes(one.name))
      yield* await firstRecord(page, base, one)
  }
}
