import { beforeAll, expect, it } from 'vitest'
import { roles } from '../../src/kernel/access/role.ts'
import type { Made } from '../harness/made.ts'
import { appointTopManagement } from '../harness/sample/governance-samples.ts'
import { accessibilityFaults, setStage } from './browser.ts'

const stage = await setStage()
const { server } = stage
const { product } = server
const { actors } = server.organization
const manager = actors['aims-manager']

let scope: Made
let control: Made

beforeAll(async () => {
  await appointTopManagement(product, { ...actors.administrator, roles: [...roles] })
  const draft = await product.run<Made>('scope-statement.create', manager, {
    title: 'Scope of the AI management system',
    edition: '1',
    statement: 'AI in lending.',
    boundaries: 'Ends at the cloud provider.',
    included: 'All AI systems of lending.',
    excluded: 'Nothing.',
    climate_relevant: false,
    climate_reason: 'Models are small.',
  })
  scope = await product.run<Made>('scope-statement.submit', manager, {
    id: draft.id,
    expected_version: draft.version,
  })
  control = await product.run<Made>('control.create', manager, {
    name: 'Bias test before release',
    frequency: 'monthly',
    operating_rating: 3,
    operating_rated_on: '2026-01-10',
    operating_rationale: 'Ran at every release',
    evidence_on: '2026-01-09',
    evidence_note: 'Report 4',
  })
})

it('a control says what of it counts today and which requirements it meets', async () => {
  const page = await stage.openAs('aims-manager', `/controls/${control.id}`)
  await page.getByText('It counts as 1 of its rating of 3.').waitFor()
  await page.getByText('Its latest evidence is older than its frequency allows.').waitFor()
  await page.getByRole('button', { name: 'Choose requirements' }).click()
  await page.getByRole('combobox', { name: 'Find a requirement' }).fill('A.5.2')
  await page.getByRole('option', { name: /A\.5\.2/ }).click()
  await page.keyboard.press('Escape')
  await page
    .getByRole('article')
    .getByRole('link', { name: /A\.5\.2/ })
    .waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page
    .getByRole('complementary')
    .getByRole('link', { name: /A\.5\.2/ })
    .click()
  await page.getByRole('heading', { name: /A\.5\.2/, level: 1 }).waitFor()
  await page.getByRole('link', { name: 'Bias test before release' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})

it('a scope is approved by top management, over the words the page shows', async () => {
  const page = await stage.openAs('top-management', `/scope-statements/${scope.id}`)
  await page.getByRole('button', { name: 'Approve this edition' }).click()
  const dialog = page.getByRole('dialog', { name: /^Approve: / })
  await dialog.getByText(/I approve the scope of the AI management system/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  stage.expectAnswers(400)
  await dialog.getByLabel(/Your password/).fill('not the password')
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel(/Your password/).fill(server.people['top-management'].password)
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByText('Approved. It is in force from now on.').waitFor()
  await page.getByText('It is in force. To change it, draft a new edition').waitFor()
})
