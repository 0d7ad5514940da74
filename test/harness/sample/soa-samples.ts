import { OperationError } from '../../../src/kernel/contract/error.ts'
import type { Statement } from '../../../src/modules/statement-of-applicability/contract.ts'
import type { TellableConflict } from '../../../src/modules/statement-of-applicability/exclusion/conflict-words.ts'
import type { Actor } from '../../../src/platform/operations/scope.ts'
import { giveAccount, samplePassword } from '../account.ts'
import type { Made } from '../made.ts'
import type { TestProduct } from '../organization.ts'
import { appointTopManagement, scopeApproval } from './governance-samples.ts'
import { riskRecords } from './risk-samples.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

export interface ReadStatement {
  readonly statement: Statement
  readonly row_versions: Readonly<Record<string, number>>
  readonly conflicts: readonly (TellableConflict & {
    readonly rule_id: string
    readonly facts_hash: string
  })[]
}

export interface Approved {
  readonly id: string
  readonly number: number
  readonly image_hash: string
}

export const readStatement = (product: TestProduct, actor: Actor): Promise<ReadStatement> =>
  product.run<ReadStatement>('soa.get', actor)

/** Starts the statement unless it was started. */
export async function startStatement(product: TestProduct, actor: Actor): Promise<void> {
  try {
    await product.run('soa.start', actor)
  } catch (error) {
    if (!(error instanceof OperationError) || error.kind !== 'conflict') throw error
  }
}

const ownRow = (product: TestProduct, actor: Actor): Promise<Made> =>
  product.run<Made>('soa-row.create', actor, { title: 'Watermark generated pictures', reference: 'O.1' })

/** Decides every row that is open: included, by own decision. */
export async function decideAll(product: TestProduct, actor: Actor): Promise<void> {
  const { statement, row_versions, conflicts } = await readStatement(product, actor)
  const contradicted = new Set(conflicts.filter(({ open }) => open).map(({ row_id }) => row_id))
  for (const row of statement.rows) {
    const unsaid = (row.justification ?? '').trim() === ''
    if (row.applicable === null || unsaid || contradicted.has(row.id))
      await product.run('soa-row.revise', actor, {
        id: row.id,
        expected_version: row_versions[row.id],
        changes: { applicable: true, justification: 'We develop and use AI.' },
      })
    if (row.origins.length === 0)
      await product.run('soa-row.add-origin', actor, {
        id: row.id,
        kind: 'own_decision',
        reference: 'Decision of the AI board',
      })
  }
}

/** Approves what a statement stands on, as far as nothing is approved yet. */
export async function approveBasis(product: TestProduct, actor: Actor): Promise<Actor> {
  const top = await appointTopManagement(product, actor)
  await giveAccount(product, top)
  const { statement } = await readStatement(product, actor)
  const { scope, policies, criteria } = statement.basis
  // Samples of risks put criteria in force.
  if (!criteria) await riskRecords.risk?.(product, actor)
  if (!scope) await product.run('scope-statement.approve', top, await scopeApproval(product, actor))
  if (policies.length === 0) {
    const draft = await product.run<Made>('policy.create', actor, {
      title: 'AI policy',
      edition: '1',
      location: 'https://intranet.example.org/ai-policy',
      commitments: ['meet_applicable_requirements', 'continual_improvement'],
      review_on: '2027-11-01',
    })
    const step = ({ id, version }: Made) => ({ id, expected_version: version })
    const submitted = await product.run<Made>('policy.submit', actor, step(draft))
    await product.run('policy.approve', top, step(submitted))
  }
  return top
}

/** A signature over what approval would sign now. */
export async function approvalInput(product: TestProduct, actor: Actor): Promise<Record<string, unknown>> {
  const { statement } = await product.run<{ statement: string }>('soa.readiness', actor)
  return { signature: { statement, password: samplePassword } }
}

const approval: Make = async (product, actor) => {
  await startStatement(product, actor)
  const top = await approveBasis(product, actor)
  await ownRow(product, actor)
  await decideAll(product, actor)
  return approvalInput(product, top)
}

/** The statement as it can be put up for approval, waiting or not. */
async function readyStatement(product: TestProduct, actor: Actor, waits: boolean): Promise<object> {
  await approval(product, actor)
  const { submitted } = await product.run<{ submitted: object | null }>('soa.readiness', actor)
  if ((submitted !== null) !== waits) await product.run(waits ? 'soa.submit' : 'soa.withdraw', actor)
  return {}
}

/** A version approved by top management. */
export async function approvedVersion(product: TestProduct, actor: Actor): Promise<Approved> {
  const input = await approval(product, actor)
  return product.run<Approved>('soa.approve', await appointTopManagement(product, actor), input)
}

/** An exclusion that the facts contradict, as its page shows it. */
async function contradiction(product: TestProduct, actor: Actor): Promise<Record<string, unknown>> {
  await startStatement(product, actor)
  await product.run('soa.state-fact', actor, {
    fact: 'has_ai_customers',
    value: true,
    basis: 'We sell scores.',
  })
  const { statement, row_versions } = await readStatement(product, actor)
  const row = statement.rows.find(({ reference }) => reference === 'A.10.4')
  if (!row) throw new Error('The statement has no row about A.10.4.')
  await product.run('soa-row.revise', actor, {
    id: row.id,
    expected_version: row_versions[row.id],
    changes: { applicable: false, justification: 'Handled by the parent company.' },
  })
  const { conflicts } = await readStatement(product, actor)
  const found = conflicts.find(({ row_id, rule_id }) => row_id === row.id && rule_id === 'ai_customers')
  return { id: row.id, rule_id: 'ai_customers', facts_hash: found?.facts_hash, answer: 'The parent does it.' }
}

/** Values that the rules of rows ask for. */
export const soaRecords: Readonly<Record<string, Make>> = {
  'soa-row': async (_product, actor) => ({ owner_id: actor.person_id }),
}

/** Valid input for the operations of the statement that are not standard ones. */
export const soaSamples: Readonly<Record<string, Make>> = {
  'soa.start': async () => ({}),
  'soa.get': async () => ({}),
  'soa.facts': async () => ({}),
  'soa.readiness': async () => ({}),
  'soa.versions': async () => ({}),
  'soa.state-fact': async () => ({ fact: 'has_ai_customers', value: true, basis: 'We sell scores.' }),
  'soa-row.add-origin': async (product, actor) => ({
    id: (await ownRow(product, actor)).id,
    kind: 'own_decision',
    reference: 'Decision of the AI board',
  }),
  'soa-row.remove-origin': async (product, actor) => {
    const { id } = await ownRow(product, actor)
    const added = await product.run<{ origin_id: string }>('soa-row.add-origin', actor, {
      id,
      kind: 'contract',
      reference: 'Framework contract, section 4',
    })
    return { id, ...added }
  },
  'soa-row.set-controls': async (product, actor) => ({
    id: (await ownRow(product, actor)).id,
    control_ids: [(await product.run<Made>('control.create', actor, { name: 'Release gate' })).id],
  }),
  'soa-row.answer-conflict': contradiction,
  'soa.approve': approval,
  'soa.submit': async (product, actor) => ({ ...(await readyStatement(product, actor, false)) }),
  'soa.withdraw': async (product, actor) => ({ ...(await readyStatement(product, actor, true)) }),
  'soa.version': async (product, actor) => ({ id: (await approvedVersion(product, actor)).id }),
  'soa.diff': async (product, actor) => ({ from: (await approvedVersion(product, actor)).id }),
  'soa.export': async () => ({ format: 'xlsx' }),
}
