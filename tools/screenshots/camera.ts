import { join } from 'node:path'
import type { Page } from 'playwright-core'

export const sizes = { laptop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
export type Size = keyof typeof sizes
const schemes = ['light', 'dark'] as const

/** Long enough for a page to arrange itself anew. */
const settledMs = 250
/** A picture that is longer cannot be looked at. */
const longest = 4000

/** How much of the page is below the edge of the screen. */
const hiddenBelow = (page: Page) =>
  page.evaluate<number>(
    `Math.max(0, ...[...document.querySelectorAll('main *')].map((one) => one.scrollHeight - one.clientHeight))`,
  )

/** Waits until a page has read and set what it shows. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate('document.fonts.ready')
}

/** Takes pictures of what a page shows now, into one directory. */
export class Camera {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  async #shoot(page: Page, name: string): Promise<void> {
    await page.waitForTimeout(settledMs)
    await page.screenshot({ path: join(this.#directory, `${name}.png`) })
  }

  /** Light and dark. */
  async takeAt(page: Page, name: string, size: Size): Promise<void> {
    await page.setViewportSize(sizes[size])
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme })
      await this.#shoot(page, `${name}.${size}.${colorScheme}`)
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }

  /** On a laptop and on a phone, and once the whole of it, as a phone shows it to who scrolls. */
  async take(page: Page, name: string): Promise<void> {
    for (const size of Object.keys(sizes) as Size[]) await this.takeAt(page, name, size)
    const below = await hiddenBelow(page)
    if (below > 0) {
      await page.setViewportSize({ ...sizes.phone, height: Math.min(sizes.phone.height + below, longest) })
      await this.#shoot(page, `${name}.phone-whole.light`)
    }
    await page.setViewportSize(sizes.laptop)
  }
}
