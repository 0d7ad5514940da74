import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import type { Role } from '../../src/kernel/access/role.ts'
import { launchBrowser } from '../../tools/browser.ts'
import { buildWebIfChanged } from '../../tools/web-build.ts'
import { startTestServer, type TestServer } from '../harness/test-server.ts'

/** Ends a wait for what never comes. A loaded machine is slow, not wrong. */
const patienceMs = 60_000

/** Messages go away by themselves after seconds that a person has and a loaded machine may not. */
const slowTimers = `{
  const { setTimeout } = window
  window.setTimeout = (work, ms = 0, ...rest) => setTimeout(work, ms < 5000 ? ms : ms * 20, ...rest)
}`

interface Look {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
}

/** In place of a status: the browser was offline. */
export const noAnswer = 0

export interface Stage {
  readonly server: TestServer
  /** A window of its own, signed in as the role. */
  readonly openAs: (role: Role, path: string, look?: Look) => Promise<Page>
  /** A window of its own where nobody is signed in. */
  readonly open: (path: string, look?: Look) => Promise<Page>
  /** Answers that a test provokes on purpose; any other complaint of the browser fails it. */
  readonly expectAnswers: (...statuses: number[]) => void
}

/** Answers that a page asks for in order to learn: nobody is signed in, this is not a demo. */
const isQuestion = (url: string): boolean => /\/api\/(session|auth\/demo-people)$/.test(url)

/** The real server, the built pages and a real browser. What the browser complains about fails the test. */
export async function setStage(options: Parameters<typeof startTestServer>[0] = {}): Promise<Stage> {
  await buildWebIfChanged(fileURLToPath(new URL('../..', import.meta.url)))
  const server = await startTestServer(options)
  const browser = await launchBrowser(patienceMs)
  afterAll(() => browser.close())

  const contexts = new Set<BrowserContext>()
  const complaints: string[] = []
  const expected = new Set<number>()
  afterEach(async () => {
    for (const context of contexts) await context.close()
    contexts.clear()
    expected.clear()
    const found = complaints.splice(0)
    expect(found, 'complaints of the browser').toEqual([])
  })

  const listen = (page: Page) => {
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      const status = message.text().includes('net::ERR_INTERNET_DISCONNECTED')
        ? noAnswer
        : Number(/status of (\d+)/.exec(message.text())?.[1])
      if (expected.has(status) || isQuestion(message.location().url)) return
      complaints.push(`${page.url()}: ${message.text()}`)
    })
  }
  const open = async (path: string, look: Look = {}, cookie?: string) => {
    const context = await browser.newContext({
      viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
      colorScheme: look.colorScheme ?? 'light',
      reducedMotion: 'reduce',
    })
    contexts.add(context)
    await context.addInitScript(slowTimers)
    if (cookie)
      await context.addCookies(
        cookie.split('; ').map((pair) => {
          const [name = '', ...value] = pair.split('=')
          return { name, value: value.join('='), url: server.url }
        }),
      )
    const page = await context.newPage()
    page.setDefaultTimeout(patienceMs)
    listen(page)
    countRequests(page)
    await page.goto(`${server.url}${path}`)
    return page
  }
  return {
    server,
    open: (path, look) => open(path, look),
    openAs: async (role, path, look) => open(path, look, await server.signInAs(role)),
    expectAnswers: (...statuses) => {
      for (const status of statuses) expected.add(status)
    },
  }
}

/** Chooses from the list that a labelled button opens. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click()
  await page.getByRole('listbox', { name: label }).getByRole('option', { name: option, exact: true }).click()
}

/**
 * Waits until a page has come to rest: its heading stands, nothing that it asked for is on its way, and it has drawn
 * what came. Unlike a time without requests this takes no longer than the page does.
 */
export async function atRest(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  // What arrives may lead to the next question, so it has to be quiet twice.
  for (let quiet = 0; quiet < 2; ) {
    // Its own clock stands still while it works.
    await page.evaluate('new Promise((rest) => setTimeout(rest, 50))')
    quiet = onTheirWay.get(page)?.size ? 0 : quiet + 1
  }
}

/**
 * Goes on to another address of the product as a link leads there: the document stays, and what it has loaded. A page
 * that is opened anew takes three times as long.
 */
export async function goOn(page: Page, path: string): Promise<void> {
  await page.evaluate(`self.__TSR_ROUTER__.navigate({ href: ${JSON.stringify(path)} })`)
  await atRest(page)
}

/** What each page has asked for and not received; the stream of changes never ends and does not count. */
const onTheirWay = new WeakMap<Page, Set<Request>>()

function countRequests(page: Page): void {
  const open = new Set<Request>()
  onTheirWay.set(page, open)
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
}

/** The checker's own source is twice as long as this one, and is read anew by every document. */
const checkerSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const allRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What depends on the colour scheme; everything else is the same in both. */
const rulesOfColours = ['color-contrast', 'link-in-text-block']

/**
 * What an accessibility checker finds on a page, in a few words each: every rule in the scheme the page stands in, and
 * in the other scheme what colours decide. What passed is not collected, in a page of its own even: nobody reads it,
 * and it takes four fifths of the time.
 */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const faults = await check(page, (checker) => checker.withTags(allRules))
  const dark = await page.evaluate<boolean>('matchMedia("(prefers-color-scheme: dark)").matches')
  const [scheme, other] = dark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)
  await page.emulateMedia({ colorScheme: other })
  const ofColours = await check(page, (checker) => checker.withRules(rulesOfColours))
  await page.emulateMedia({ colorScheme: scheme })
  return [...faults, ...ofColours.map((fault) => `${other}: ${fault}`)]
}

async function check(page: Page, choose: (checker: AxeBuilder) => AxeBuilder): Promise<string[]> {
  // A page keeps the checker once it is there, and putting it there takes as long as the check.
  const there = await page.evaluate('"axe" in window')
  const checker = new AxeBuilder({ page, axeSource: there ? 'void 0' : checkerSource })
  const { violations } = await choose(
    checker.setLegacyMode().options({ resultTypes: ['violations'] }),
  ).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
}
