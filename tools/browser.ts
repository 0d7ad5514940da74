import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './prepare/programs.mjs'

/** A loopback-only headless browser, with nothing that phones home. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // As people's browsers do: glyphs stand where the font says, not on whole pixels.
  '--font-render-hinting=none',
  // A process kept ready for the next page costs as much as the one that shows this page. The other two are
  // Playwright's own, which this flag replaces.
  '--disable-features=SpareRendererForSitePerProcess,PaintHolding,AvoidUnnecessaryBeforeUnloadCheckSync',
]

/**
 * Starts the Chromium that is on this machine, or the one that `CHROMIUM` names.
 * @param patienceMs how long it may take.
 * @throws when there is none.
 */
export async function launchBrowser(patienceMs = 60_000): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await findChromium())
  if (executablePath === undefined)
    throw new Error(
      'There is no Chromium on this machine. Install it with `npm test`, or name one by CHROMIUM.',
    )
  return chromium.launch({ executablePath, args: flags, timeout: patienceMs })
}
