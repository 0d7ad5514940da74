import { beforeAll } from 'vitest'
import { giveAccount, samplePassword } from '../../../test/harness/account.ts'
import type { Made } from '../../../test/harness/made.ts'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { appoint, approveCriteria } from '../../../test/harness/sample/risk-samples.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { moveToZone } from '../../../test/harness/time-zone.ts'
import type { Actor } from '../../platform/operations/scope.ts'
import type { Risk } from './tables.ts'

export type { Made }

export interface Refused {
  readonly rule: string
  readonly message: string
}

const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'] as const

/** Four numbers with their reasons and confirmations. */
export const numbers = (...given: readonly [number, number, number, number]): Record<string, unknown> =>
  Object.fromEntries(
    judged.flatMap((one, index) => [
      [one, given[index]],
      [`${one}_rationale`, 'Seen in similar systems'],
      [`${one}_confirmed`, true],
    ]),
  )

/**
 * An organization with criteria in force and appointments: top management, AI risk owner, AI system owner, ethics lead.
 * The AIMS manager writes; the AI system belongs to the AI system owner.
 */
export async function makeRiskProduct() {
  const { database, adminUrl } = await makeTestDatabase()
  const product = makeProduct(database)
  const { run } = product
  const held = {} as { ours: TestOrganization; theirs: TestOrganization; systemId: string }

  beforeAll(async () => {
    held.ours = await makeOrganization(database, product.sources, 'Ours')
    held.theirs = await makeOrganization(database, product.sources, 'Theirs')
    const { actors } = held.ours
    for (const actor of Object.values(actors)) await giveAccount(product, actor)
    const by = { author: actors.administrator, appointer: actors['aims-manager'] }
    for (const [role, holder] of [
      ['top_management', actors['top-management']],
      ['ai_risk_owner', actors['risk-owner']],
      ['ai_system_owner', actors['ai-system-owner']],
      ['ai_ethics_lead', actors.employee],
    ] as const)
      await appoint(product, by, { person_id: holder.person_id, role })
    await approveCriteria(product, { author: actors['aims-manager'], approver: actors['top-management'] })
    const system = await run<Made>('ai-system.create', actors['aims-manager'], {
      name: 'Credit scoring',
      owner_id: actors['ai-system-owner'].person_id,
      intended_purpose: 'Score loan applications',
    })
    held.systemId = system.id
  })

  const author = () => held.ours.actors['aims-manager']
  const create = (values: Record<string, unknown> = {}) =>
    run<Risk>('risk.create', author(), {
      title: 'Unequal error rates',
      category: 'ROB',
      ai_system_id: held.systemId,
      owner_id: author().person_id,
      vulnerable_people: false,
      affected_people: 100,
      breaches_legal_duty: false,
      prohibited_practice: false,
      legal_duty_unmet: false,
      impact_assessment_missing: false,
      safety_stop_untested: false,
      key_risk_indicators: ['error-rate gap'],
      ...values,
    })
  const read = async (id: string) => (await run<{ record: Risk }>('risk.get', author(), { id })).record
  const revise = async (id: string, changes: Record<string, unknown>, by: Actor = author()) =>
    run<Risk>('risk.revise', by, { id, expected_version: (await read(id)).version, changes })
  const step = async (verb: string, id: string, by: Actor = author()) =>
    run<Risk>(`risk.${verb}`, by, { id, expected_version: (await read(id)).version, reason: 'Decided' })
  const assessed = async (
    given: readonly [number, number, number, number],
    values: Record<string, unknown> = {},
  ) => step('assess', (await create({ ...numbers(...given), ...values })).id)
  const standing = async (id: string) =>
    (
      await run<{ standing: Record<string, unknown> & { needs: string[] } }>('risk.standing', author(), {
        id,
      })
    ).standing
  const action = (riskId: string, values: Record<string, unknown> = {}) =>
    run<Made>('treatment-action.create', author(), {
      title: 'Set a threshold for each group',
      risk_id: riskId,
      option: 'modify_likelihood',
      owner_id: held.ours.actors['internal-auditor'].person_id,
      due_on: '2026-11-27',
      ...values,
    })
  /** A control in operation with fresh evidence, rated alike for design and operation. */
  const control = async (rating: number) => {
    const day = product.clock.now().toISOString().slice(0, 10)
    let one = await run<Made>('control.create', author(), {
      name: 'Bias test',
      owner_id: author().person_id,
      requirements: ['urn:plumbline:iso-42001:2023:control:A.5.4'],
      frequency: 'monthly',
      design_rating: rating,
      design_rated_on: day,
      design_rationale: 'Reviewed',
      operating_rating: rating,
      operating_rated_on: day,
      operating_rationale: 'Looked at',
      evidence_note: 'Report',
      evidence_on: day,
      verification_method: 'automated_test',
    })
    for (const verb of ['implement', 'operate'])
      one = await run<Made>(`control.${verb}`, author(), { id: one.id, expected_version: one.version })
    return one
  }
  interface Said {
    readonly statement: string
    readonly version: number
    readonly expires_on: string
    readonly latest_expires_on: string
    readonly refusals: Refused[]
    readonly consult: { readonly role: string; readonly candidates: { readonly person_id: string }[] }[]
  }
  const acceptanceAsked = (id: string, by: Actor, expires_on?: string) =>
    run<Said>('risk.acceptance-statement', by, { id, ...(expires_on ? { expires_on } : {}) })
  /** Accepts as the page does: with what the server asks for, and everybody consulted who can be. */
  const accept = async (id: string, by: Actor, more: Record<string, unknown> = {}) => {
    const said = await acceptanceAsked(id, by, more.expires_on as string | undefined)
    return run<{ id: string; expires_on: string; by_system_owner: boolean }>('risk.accept', by, {
      id,
      expected_version: said.version,
      expires_on: said.expires_on ?? '2026-12-01',
      reason: 'The benefit outweighs what remains.',
      consulted: said.consult.flatMap(({ role, candidates }) =>
        candidates.slice(0, 1).map(({ person_id }) => ({ role, person_id, opinion: 'Agreed' })),
      ),
      signature: { statement: said.statement || 'nothing', password: samplePassword },
      ...more,
    })
  }
  const approvePlan = async (id: string, by: Actor) => {
    const said = await run<Said>('risk.plan-statement', by, { id })
    return run<Risk>('risk.approve-plan', by, {
      id,
      expected_version: said.version,
      reason: 'It fits.',
      signature: { statement: said.statement, password: samplePassword },
    })
  }
  /** The rules that refuse, by name. */
  const refusedBy = async (attempt: Promise<unknown>): Promise<string[]> => {
    try {
      await attempt
      return []
    } catch (error) {
      const { facts } = error as { facts?: { refusals?: Refused[] } }
      if (!facts?.refusals) throw error
      return facts.refusals.map(({ rule }) => rule)
    }
  }
  return {
    ...product,
    adminUrl,
    held,
    author,
    create,
    read,
    revise,
    step,
    assessed,
    standing,
    action,
    control,
    acceptanceAsked,
    accept,
    approvePlan,
    refusedBy,
    inZone: (zone: string) => moveToZone(adminUrl, held.ours.id, zone),
  }
}
