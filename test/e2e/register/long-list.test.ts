import { beforeAll, describe, expect, it } from 'vitest'
import { fill } from '../../../bench/systems.ts'
import { setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']
const count = Number(process.env.LONG_LIST_ROWS ?? 20_000)

interface Row {
  readonly id: string
  readonly name: string
}
const read = async (sort: string) =>
  (await server.product.run<{ items: Row[] }>('ai-system.list', manager, { sort, limit: '1' })).items[0]
    ?.name ?? ''

let first: string
let last: string
beforeAll(async () => {
  await fill(server.database, server.product.sources, manager, count)
  first = await read('name')
  last = await read('-name')
}, 600_000)

const counted = `${new Intl.NumberFormat('en').format(count)} AI systems`

async function openList() {
  const page = await stage.openAs('aims-manager', '/ai-systems')
  await page.getByText(counted).waitFor()
  await page.getByRole('link', { name: first, exact: true }).first().waitFor()
  /** Scrolls to a part of the list, 0 to 1, at once. */
  const scrollTo = (part: number) =>
    page.evaluate(`document.querySelector('table').parentElement.scrollTo(0,
      document.querySelector('table').parentElement.scrollHeight * ${part})`)
  const missing = () =>
    page.evaluate<number>(`(() => {
      const box = document.querySelector('table').parentElement.getBoundingClientRect()
      const seen = [...document.querySelectorAll('tbody tr')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > box.top + 40 && top < box.bottom
      })
      // Right after scrolling nothing is drawn there yet, not even rows that wait for their content.
      return seen.length > 1 ? seen.filter((row) => !row.dataset.row).length : 1
    })()`)
  const drawn = () => page.locator('tbody tr').count()
  return { page, scrollTo, missing, drawn }
}

describe(`a list of ${count} rows`, () => {
  it('is entered anywhere, never draws more than fits, and fills what the person sees', async () => {
    const { scrollTo, missing, drawn } = await openList()
    for (const part of [0.5, 0.97, 0.13, 0.71, 0.02, 0.33]) {
      await scrollTo(part)
      await expect.poll(missing).toBe(0)
      expect(await drawn()).toBeGreaterThan(20)
      expect(await drawn()).toBeLessThan(90)
    }
  })

  it('is left at its end and its beginning by keyboard', async () => {
    const { page, missing, drawn } = await openList()
    await page.keyboard.press('End')
    await page.getByRole('link', { name: last, exact: true }).last().waitFor()
    await expect.poll(missing).toBe(0)
    expect(await drawn()).toBeLessThan(90)
    await expect.poll(() => page.locator('[data-row-link]:focus').textContent()).toBe(last)
    await page.keyboard.press('k')
    await page.keyboard.press('Home')
    await expect.poll(() => page.locator('[data-row-link]:focus').textContent()).toBe(first)
  })

  it('shows every row once, in order, to whoever reads on from page to page', async () => {
    const { page, missing } = await openList()
    const shown = () =>
      page.evaluate<[number, string][]>(`[...document.querySelectorAll('tr[data-row]')]
        .map((row) => [Number(row.getAttribute('aria-rowindex')), row.dataset.row])`)
    const top = () => page.evaluate<number>(`document.querySelector('table').parentElement.scrollTop`)
    const at = new Map<number, string>()
    await page.mouse.move(700, 500)
    for (let turn = 1; turn <= 60; turn += 1) {
      await page.mouse.wheel(0, 700)
      await expect.poll(top).toBeGreaterThan(turn * 700 - 20)
      await expect.poll(missing).toBe(0)
      for (const [index, id] of await shown()) {
        expect(at.get(index) ?? id).toBe(id)
        at.set(index, id)
      }
    }
    expect(at.size).toBeGreaterThan(1000)
    expect(new Set(at.values()).size).toBe(at.size)
  })

  it('is come back to at the same row, far down', async () => {
    const { page, scrollTo, missing } = await openList()
    await scrollTo(0.62)
    await expect.poll(missing).toBe(0)
    const somewhere = page.locator('tr[data-row]').nth(25).locator('[data-row-link]')
    const id = await somewhere.getAttribute('data-row-link')
    // Rows above it may still be drawn, after which another one is the twenty-fifth.
    const link = page.locator(`[data-row-link="${id}"]`)
    const before = await link.boundingBox()
    await link.click()
    await page.waitForURL(`**/ai-systems/${id}`)
    await page.goBack()
    await link.waitFor()
    await expect.poll(async () => (await link.boundingBox())?.y).toBeCloseTo(before?.y ?? -1, 0)
    await expect.poll(missing).toBe(0)
  })

  it('keeps only rows near the person in memory', async () => {
    const { page, scrollTo, missing } = await openList()
    const session = await page.context().newCDPSession(page)
    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage')
      const { usedSize } = await session.send('Runtime.getHeapUsage')
      return usedSize / 1_048_576
    }
    const before = await heap()
    for (let step = 1; step <= 100; step += 1) await scrollTo(step / 100)
    await expect.poll(missing).toBe(0)
    expect((await heap()) - before).toBeLessThan(15)
  })
})
