import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { registerIndex } from '../../src/web/routes.generated.ts'

/**
 * Takes a picture of every page, on a laptop and on a phone, light and dark.
 * `node tools/screenshots/take.ts http://127.0.0.1:4242 DIRECTORY [EMAIL PASSWORD]`; without an address the first
 * person of the demo looks.
 */
const sizes = { laptop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
const schemes = ['light', 'dark'] as const

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

async function signIn(page: Page, base: string, email?: string, password?: string): Promise<void> {
  await page.goto(`${base}/sign-in`)
  if (email && password) {
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  } else await page.locator('main li button').first().click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate('document.fonts.ready')
}

/** The addresses to look at: every list, its form, and the first record of each list. */
async function addresses(page: Page, base: string): Promise<[name: string, path: string][]> {
  const found: [string, string][] = [['my-work', '/']]
  for (const { plural } of registerIndex) {
    await page.goto(`${base}/${plural}`)
    await settle(page)
    const links = page.locator('[data-row-link]')
    found.push([plural, `/${plural}`], [`${plural}-new`, `/${plural}/new`])
    if ((await links.count()) > 0) {
      const path = await links.first().getAttribute('href')
      if (path) found.push([`${plural}-record`, path])
    }
  }
  return found
}

async function lookAround(
  browser: Browser,
  base: string,
  out: string,
  who: readonly string[],
): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 1 })
      const page = await context.newPage()
      await page.goto(`${base}/sign-in`)
      await settle(page)
      await page.screenshot({ path: join(out, `sign-in.${size}.${colorScheme}.png`) })
      await signIn(page, base, who[0], who[1])
      for (const [name, path] of await addresses(page, base)) {
        await page.goto(`${base}${path}`)
        await settle(page)
        await page.screenshot({ path: join(out, `${name}.${size}.${colorScheme}.png`) })
      }
      await context.close()
    }
}

const [base, out, ...who] = process.argv.slice(2)
if (!base || !out) throw new Error('Say where the product runs and where the pictures go.')
if (!existsSync(executablePath)) throw new Error(`There is no browser at ${executablePath}; set CHROMIUM.`)
await mkdir(out, { recursive: true })
const browser = await chromium.launch({ executablePath, args: browserFlags })
try {
  await lookAround(browser, base, out, who)
} finally {
  await browser.close()
}
