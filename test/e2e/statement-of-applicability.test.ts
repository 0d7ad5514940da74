import { beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../../src/kernel/access/role.ts'
import {
  approveBasis,
  approvedVersion,
  decideAll,
  readStatement,
  startStatement,
} from '../harness/sample/soa-samples.ts'
import { accessibilityFaults, choose, goOn, setStage } from './browser.ts'

const stage = await setStage()
const { server } = stage
const { product } = server
const { actors } = server.organization
const preparer = { ...actors.administrator, roles: [...roles] }
const at = '/statement-of-applicability'

interface Made {
  readonly id: string
}

const rowOf = async (reference: string) => {
  const read = await readStatement(product, preparer)
  const row = read.statement.rows.find((one) => one.reference === reference)
  if (!row) throw new Error(`no row ${reference}`)
  return { ...row, version: read.row_versions[row.id] }
}

beforeAll(async () => {
  await startStatement(product, actors['aims-manager'])
  await approveBasis(product, preparer)
  await product.run('control.create', actors['aims-manager'], { name: 'Release gate', reference: 'C-1' })
  const system = await product.run<Made>('ai-system.create', actors['aims-manager'], { name: 'Scoring' })
  await product.run('soa.state-fact', actors['aims-manager'], {
    fact: 'trains',
    value: true,
    ai_system_id: system.id,
    basis: 'The team trains it monthly.',
  })
})

describe('working on the statement', () => {
  it('decides where it stands: a decision, a reason, an origin, a control', async () => {
    const page = await stage.openAs('aims-manager', `${at}?q=A.4.2`)
    const row = page.getByRole('row', { name: /Resource documentation/ })
    await row.getByRole('button', { name: /Decision on Resource documentation: Undecided/ }).click()
    await page.getByRole('option', { name: 'Applies' }).click()
    await row.getByRole('button', { name: /Decision on .*: Applies/ }).waitFor()
    await row.getByRole('button', { name: /Justification/ }).click()
    await row.getByRole('textbox').fill('Somebody has to know what it runs on.')
    await page.keyboard.press('Control+Enter')
    await row.getByText('Somebody has to know what it runs on.').waitFor()
    await row.getByRole('button', { name: 'Say where it comes from' }).click()
    await page.getByText('Own decision', { exact: true }).click()
    await page.getByLabel('Decision, by whom and when').fill('AI board, 3 November')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await row.getByText('AI board, 3 November').waitFor()
    await row.getByRole('button', { name: 'Link a control' }).click()
    await page.getByRole('option', { name: 'Release gate' }).click()
    await page.keyboard.press('Escape')
    await row.getByRole('link', { name: 'C-1 Release gate' }).waitFor()
    expect(await rowOf('A.4.2')).toMatchObject({
      applicable: true,
      justification: 'Somebody has to know what it runs on.',
      origins: [{ kind: 'own_decision', reference: 'AI board, 3 November' }],
      controls: [{ name: 'Release gate' }],
    })
    await page.getByText('1 of 38 decided').waitFor()
  })

  it('asks why before a control is excluded, shows what speaks against it, and takes an answer', async () => {
    const page = await stage.openAs('aims-manager', `${at}?q=A.7.4`)
    await page.getByRole('button', { name: /Decision on Quality of data/ }).click()
    await page.getByRole('option', { name: 'Excluded' }).click()
    const dialog = page.getByRole('dialog', { name: /Why does A\.7\.4/ })
    await dialog.getByText('Does the organization train a model for this system?').waitFor()
    await dialog.getByRole('link', { name: 'Scoring' }).waitFor()
    expect(await dialog.getByRole('button', { name: 'Leave it out' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox', { name: /Justification/ }).fill('The supplier does it.')
    await dialog.getByRole('button', { name: 'Leave it out' }).click()
    const row = page.getByRole('row', { name: /Quality of data/ })
    await row.getByText('About Scoring', { exact: true }).waitFor()
    await page.getByLabel('Answer this conflict').fill('Its data are checked by the supplier each month.')
    await page.getByRole('button', { name: 'Keep the answer' }).click()
    await page.getByRole('blockquote').getByText('Its data are checked by the supplier').waitFor()
    expect((await rowOf('A.7.4')).answers).toHaveLength(1)
  })

  it('takes a control of the organization’s own, with its reason, and opens its row', async () => {
    const page = await stage.openAs('aims-manager', at)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Add own control' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add own control' })
    await dialog.getByLabel('Control').fill('Kill switch for every agent')
    await dialog.getByLabel('Number').fill('O.7')
    await dialog.getByLabel('Why it is included').fill('Agents act on their own.')
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Add own control' }).click()
    await page
      .getByRole('complementary', { name: 'About the chosen row' })
      .getByRole('heading', { name: /Kill switch/ })
      .waitFor()
    expect(await rowOf('O.7')).toMatchObject({ applicable: true, justification: 'Agents act on their own.' })
  })

  it('says on a phone what was decided, and marks where the rows belong', async () => {
    const page = await stage.openAs('aims-manager', '/soa-rows?applicable=false', { width: 390, height: 844 })
    await page
      .getByRole('row', { name: /Quality of data/ })
      .getByText('Excluded')
      .waitFor()
    await page.goto(`${server.url}/soa-rows?applicable=_none`)
    await page
      .getByRole('row', { name: /Alignment/ })
      .getByText('Undecided')
      .waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    const place = page.getByRole('navigation').getByRole('link', { name: 'Statement of Applicability' })
    await expect.poll(() => place.getAttribute('aria-current')).toBe('page')
    await page.getByRole('link', { name: 'New own control' }).waitFor()
  })

  it('is read by auditors and changed by nobody else', async () => {
    const page = await stage.openAs('certification-auditor', at)
    await page
      .getByRole('row', { name: /AI policy/ })
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: /Decision on/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: /Change$/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Readiness' }).click()
    await page.getByText(/rows are undecided/).waitFor()
    const worthKnowing = page.getByRole('listitem').filter({ hasText: 'without an implementation status' })
    await worthKnowing.getByRole('button', { name: 'Show the rows' }).click()
    await page.getByRole('button', { name: /^Without a status/, pressed: true }).waitFor()
    await page.getByRole('row', { name: /Kill switch/ }).waitFor()
    expect(await page.getByRole('row', { name: /Quality of data/ }).count()).toBe(0)
  })

  it('is walked through by keyboard', async () => {
    const page = await stage.openAs('aims-manager', at)
    await page
      .getByRole('row', { name: /AI policy/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.locator('[data-row-link]:focus', { hasText: 'A.2.3' }).waitFor()
    await page
      .getByRole('complementary', { name: 'About the chosen row' })
      .getByRole('heading', { name: /A\.2\.3/ })
      .waitFor()
  })
})

describe('approving', () => {
  it('shows what is signed, signs it, and the version and its differences can be read', async () => {
    await decideAll(product, actors['aims-manager'])
    const page = await stage.openAs('top-management', at)
    await page.getByRole('button', { name: 'Approve' }).click()
    const dialog = page.getByRole('dialog', { name: 'Approve the Statement of Applicability' })
    await dialog.getByText(/I approve version 1 of the Statement of Applicability/).waitFor()
    await dialog.getByLabel(/Your password/).fill(server.people['top-management'].password)
    await dialog.getByRole('button', { name: 'Sign' }).click()
    await page.getByText('Version 1 is approved, signed and frozen.').waitFor()
    const row = await rowOf('A.2.3')
    await product.run('soa-row.revise', actors['aims-manager'], {
      id: row.id,
      expected_version: row.version,
      changes: { justification: 'Privacy and AI rules must agree.' },
    })
    await page.goto(`${server.url}${at}/versions`)
    await page.getByRole('link', { name: 'Version 1' }).click()
    await page.getByText('The content has the hash that was signed.').waitFor()
    await choose(page, 'Compare with', 'The statement as it stands')
    await page.getByText('Privacy and AI rules must agree.').waitFor()
    expect(await page.getByText('1 row').count()).toBe(0)
  })

  it('offers the files of what is shown', async () => {
    const page = await stage.openAs('aims-manager', at)
    await page.getByRole('button', { name: 'Export' }).click()
    const started = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Excel workbook' }).click()
    expect((await started).suggestedFilename()).toMatch(/^statement-of-applicability-.*\.xlsx$/)
  })
})

it('no page of it has an accessibility fault, on a laptop or a phone', async () => {
  const versions = () => product.run<{ items: Made[] }>('soa.versions', preparer)
  if ((await versions()).items.length === 0) await approvedVersion(product, preparer)
  const version = `${at}/${(await versions()).items[0]?.id}`
  for (const width of [1440, 390]) {
    const page = await stage.openAs('aims-manager', at, { width })
    await page
      .getByRole('row', { name: /AI policy/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    for (const path of [at, `${at}?show=excluded`, `${at}/versions`, version, `${version}?compare=now`]) {
      await goOn(page, path)
      if (!path.includes('/versions') && path !== version) await page.keyboard.press('j')
      expect(await accessibilityFaults(page), `${path} at ${width}`).toEqual([])
      await expect
        .poll(() => page.evaluate('document.documentElement.scrollWidth'), { message: path })
        .toBe(width)
    }
  }
})

it('nothing that opens above it has an accessibility fault', async () => {
  const page = await stage.openAs('aims-manager', `${at}?q=A.9.2`)
  const open = async (name: string | RegExp, shown: string | RegExp) => {
    await page.getByRole('button', { name }).first().click()
    await page.getByText(shown).first().waitFor()
    expect(await accessibilityFaults(page), String(name)).toEqual([])
    await page.keyboard.press('Escape')
  }
  await open(/Decision on/, 'Undecided')
  await open('Readiness', 'What stands in the way of approval')
  await open('More', 'Versions')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: /Facts/ }).click()
  await page.getByText('Does the organization train a model for this system?').waitFor()
  expect(await accessibilityFaults(page), 'facts').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^A\.9\.2/ }).click()
  await open(/^(Add an origin of|Say where it comes from)/, 'Because of')
})
