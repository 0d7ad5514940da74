import { beforeAll, describe, expect, it } from 'vitest'
import { numbers } from '../../../src/modules/risk/risk.fixture.ts'
import type { Made } from '../../harness/made.ts'
import { firstCriteria } from '../../harness/sample/risk-samples.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization } = stage.server
const { actors } = organization
const manager = actors['aims-manager']
let risk = ''

beforeAll(async () => {
  const policy = (title: string) =>
    product.run<Made>('policy.create', manager, {
      title,
      edition: '1',
      location: 'https://intranet.example.org/ai-policy',
      commitments: ['meet_applicable_requirements', 'continual_improvement'],
      review_on: '2027-11-01',
    })
  await policy('Draft policy')
  const { id, version } = await policy('Policy in review')
  await product.run('policy.submit', manager, { id, expected_version: version })
  await firstCriteria(product, organization)
  const made = await product.run<Made>('risk.create', manager, {
    title: 'Unequal error rates',
    category: 'ROB',
    owner_id: manager.person_id,
    vulnerable_people: false,
    affected_people: 100,
    breaches_legal_duty: false,
    ...numbers(2, 2, 2, 2),
  })
  risk = made.id
  await product.run('risk.assess', manager, { id: made.id, expected_version: made.version })
})

describe('a record whose state keeps its values', () => {
  it('offers no edit in its list, and says why to whoever points at it or reaches it', async () => {
    const page = await stage.openAs('aims-manager', '/policies')
    const draft = page.getByRole('row', { name: /Draft policy/ })
    await draft.getByRole('button', { name: /^Edition: 1\. Change/ }).waitFor()
    const locked = page.getByRole('row', { name: /Policy in review/ })
    expect(await locked.getByRole('button').count()).toBe(0)
    const cell = locked.getByText('1', { exact: true })
    await cell.hover()
    const reason = page.getByRole('tooltip', { name: /./ })
    await reason.waitFor()
    expect(await reason.textContent()).toBe('This policy is in review. Return it to draft first.')
    await page.mouse.move(0, 0)
    await reason.waitFor({ state: 'detached' })
    await locked.getByRole('link', { name: 'Policy in review' }).focus()
    await page.keyboard.press('Tab')
    await reason.waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('keeps some fields and leaves the others, in the list and on the page', async () => {
    const list = await stage.openAs('aims-manager', '/risks?columns=category,ai_system_id,threat_actor,state')
    const row = list.getByRole('row', { name: /Unequal error rates/ })
    await row.getByRole('button', { name: /^Threat actor/ }).waitFor()
    expect(await row.getByRole('button', { name: /^Category/ }).count()).toBe(0)

    const page = await stage.openAs('aims-manager', `/risks/${risk}`)
    await page.getByRole('button', { name: /^Threat actor/ }).waitFor()
    const why = 'An assessment stands as it was made. Reopen the risk, saying why, and assess it again.'
    await page.getByText(why).first().waitFor({ state: 'attached' })
    expect(await page.getByRole('button', { name: /^Category/ }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('a record that keeps values by another that it holds', () => {
  it('offers no edit of those alone, in its list and on its page', async () => {
    const ask = (title: string, legal_clock: boolean) =>
      product.run<Made>('obligation.create', manager, {
        title,
        kind: 'fix',
        origin: 'request',
        due_on: '2026-12-10',
        legal_clock,
      })
    const { id } = await ask('Report it to the authority', true)
    await ask('Tidy up', false)
    const page = await stage.openAs('aims-manager', '/obligations')
    const bound = page.getByRole('row', { name: /Report it/ })
    await page
      .getByRole('row', { name: /Tidy up/ })
      .getByRole('button', { name: /^Due on: / })
      .waitFor()
    await bound.getByRole('button', { name: /^Kind: / }).waitFor()
    expect(await bound.getByRole('button', { name: /^Due on: / }).count()).toBe(0)
    await page.goto(`${stage.server.url}/obligations/${id}`)
    await page.getByRole('button', { name: /^Role: / }).waitFor()
    expect(await page.getByRole('button', { name: /^(Due on|Opens on): / }).count()).toBe(0)
    await page.getByText('Asked again after (days)').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
