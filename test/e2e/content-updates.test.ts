import { beforeAll, expect, it } from 'vitest'
import { modules } from '../../src/modules/index.ts'
import { adoptedBefore } from '../../src/modules/requirement/adoption/adopted-before.fixture.ts'
import { earlierStandard } from '../../src/modules/requirement/adoption/doctored-packs.fixture.ts'
import { JobRunner } from '../../src/platform/jobs/job-runner.ts'
import { jobsOf } from '../../src/platform/module.ts'
import { accessibilityFaults, setStage } from './browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const manager = organization.actors['aims-manager']
const name = 'See what changes in ISO/IEC 42001:2023 AI management system'

beforeAll(async () => {
  await adoptedBefore(product, { id: organization.id, adopter: manager.person_id }, earlierStandard())
  await product.run('soa.start', manager)
  await product.run('control.create', manager, {
    name: 'Second look at suppliers',
    requirements: ['urn:plumbline:iso-42001:2023:control:A.10.9'],
  })
  await new JobRunner({
    database: product.database,
    runner: product.runner,
    jobs: jobsOf(modules),
    sources: product.sources,
  }).runDue()
})

it.each([1440, 390])(
  'shows at a width of %i what newer content changes and what runs by itself',
  async (width) => {
    const look = { width, height: width === 390 ? 844 : 900 }
    const page = await stage.openAs('aims-manager', '/settings/content', look)
    await page.getByRole('heading', { name: 'Content updates', level: 2 }).waitFor()
    await page.getByRole('button', { name }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name }).click()
    await page.getByRole('dialog').getByText('Something that was dropped').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Background work' }).click()
    await page.getByText('Return risks to open treatment').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  },
)

it('adopts what was shown, and says so', async () => {
  const page = await stage.openAs('aims-manager', '/settings/content')
  await page.getByRole('button', { name }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('link', { name: 'Second look at suppliers' }).waitFor()
  await dialog.getByRole('button', { name: /^Adopt version/ }).click()
  await page.getByText('is used in version').waitFor()
  await page.getByRole('button', { name }).waitFor({ state: 'detached' })
  // The row of what is gone is kept, under a heading that says so.
  await page.goto(`${stage.server.url}/statement-of-applicability`)
  await page.getByText('No longer in the content that is used').waitFor()
})

it('is closed to who decides nothing about it', async () => {
  stage.expectAnswers(403)
  const page = await stage.openAs('employee', '/settings/content')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.getByText('Content updates').count()).toBe(0)
})
