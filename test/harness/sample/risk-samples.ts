import { type Role, roles } from '../../../src/kernel/access/role.ts'
import type { CriteriaContent } from '../../../src/modules/risk/contract.ts'
import type { Actor } from '../../../src/platform/operations/scope.ts'
import { giveAccount, samplePassword } from '../account.ts'
import type { Made } from '../made.ts'
import type { TestOrganization, TestProduct } from '../organization.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

interface Statement {
  readonly statement: string
  readonly version: number
}

/** Someone of the actor's organization by access role, able to do anything the product allows. */
export async function personOf(product: TestProduct, actor: Actor, role: Role): Promise<Actor> {
  const { items } = await product.run<{ items: { person_id: string }[] }>('role-assignment.list', actor, {
    role,
  })
  const [first] = items
  if (!first) throw new Error(`Nobody holds the role ${role}.`)
  return { organization_id: actor.organization_id, person_id: first.person_id, roles: [...roles] }
}

/** Gives a person authority by an appointment that somebody else puts in force. */
export async function appoint(
  product: TestProduct,
  by: { readonly author: Actor; readonly appointer: Actor },
  values: { readonly person_id: string; readonly role: string } & Readonly<Record<string, unknown>>,
): Promise<Made> {
  const one = await product.run<Made>('appointment.create', by.author, {
    title: `Appointment as ${values.role}`,
    from_on: '2026-01-01',
    ...values,
  })
  return product.run<Made>('appointment.appoint', by.appointer, { id: one.id, expected_version: one.version })
}

/** A draft of criteria with everything decided: the pack's defaults, with changes as asked. */
export async function wholeCriteria(
  product: TestProduct,
  author: Actor,
  changes: Partial<CriteriaContent> = {},
): Promise<Made> {
  const draft = await product.run<Made>('risk-criteria.create', author, { title: 'AI risk criteria' })
  const { content } = await product.run<{ content: CriteriaContent }>('risk-criteria.content', author, {
    id: draft.id,
  })
  const appetite = Object.fromEntries(
    Object.entries(content.appetite).map(([category, level]) => [category, level ?? 'moderate']),
  )
  return product.run<Made>('risk-criteria.set-content', author, {
    id: draft.id,
    expected_version: draft.version,
    content: { ...content, revenue_bands_set: true, appetite, ...changes },
  })
}

/** Puts criteria in force. */
export async function approveCriteria(
  product: TestProduct,
  by: { readonly author: Actor; readonly approver: Actor },
  changes: Partial<CriteriaContent> = {},
): Promise<Made> {
  const { author, approver } = by
  await giveAccount(product, approver)
  const { id, version } = await submitCriteria(product, author, await wholeCriteria(product, author, changes))
  const { statement } = await product.run<Statement>('risk-criteria.approval', approver, { id })
  return product.run<Made>('risk-criteria.approve', approver, {
    id,
    expected_version: version,
    signature: { statement, password: samplePassword },
  })
}

/** Appoints top management, which approves the first criteria that the AIMS manager writes. */
export async function firstCriteria(product: TestProduct, { actors }: TestOrganization): Promise<Made> {
  const [author, approver] = [actors['aims-manager'], actors['top-management']]
  await appoint(
    product,
    { author: actors.administrator, appointer: author },
    { person_id: approver.person_id, role: 'top_management' },
  )
  return approveCriteria(product, { author, approver })
}

const submitCriteria = (product: TestProduct, author: Actor, { id, version }: Made) =>
  product.run<Made>('risk-criteria.submit', author, { id, expected_version: version })

/** Criteria in force, and the AIMS manager's access role joined by an appointment as top management. */
async function prepare(product: TestProduct, actor: Actor): Promise<{ manager: Actor }> {
  const manager = await personOf(product, actor, 'aims-manager')
  const known = await product.run<{ criteria: object | null }>('risk-criteria.in-force', actor)
  if (known.criteria) return { manager }
  const top = await personOf(product, actor, 'top-management')
  const by = { author: actor, appointer: await personOf(product, actor, 'risk-owner') }
  for (const { person_id } of [manager, top])
    await appoint(product, by, { person_id, role: 'top_management' })
  await approveCriteria(product, { author: by.appointer, approver: top })
  return { manager }
}

const harmless = {
  prohibited_practice: false,
  legal_duty_unmet: false,
  impact_assessment_missing: false,
  safety_stop_untested: false,
}

/** Values that the rules of risks and treatment actions ask for. */
export const riskRecords: Readonly<Record<string, Make>> = {
  // A draft starts from the edition in force, which is whole.
  'risk-criteria': async (product, actor) => {
    await prepare(product, actor)
    return {}
  },
  risk: async (product, actor) => {
    await prepare(product, actor)
    return {
      ...harmless,
      owner_id: actor.person_id,
      scenario_id: 'BIA-01',
      breaches_legal_duty: false,
      residual_likelihood: undefined,
      residual_impact_organization: undefined,
      residual_impact_individuals: undefined,
      residual_impact_societies: undefined,
    }
  },
  'treatment-action': async (product, actor) => ({
    owner_id: actor.person_id,
    risk_id: (await newRisk(product, actor)).id,
    due_on: '2026-12-01',
    consequence_means: undefined,
  }),
}

