import { beforeAll, describe, expect, it } from 'vitest'
import { roles } from '../../../src/kernel/access/role.ts'
import {
  answeredDetermination,
  type Made,
  newSystem,
  proposed,
  vectorAnswers,
} from '../../harness/sample/regulation-samples.ts'
import { firstCriteria, wholeCriteria } from '../../harness/sample/risk-samples.ts'
import { approveBasis, decideAll, startStatement } from '../../harness/sample/soa-samples.ts'
import { accessibilityFaults, atRest, setStage } from '../browser.ts'

const stage = await setStage()
const { server } = stage
const { product, people, organization } = server
const { actors } = organization
const manager = actors['aims-manager']
const top = actors['top-management']
const { run } = product

const at = ({ id, version }: Made) => ({ id, expected_version: version })

beforeAll(async () => {
  await firstCriteria(product, organization)
})

const scopeInReview = async (title: string): Promise<Made> =>
  run<Made>(
    'scope-statement.submit',
    manager,
    at(
      await run<Made>('scope-statement.create', manager, {
        title,
        edition: '1',
        statement: 'AI in lending.',
        boundaries: 'Ends at the cloud provider.',
        included: 'All AI systems of the lending department.',
        excluded: 'Nothing.',
        climate_relevant: false,
        climate_reason: 'Models are small.',
      }),
    ),
  )

describe('what top management signs', () => {
  it('waits in their work and is signed there; it leaves when it is signed', async () => {
    const draft = await wholeCriteria(product, manager)
    await run('risk-criteria.submit', manager, at(draft))
    await scopeInReview('Scope of lending')
    const page = await stage.openAs('top-management', '/')
    for (const title of ['AI risk criteria', 'Scope of lending']) {
      const row = page.getByRole('listitem').filter({ hasText: title })
      await row.getByRole('button', { name: `Approve: ${title}` }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/^I approve the/).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await dialog.getByLabel('Your password').fill(people['top-management'].password)
      await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
      await row.waitFor({ state: 'detached' })
    }
  })
})

describe('the Statement of Applicability', () => {
  it('is put up for approval where its readiness is read, waits in the work of top management, and is taken back', async () => {
    await startStatement(product, manager)
    await approveBasis(product, { ...actors.administrator, roles: [...roles] })
    await decideAll(product, manager)
    const page = await stage.openAs('aims-manager', '/statement-of-applicability')
    const readiness = page.getByRole('button', { name: 'Readiness' })
    await readiness.click()
    await page.getByRole('button', { name: 'Submit for approval' }).click()
    await page.getByText('Submitted. It stands in the work of top management.').waitFor()
    const waiting = await stage.openAs('top-management', '/')
    const row = waiting.getByRole('listitem').filter({ hasText: 'Statement of Applicability, version 1' })
    await row.getByRole('button', { name: /^Approve/ }).waitFor()
    await row.getByRole('link').click()
    await waiting.getByRole('button', { name: 'Approve', exact: true }).waitFor()

    await readiness.click()
    await page.getByText(/it waits for top management/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByText('Taken back. It waits for nobody any longer.').waitFor()
    await waiting.goto(server.url)
    await waiting.getByRole('heading', { name: 'My work' }).waitFor()
    await atRest(waiting)
    await row.waitFor({ state: 'detached' })
  })
})

describe('pages', () => {
  it('offer the approval of a plan to nobody whose appointment does not allow it', async () => {
    const systemId = (await newSystem(product, manager, { owner_id: actors['ai-system-owner'].person_id })).id
    const risk = await run<Made>('risk.from-scenario', manager, {
      scenario_id: 'BIA-01',
      ai_system_id: systemId,
      owner_id: manager.person_id,
    })
    const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'].flatMap(
      (one) => [
        [`${one}_rationale`, 'Seen in similar systems'],
        [`${one}_confirmed`, true],
      ],
    )
    const revised = await run<Made>('risk.revise', manager, {
      ...at(risk),
      changes: {
        ...Object.fromEntries(judged),
        vulnerable_people: false,
        affected_people: 100,
        breaches_legal_duty: false,
        treatment_option: 'avoid',
        treatment_rationale: 'The use is given up.',
      },
    })
    await run('risk.plan', manager, at(await run<Made>('risk.assess', manager, at(revised))))

    const allowed = await stage.openAs('top-management', `/risks/${risk.id}`)
    await allowed.getByRole('button', { name: 'Approve the plan' }).waitFor()
    const unappointed = await stage.openAs('risk-owner', `/risks/${risk.id}`)
    await unappointed.getByText(/You hold no appointment that may approve the plan/).waitFor()
    expect(await unappointed.getByRole('button', { name: 'Approve the plan' }).count()).toBe(0)
    const involved = await stage.openAs('aims-manager', `/risks/${risk.id}`)
    await involved.getByText(/You hold no appointment that may approve the plan/).waitFor()
    expect(await involved.getByRole('button', { name: 'Approve the plan' }).count()).toBe(0)
  })

  it('offer the approval of criteria and of the scope to those of top management who are appointed', async () => {
    const scope = await scopeInReview('Scope of marketing')
    const page = await stage.openAs('aims-manager', `/scope-statements/${scope.id}`)
    await page.getByText('It waits for approval by signature.').waitFor()
    // What is decided about stands still: nothing offers to change it.
    await page
      .getByRole('button', { name: /Change$/ })
      .first()
      .waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: 'Approve this edition' }).count()).toBe(0)
    const approver = await stage.openAs('top-management', `/scope-statements/${scope.id}`)
    await approver.getByRole('button', { name: 'Approve this edition' }).waitFor()
    const { items } = await run<{ items: Made[] }>('appointment.list', manager, {
      person_id: top.person_id,
      state: 'in_force',
    })
    for (const one of items) await run('appointment.end', manager, { ...at(one), reason: 'A new board.' })
    await approver.reload()
    await approver.getByText(/You are not appointed as top management today/).waitFor()
    expect(await approver.getByRole('button', { name: 'Approve this edition' }).count()).toBe(0)
    expect(await accessibilityFaults(approver)).toEqual([])
  })

  it('say to the author of a record that somebody else decides, without a control', async () => {
    const system = await newSystem(product, manager, { name: 'Own work', ai_roles: ['user'] })
    await run('ai-system.submit', manager, at(system))
    const page = await stage.openAs('aims-manager', `/ai-systems/${system.id}`)
    await page.getByText('Waits for somebody else').waitFor()
    expect(await page.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

it('says in My work why a determination cannot be signed any more, before it is tried', async () => {
  const owner_id = actors['ai-system-owner'].person_id
  const system = await newSystem(product, manager, {
    name: 'Gate',
    owner_id,
    intended_purpose: 'Sorts letters.',
  })
  const draft = await answeredDetermination(product, manager, 'eu_ai_act', vectorAnswers('T01'), system.id)
  await proposed(product, manager, draft)
  const { record } = await run<{ record: Made }>('ai-system.get', manager, { id: system.id })
  await run('ai-system.revise', manager, {
    ...at(record),
    changes: { intended_purpose: 'Ranks applicants.' },
  })
  const page = await stage.openAs('top-management', '/')
  await page.getByRole('button', { name: 'Approve: EU AI Act: Gate' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/It no longer rests on what is the case: Intended purpose changed/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Sign', exact: true }).count()).toBe(0)
  expect(await dialog.getByLabel('Your password').count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
})
