import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Field } from '../../../src/kernel/register/field.ts'
import type { AnyRegister } from '../../../src/kernel/register/register.ts'
import { modules } from '../../../src/modules/index.ts'
import { readWhole } from '../../../src/platform/tabular/whole-table.fixture.ts'
import { registerIndex } from '../../../src/web/routes.generated.ts'
import { preparer } from '../../harness/operation-input.ts'
import { recordMakers, recordSamples } from '../../harness/sample/record-samples.ts'
import { makeSample, sampleValues } from '../../harness/sample/samples.ts'
import { atRest, goOn, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization, url } = stage.server
const actor = preparer(organization)
const registers = modules.flatMap((module) => module.registers.map(({ register }) => register))

/** What would run, or start a formula, if any step took text for anything but text. */
const hostile = (key: string, { max }: Field): string => {
  const whole = `=1+1"'><img src=x onerror=alert(1)>{{1}}\${1}%0A ${key}`
  return whole.length <= max ? whole : `<b>${key}</b>`.slice(0, max)
}

/** The fields of a register that hold what somebody typed. */
const typed = (register: AnyRegister) =>
  Object.entries(register.fields).filter(
    ([, field]) => (field.kind === 'text' || field.kind === 'long_text') && !field.computed,
  )

interface Made {
  readonly register: AnyRegister
  readonly id: string
  readonly texts: readonly string[]
}

async function makeHostile(register: AnyRegister): Promise<Made> {
  if (recordMakers[register.name]) {
    const { id } = await makeSample(product, register, actor)
    return { register, id, texts: [] }
  }
  const fixed = Object.keys((await recordSamples[register.name]?.(product, actor)) ?? {})
  const words = typed(register)
    .filter(([key]) => !fixed.includes(key))
    .map(([key, field]) => [key, hostile(key, field)] as const)
  const values = { ...(await sampleValues(product, register, actor)), ...Object.fromEntries(words) }
  const { id } = await product.run<{ id: string }>(`${register.name}.create`, actor, values)
  return { register, id, texts: words.map(([, text]) => text) }
}

/** Everything a page shows as text, what stands in its fields included. */
const shownOn = async (page: Page): Promise<string> => {
  await atRest(page)
  expect(await page.locator('img[src="x"], main script').count(), page.url()).toBe(0)
  const fields = await page
    .locator('input, textarea')
    .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value))
  return [await page.locator('body').innerText(), ...fields].join('\n')
}

/** Waits until a page shows every text: its parts arrive one after another. */
const showsAll = (page: Page, texts: readonly string[]) =>
  expect
    .poll(
      async () => {
        const shown = await shownOn(page)
        return texts.filter((text) => !shown.includes(text))
      },
      { message: page.url() },
    )
    .toEqual([])

/** Dialogs that a page opened: only a script does. */
const complaints: string[] = []

/** How many cells a spreadsheet program would compute, as another reader counts them. */
async function formulasIn(workbook: Buffer): Promise<number> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Uint8Array.from(workbook).buffer)
  let found = 0
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.type === ExcelJS.ValueType.Formula || cell.type === ExcelJS.ValueType.Hyperlink) found += 1
      }),
    )
  return found
}

const made: Made[] = []
beforeAll(async () => {
  for (const register of registers) made.push(await makeHostile(register))
})

describe('text that would be markup, a script or a formula', () => {
  it('stays as it was typed in lists and on the page of every register', { timeout: 600_000 }, async () => {
    const page = await stage.openAs('aims-manager', '/')
    page.on('dialog', (dialog) => complaints.push(`${page.url()}: ${dialog.message()}`))
    for (const { register, id, texts } of made) {
      if (!registerIndex.some(({ plural }) => plural === register.plural)) continue
      await goOn(page, `/${register.plural}`)
      await shownOn(page)
      await goOn(page, `/${register.plural}/${id}`)
      await showsAll(page, texts)
    }
    expect(complaints).toEqual([])
    expect(made.flatMap(({ texts }) => texts).length).toBeGreaterThan(50)
  })

  it('stays text in history, comments, palette, toast, dialog and the list of units', async () => {
    const [before, after, words] = ['name', 'renamed', 'comment'].map(
      (key) => `<script>alert(1)</script><img src=x onerror=alert(1)>=1+1 ${key}`,
    )
    const { id } = await product.run<{ id: string }>('organization-unit.create', actor, { name: before })
    await product.run('organization-unit.comment', actor, { id, body: words })
    const page = await stage.openAs('aims-manager', `/organization-units/${id}`)
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    await product.run('organization-unit.revise', actor, {
      id,
      expected_version: 1,
      changes: { name: after },
    })
    await page.reload()
    await showsAll(page, [`${before} → ${after}`, words ?? ''])
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands' }).fill('onerror')
    await page
      .getByRole('option')
      .filter({ hasText: after ?? '' })
      .first()
      .waitFor()
    expect(await shownOn(page)).toContain(after)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.getByText(`${after} was archived.`).waitFor()
    expect(await shownOn(page)).toContain(after)
    expect(complaints).toEqual([])
  })

  it.each(['csv', 'xlsx'])('is text in every export as %s, and begins no formula', async (format) => {
    const headers = { cookie: await stage.server.signInAs('aims-manager') }
    const exported = made.filter(({ register }) => product.runner.handlers.has(`${register.name}.export`))
    expect(exported.map(({ register }) => register.name)).toContain('ai-system')
    for (const { register, id, texts } of exported) {
      const columns = typed(register).map(([key]) => key)
      const answer = await fetch(
        `${url}/api/${register.plural}/export?format=${format}&with_ids=true&id=${id}&columns=${columns.join(',')}`,
        { headers },
      )
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect([answer.status, answer.status === 200 ? '' : bytes.toString()]).toEqual([200, ''])
      const { cells } = await readWhole(bytes)
      for (const text of texts)
        expect([register.name, cells.flat()]).toEqual([register.name, expect.arrayContaining([text])])
      if (format === 'csv') expect(bytes.toString('utf8')).not.toMatch(/(?:^|,)"?[=+\-@\t]/m)
      else expect(await formulasIn(bytes)).toBe(0)
    }
  })
})
