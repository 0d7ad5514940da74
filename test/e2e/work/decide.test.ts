import { expect, it } from 'vitest'
import {
  answeredDetermination,
  type Made,
  newSystem,
  proposed,
  roleAnswers,
  vectorAnswers,
} from '../../harness/sample/regulation-samples.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const { product, people } = server
const { actors } = server.organization
const manager = actors['aims-manager']

/** Both determinations of one system, proposed together. */
async function waitingTogether(name: string): Promise<{ system: Made; law: Made }> {
  const owner_id = actors['ai-system-owner'].person_id
  const system = await newSystem(product, manager, { name, owner_id, intended_purpose: 'Sorts letters.' })
  const deployed = { ...vectorAnswers('T01'), roles: ['deployer'], deployer_kind: ['other'] }
  const law = await answeredDetermination(product, manager, 'eu_ai_act', deployed, system.id)
  const isoRoles = await answeredDetermination(product, manager, 'iso_roles', roleAnswers, system.id)
  await proposed(product, manager, isoRoles)
  return { system, law: await proposed(product, manager, law) }
}

it('signs determinations where they wait; the roles that are decided first leave the class standing', async () => {
  await waitingTogether('Gate')
  const page = await stage.openAs('top-management', '/')
  for (const title of ['ISO roles: Gate', 'EU AI Act: Gate']) {
    await page.getByRole('button', { name: `Approve: ${title}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`I approve the determination "${title}"`).waitFor()
    expect(await dialog.getByText('No longer holds').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByLabel('Your password').fill(people['top-management'].password)
    await dialog.getByRole('button', { name: 'Sign' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('link', { name: title }).waitFor({ state: 'detached' })
  }
})

it('offers to determine anew what no longer holds, and nothing else ends it', async () => {
  const { system, law } = await waitingTogether('Mailroom')
  const { approval } = await product.run<{ approval: { statement: string } }>(
    'determination.view',
    actors['top-management'],
    { id: law.id },
  )
  await product.run('determination.approve', actors['top-management'], {
    id: law.id,
    expected_version: law.version,
    signature: { statement: approval.statement, password: people['top-management'].password },
  })
  const { record } = await product.run<{ record: Made }>('ai-system.get', manager, { id: system.id })
  await product.run('ai-system.revise', manager, {
    id: system.id,
    expected_version: record.version,
    changes: { intended_purpose: 'Ranks applicants.' },
  })
  const page = await stage.openAs('ai-system-owner', '/')
  const row = page.getByRole('listitem').filter({ hasText: 'Classify anew under the EU AI Act' })
  await row.getByText('Changed since it was last looked at: intended purpose.').waitFor()
  expect(await row.getByRole('button').allTextContents()).toEqual(['Determine anew'])
  await row.getByRole('button').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Intended purpose changed from “Sorts letters.” to “Ranks applicants.”').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Determine anew' }).click()
  await page.getByRole('heading', { name: 'EU AI Act: Mailroom', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Propose' }).waitFor()
})

it('says that a change takes the approval back before it is saved, and what happened after', async () => {
  const owner_id = actors['ai-system-owner'].person_id
  const made = await newSystem(product, manager, {
    name: 'Triage',
    owner_id,
    ai_roles: ['user'],
    intended_purpose: 'Sorts letters.',
  })
  const move = (verb: string, { id, version }: Made, actor = manager) =>
    product.run<Made>(`ai-system.${verb}`, actor, { id, expected_version: version })
  await move('approve', await move('submit', made), actors['top-management'])
  const state = async () =>
    (
      await product.run<{ record: { state: string; intended_purpose: string } }>('ai-system.get', manager, {
        id: made.id,
      })
    ).record
  const page = await stage.openAs('aims-manager', `/ai-systems/${made.id}`)
  const write = async (text: string) => {
    await page.getByRole('button', { name: /^Intended purpose: .*Change$/ }).click()
    await page.getByRole('textbox', { name: /Intended purpose/ }).fill(text)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
  }
  await write('Ranks applicants.')
  const dialog = page.getByRole('dialog', { name: 'This takes the approval back' })
  await dialog.getByText('it becomes draft again').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep it as it was' }).click()
  expect(await state()).toMatchObject({ state: 'approved', intended_purpose: 'Sorts letters.' })

  await write('Ranks applicants.')
  await dialog.getByRole('button', { name: 'Save and take it back' }).click()
  await page.getByText('Intended purpose saved. The approval was taken back').waitFor()
  expect(await state()).toMatchObject({ state: 'draft', intended_purpose: 'Ranks applicants.' })
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByText('Intended purpose is as it was before. The approval is not').waitFor()
  expect(await state()).toMatchObject({ state: 'draft', intended_purpose: 'Sorts letters.' })
})

it('says what a record lacks on the button, and in the dialog instead of trying', async () => {
  const draft = await product.run<Made>('risk.create', manager, {
    title: 'Nobody owns this',
    category: 'SEC',
  })
  const page = await stage.openAs('aims-manager', `/risks/${draft.id}`)
  await page.getByRole('button', { name: 'Complete assessment', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('This cannot be done yet:').waitFor()
  expect(await dialog.getByRole('textbox').count()).toBe(0)
  expect(await dialog.getByRole('button').allTextContents()).toEqual(expect.arrayContaining(['Close']))
  expect(await accessibilityFaults(page)).toEqual([])
})
