import type { Actor } from '../../../src/platform/operations/scope.ts'
import { samplePassword } from '../account.ts'
import type { Made } from '../made.ts'
import type { TestProduct } from '../organization.ts'
import { appoint, personOf } from './risk-samples.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

/** Appoints whoever has the access role of top management as top management, once. */
export async function appointTopManagement(product: TestProduct, actor: Actor): Promise<Actor> {
  const top = await personOf(product, actor, 'top-management')
  const { items } = await product.run<{ items: unknown[] }>('appointment.list', actor, {
    person_id: top.person_id,
    role: 'top_management',
    state: 'in_force',
  })
  if (items.length === 0)
    await appoint(
      product,
      { author: actor, appointer: await personOf(product, actor, 'risk-owner') },
      { person_id: top.person_id, role: 'top_management' },
    )
  return top
}

const scopeInReview = async (product: TestProduct, actor: Actor): Promise<Made> => {
  const draft = await product.run<Made>('scope-statement.create', actor, {
    title: 'Scope of the AI management system',
    edition: product.sources.newId().slice(-8),
    statement: 'AI in lending.',
    boundaries: 'Ends at the cloud provider.',
    included: 'All AI systems of the lending department.',
    excluded: 'Nothing.',
    climate_relevant: false,
    climate_reason: 'Models are small and trained once a year.',
  })
  return product.run<Made>('scope-statement.submit', actor, { id: draft.id, expected_version: draft.version })
}

/** What a scope has to be approved with, as its own page asks for it; top management is appointed for it. */
export const scopeApproval: Make = async (product, actor) => {
  await appointTopManagement(product, actor)
  const { id, version } = await scopeInReview(product, actor)
  const { statement } = await product.run<{ statement: string }>('scope-statement.approval', actor, { id })
  return { id, expected_version: version, signature: { statement, password: samplePassword } }
}

/** Values that the rules of policies and scope statements ask for. */
export const governanceRecords: Readonly<Record<string, Make>> = {
  policy: async () => ({ commitments: ['meet_applicable_requirements', 'continual_improvement'] }),
}

/** Valid input for the operations on scope statements that are not standard ones. */
export const governanceSamples: Readonly<Record<string, Make>> = {
  'scope-statement.approval': async (product, actor) => ({ id: (await scopeInReview(product, actor)).id }),
  'scope-statement.approve': scopeApproval,
}
