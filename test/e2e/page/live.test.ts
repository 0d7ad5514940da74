import { describe, expect, it } from 'vitest'
import { setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const manager = server.organization.actors['aims-manager']

const run = server.product.run
const newUnit = (name: string) =>
  run<{ id: string; version: number }>('organization-unit.create', manager, { name, short_name: 'OLD' })

/** Somebody else changes a record, whatever its version is by now. */
async function change(id: string, changes: Record<string, string>): Promise<void> {
  const { record } = await run<{ record: { version: number } }>('organization-unit.get', manager, { id })
  await run('organization-unit.revise', manager, { id, expected_version: record.version, changes })
}

const openAs = async (path: string) => {
  const page = await stage.openAs('administrator', path)
  // The first load may have asked for the stream before anybody could listen for that.
  const [stream] = await Promise.all([page.waitForRequest(/\/api\/events$/), page.reload()])
  await stream.response()
  return { page, stream }
}

describe('what others change', () => {
  it('shows in a list where it stands; new rows wait until they are asked for', async () => {
    const first = await newUnit('Claims')
    await newUnit('Fraud')
    const { page } = await openAs('/organization-units')
    await page.getByRole('link', { name: 'Claims', exact: true }).waitFor()
    await change(first.id, { name: 'Zebra claims' })
    await page.getByRole('link', { name: 'Zebra claims' }).waitFor()
    const titles = () => page.locator('[data-row-link]').allTextContents()
    expect(await titles()).toEqual(['Zebra claims', 'Fraud'])

    await newUnit('Appeals')
    await newUnit('Billing')
    await page.getByRole('button', { name: '2 new, show' }).waitFor()
    await page.getByText('4 organization units').waitFor()
    expect(await titles()).toEqual(['Zebra claims', 'Fraud'])
    await page.getByRole('button', { name: '2 new, show' }).click()
    await page.getByRole('link', { name: 'Appeals' }).waitFor()
    expect(await titles()).toEqual(['Appeals', 'Billing', 'Fraud', 'Zebra claims'])
    expect(await page.getByRole('button', { name: /new, show/ }).count()).toBe(0)
  })

  it('is not announced by a list whose filters leave it out', async () => {
    const { page } = await openAs('/organization-units?q=Pricing')
    await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
    await newUnit('Recovery')
    await newUnit('Pricing')
    await page.getByRole('button', { name: '1 new, show' }).click()
    await page.getByRole('link', { name: 'Pricing' }).waitFor()
  })

  it('is announced without number when it is very much, and only by lists that show some of it', async () => {
    await newUnit('Head office')
    const [all, few] = await Promise.all([
      openAs('/organization-units'),
      openAs('/organization-units?short_name.contains=PRC'),
    ])
    await all.page.locator('[data-row-link]').first().waitFor()
    await few.page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
    const lines = Array.from({ length: 210 }, (_, number) => `Branch ${number}`)
    const file = { file_name: 'branches.csv', bytes: Buffer.from(['name', ...lines, ''].join('\n')) }
    const { mapping, file: read } = await run<{ mapping: unknown; file: { sha256: string } }>(
      'organization-unit.preview-import',
      manager,
      {},
      file,
    )
    await run('organization-unit.import', manager, { mapping, sha256: read.sha256 }, file)
    await all.page.getByRole('button', { name: 'Many are new, show' }).waitFor()
    await run('organization-unit.create', manager, { name: 'Price desk', short_name: 'PRC' })
    await few.page.getByRole('button', { name: '1 new, show' }).waitFor()
    await all.page.getByRole('button', { name: 'Many are new, show' }).click()
    await all.page.getByRole('link', { name: 'Branch 1', exact: true }).waitFor()
    expect(await all.page.getByRole('button', { name: /new, show/ }).count()).toBe(0)
  })

  it('shows on the page of a record, with its history and comments', async () => {
    const { id } = await newUnit('Underwriting')
    const { page } = await openAs(`/organization-units/${id}`)
    await page.getByRole('button', { name: 'Short name: OLD. Change' }).waitFor()
    await change(id, { short_name: 'UW' })
    await page.getByRole('button', { name: 'Short name: UW. Change' }).waitFor()
    await page.getByText('Short name: OLD → UW').waitFor()
    await run('organization-unit.comment', manager, { id, body: 'Renamed as agreed.' })
    await page.getByRole('listitem').filter({ hasText: 'Renamed as agreed.' }).waitFor()
  })

  it('neither disturbs nor loses an edit in progress: both versions are shown', async () => {
    const { id } = await newUnit('Reserving')
    const { page } = await openAs(`/organization-units/${id}`)
    await page.getByRole('button', { name: 'Short name: OLD. Change' }).click()
    const input = page.getByRole('textbox', { name: 'Short name' })
    await input.fill('MINE')
    await change(id, { short_name: 'THEIRS' })
    await page.getByText('Short name: OLD → THEIRS').waitFor()
    expect(await input.inputValue()).toBe('MINE')
    stage.expectAnswers(412)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('MINE', { exact: true }).waitFor()
    await dialog.getByText('THEIRS', { exact: true }).waitFor()
  })

  it('reaches My work', async () => {
    const { page } = await openAs('/')
    await page.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
    await run('obligation.create', manager, {
      title: 'Look at the architecture',
      kind: 'review',
      origin: 'request',
      due_on: '2026-12-01',
      owner_id: server.organization.actors.administrator.person_id,
    })
    await page.getByText('Look at the architecture').waitFor()
  })

  it('is not asked for by a page that nobody looks at, and caught up with when somebody does', async () => {
    const { id } = await newUnit('Hidden')
    const { page } = await openAs(`/organization-units/${id}`)
    const show = (state: 'hidden' | 'visible') =>
      page.evaluate(`
        Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))`)
    const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/events'))
    await show('hidden')
    await ended
    await change(id, { short_name: 'NEW' })
    await show('visible')
    await page.getByRole('button', { name: 'Short name: NEW. Change' }).waitFor()
  })
})
