import { mkdir } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { Camera, type Size, settle, sizes } from './camera.ts'
import { type Address, addresses, ofAdministrators } from './page.ts'
import { type Scene, scenes, scenesOfAdministrators, scenesOfPhones } from './scene.ts'
import { invite, takeImport, takeOutside } from './trace.ts'

/** What does not come by then is not there in this organization. */
const patienceMs = 8_000

type SignIn = (page: Page) => Promise<void>

/** Signs in with a password, or by pressing who is named on the demo's page. */
function signInAs(base: string, who: readonly string[], inDemo: string): SignIn {
  const [email, password] = who
  return async (page) => {
    await page.goto(`${base}/sign-in`)
    if (email && password) {
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
    } else await page.locator('main li button', { hasText: inDemo }).first().click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  }
}

async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  return page
}

/** Takes what can be taken, and says what could not. */
async function attempt(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.stdout.write(`Not taken: ${name} (${String(error).split('\n')[0]})\n`)
  }
}

interface Place {
  readonly page: Page
  readonly base: string
  readonly camera: Camera
}

async function takePages(
  { page, base, camera }: Place,
  pages: AsyncIterable<Address> | Iterable<Address>,
): Promise<void> {
  for await (const { name, path } of pages)
    await attempt(name, async () => {
      await page.goto(`${base}${path}`)
      await settle(page)
      await camera.take(page, name)
    })
}

/** What opens above a page takes its place when it opens, so that it is opened again at each size. */
async function takeScenes(
  { page, base, camera }: Place,
  above: readonly Scene[],
  at: readonly Size[],
): Promise<void> {
  for (const { name, path, open } of above)
    for (const size of at)
      await attempt(`${name} on a ${size}`, async () => {
        await page.setViewportSize(sizes[size])
        await page.goto(`${base}${path}`)
        await settle(page)
        await open(page)
        await settle(page)
        await camera.takeAt(page, name, size)
      })
}

const everySize = Object.keys(sizes) as Size[]

/**
 * Takes a picture of every page and of what opens above it, on a laptop and on a phone, light and dark.
 * `node tools/screenshots/take.ts http://127.0.0.1:4242 DIRECTORY [EMAIL PASSWORD]`; without an address the people of
 * the demo look. It leaves an invitation and two imported AI systems behind: give it a data root to throw away.
 */
async function takeAll(
  browser: Browser,
  base: string,
  camera: Camera,
  who: readonly string[],
): Promise<void> {
  const administrator = await openWindow(browser)
  await signInAs(base, who, 'Administrator')(administrator)
  await takePages({ page: administrator, base, camera }, ofAdministrators)
  await takeScenes({ page: administrator, base, camera }, scenesOfAdministrators, everySize)
  const invitation = await invite(administrator, base).catch(() => undefined)
  await takeOutside(await openWindow(browser), base, camera, invitation)
  const manager = await openWindow(browser)
  await signInAs(base, who, 'AIMS manager')(manager)
  const place = { page: manager, base, camera }
  await takePages(place, addresses(manager, base))
  await takeScenes(place, scenes, everySize)
  await takeScenes(place, scenesOfPhones, ['phone'])
  await attempt('import', () => takeImport(manager, base, camera))
}

const [base, out, ...who] = process.argv.slice(2)
if (!base || !out) throw new Error('Say where the product runs and where the pictures go.')
await mkdir(out, { recursive: true })
const browser = await launchBrowser()
try {
  await takeAll(browser, base, new Camera(out), who)
} finally {
  await browser.close()
}
