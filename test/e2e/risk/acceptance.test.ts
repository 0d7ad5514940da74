import { beforeAll, describe, expect, it } from 'vitest'
import { numbers } from '../../../src/modules/risk/risk.fixture.ts'
import type { Made } from '../../harness/made.ts'
import { appoint, approveCriteria } from '../../harness/sample/risk-samples.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { product, organization, people } = stage.server
const { actors } = organization
const manager = actors['aims-manager']
let system: Made

beforeAll(async () => {
  const by = { author: actors.administrator, appointer: manager }
  for (const [role, holder] of [
    ['top_management', actors['top-management']],
    ['ai_risk_owner', actors['risk-owner']],
  ] as const)
    await appoint(product, by, { person_id: holder.person_id, role })
  await approveCriteria(product, { author: manager, approver: actors['top-management'] })
  system = await product.run<Made>('ai-system.create', manager, {
    name: 'Credit scoring',
    owner_id: actors['ai-system-owner'].person_id,
    intended_purpose: 'Scores loan applications.',
  })
})

/** A moderate risk that the AIMS manager owns and has assessed. */
async function assessed(title: string, facts: Record<string, unknown> = {}): Promise<Made> {
  const one = await product.run<Made>('risk.create', manager, {
    title,
    category: 'ROB',
    ai_system_id: system.id,
    owner_id: manager.person_id,
    vulnerable_people: false,
    affected_people: 100,
    breaches_legal_duty: false,
    prohibited_practice: false,
    legal_duty_unmet: false,
    impact_assessment_missing: false,
    safety_stop_untested: false,
    key_risk_indicators: ['error-rate gap'],
    ...numbers(2, 2, 3, 2),
    ...facts,
  })
  return product.run<Made>('risk.assess', manager, { id: one.id, expected_version: one.version })
}

async function accept({ id, version }: Made): Promise<void> {
  const acceptor = actors['risk-owner']
  const said = await product.run<{ statement: string; expires_on: string; consult: { role: string }[] }>(
    'risk.acceptance-statement',
    acceptor,
    { id },
  )
  await product.run('risk.accept', acceptor, {
    id,
    expected_version: version,
    expires_on: said.expires_on,
    consulted: said.consult.map(({ role }) => ({
      role,
      person_id: actors['ai-system-owner'].person_id,
      opinion: 'Agreed',
    })),
    reason: 'The gap is small and watched.',
    signature: { statement: said.statement, password: people['risk-owner'].password },
  })
}

describe('the acceptance of a risk', () => {
  it('is offered to whoever may give it; to others a quiet line says who may', async () => {
    const { id } = await assessed('Error rates drift')
    const acceptor = await stage.openAs('risk-owner', `/risks/${id}`)
    await acceptor.getByRole('button', { name: 'Accept this risk' }).waitFor()

    const owner = await stage.openAs('aims-manager', `/risks/${id}`)
    await owner.getByText('it takes AI risk owner or top management', { exact: false }).waitFor()
    await owner.getByText('You own the risk', { exact: false }).waitFor()
    expect(await owner.getByRole('button', { name: 'Accept this risk' }).count()).toBe(0)
    expect(await accessibilityFaults(owner)).toEqual([])
  })

  it('says what the risk lacks to whoever might accept it otherwise', async () => {
    const { id } = await assessed('Nobody watches it', { key_risk_indicators: [] })
    const page = await stage.openAs('risk-owner', `/risks/${id}`)
    await page.getByText('Before it can be accepted:').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'indicator' }).first().waitFor()
    expect(await page.getByRole('button', { name: 'Accept this risk' }).count()).toBe(0)
  })

  it('shows what was judged as it stands, with nothing to press that would not do anything', async () => {
    const { id } = await assessed('Judged already')
    const page = await stage.openAs('aims-manager', `/risks/${id}`)
    await page.getByText('2 Unlikely', { exact: true }).waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(0)
    expect(await page.getByRole('radio').count()).toBe(0)
    expect(await page.locator(':disabled').count()).toBe(0)
  })

  it('is marked beside the state once its ground has changed, and not before', async () => {
    const one = await assessed('Accepted and moved')
    await accept(one)
    const page = await stage.openAs('aims-manager', `/risks/${one.id}`)
    const title = page.getByRole('article').getByText('Accepted', { exact: true })
    await title.waitFor()
    await page.getByRole('heading', { name: 'Where it stands' }).waitFor()
    const mark = page.getByRole('article').getByText('No longer valid: the AI system changed')
    expect(await mark.count()).toBe(0)

    const { record } = await product.run<{ record: Made }>('ai-system.get', manager, { id: system.id })
    await product.run('ai-system.revise', manager, {
      id: system.id,
      expected_version: record.version,
      changes: { intended_purpose: 'Scores rental applications.' },
    })
    await page.reload()
    await mark.first().waitFor()
    const apart = async () => {
      const [state, said] = [await title.boundingBox(), await mark.first().boundingBox()]
      return Math.abs((state?.y ?? 0) - (said?.y ?? Number.POSITIVE_INFINITY))
    }
    await expect.poll(apart).toBeLessThan(8)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('stands in the list with its level as colour and word', async () => {
    await assessed('Listed')
    const page = await stage.openAs('aims-manager', '/risks')
    const row = page.locator('[data-row]').filter({ hasText: 'Listed' })
    await row.locator('[data-step="2"]', { hasText: 'Moderate' }).waitFor()
  })
})