async function newRisk(product: TestProduct, actor: Actor): Promise<Made> {
  const values = await riskRecords.risk?.(product, actor)
  const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies']
  return product.run<Made>('risk.create', actor, {
    title: 'Unequal error rates',
    category: 'BIA',
    vulnerable_people: false,
    affected_people: 100,
    treatment_option: 'avoid',
    treatment_rationale: 'The function is not needed.',
    ...Object.fromEntries(
      judged.flatMap((one) => [
        [one, 1],
        [`${one}_rationale`, 'Judged'],
        [`${one}_confirmed`, true],
      ]),
    ),
    ...values,
  })
}

const step = (product: TestProduct, actor: Actor, verb: string, { id, version }: Made) =>
  product.run<Made>(`risk.${verb}`, actor, { id, expected_version: version })

const assessed = async (product: TestProduct, actor: Actor) =>
  step(product, actor, 'assess', await newRisk(product, actor))
const withPlan = async (product: TestProduct, actor: Actor) =>
  step(product, actor, 'plan', await assessed(product, actor))

async function planApproval(product: TestProduct, actor: Actor): Promise<Record<string, unknown>> {
  const { manager } = await prepare(product, actor)
  const { id } = await withPlan(product, actor)
  const { statement, version } = await product.run<Statement>('risk.plan-statement', manager, { id })
  return {
    id,
    expected_version: version,
    reason: 'It fits the risk.',
    signature: { statement, password: samplePassword },
  }
}

async function treating(product: TestProduct, actor: Actor): Promise<Made> {
  const { manager } = await prepare(product, actor)
  await giveAccount(product, manager)
  return product.run<Made>('risk.approve-plan', manager, await planApproval(product, actor))
}

/** Valid input for the operations of the module `risk` that are not standard ones. */
export const riskSamples: Readonly<Record<string, Make>> = {
  'risk-criteria.content': async (product, actor) => ({ id: (await newCriteria(product, actor)).id }),
  'risk-criteria.in-force': async () => ({}),
  'risk-criteria.approval': async (product, actor) => ({
    id: (await newCriteria(product, actor)).id,
  }),
  'risk-criteria.set-content': async (product, actor) => {
    const { id, version } = await newCriteria(product, actor)
    const { content } = await product.run<{ content: object }>('risk-criteria.content', actor, { id })
    return { id, expected_version: version, content }
  },
  'risk-criteria.approve': async (product, actor) => {
    const draft = await newCriteria(product, actor)
    const { id, version } = await submitCriteria(product, actor, draft)
    const { statement } = await product.run<Statement>('risk-criteria.approval', actor, { id })
    return { id, expected_version: version, signature: { statement, password: samplePassword } }
  },
  'risk.standing': async (product, actor) => ({ id: (await newRisk(product, actor)).id }),
  'risk.heat-map': async () => ({}),
  'risk.above-appetite': async () => ({}),
  'risk.acceptances': async () => ({}),
  'risk.from-scenario': async () => ({ scenario_id: 'BIA-01' }),
  'risk.return-lapsed': async () => ({}),
  'risk.acceptance-statement': async (product, actor) => ({ id: (await assessed(product, actor)).id }),
  'risk.plan-statement': async (product, actor) => ({ id: (await withPlan(product, actor)).id }),
  'risk.accept': async (product, actor) => {
    const { id } = await assessed(product, actor)
    const { manager } = await prepare(product, actor)
    const said = await product.run<Statement & { expires_on: string }>('risk.acceptance-statement', manager, {
      id,
    })
    return {
      id,
      expected_version: said.version,
      expires_on: said.expires_on,
      reason: 'Little is at stake.',
      signature: { statement: said.statement, password: samplePassword },
    }
  },
  'risk.approve-plan': planApproval,
  'risk.verify': async (product, actor) => {
    const { id, version } = await treating(product, actor)
    return { id, expected_version: version }
  },
  'treatment-action.extend': async (product, actor) => {
    const { id: risk_id } = await newRisk(product, actor)
    const action = await product.run<Made>('treatment-action.create', actor, {
      title: 'Retrain',
      option: 'avoid',
      risk_id,
      owner_id: actor.person_id,
    })
    const rated = await product.run<{ record: Made }>('risk.get', actor, { id: risk_id })
    const moderate = await product.run<Made>('risk.revise', actor, {
      id: risk_id,
      expected_version: rated.record.version,
      changes: { likelihood: 5, likelihood_rationale: 'Seen here', likelihood_confirmed: true },
    })
    await step(product, actor, 'assess', moderate)
    return {
      id: action.id,
      expected_version: action.version,
      extended_to: '2027-06-01',
      reason: 'Supplier late',
    }
  },
}

async function newCriteria(product: TestProduct, actor: Actor): Promise<Made> {
  await prepare(product, actor)
  return product.run<Made>('risk-criteria.create', actor, { title: 'AI risk criteria' })
}
