import type { Actor } from '../../platform/operations/scope.ts'
import type { Product } from '../open-product.ts'

/** Carries operations out as the people of the demo, so that the trail shows who did what. */
export interface DemoRun {
  readonly as: (role: string) => Actor
  readonly run: <T>(operation: string, role: string, input: unknown) => Promise<T>
}

/** Fills the demo organization through the product's own operations: nothing gets around a permission or the trail. */
export async function seedRecords(product: Product, actors: ReadonlyMap<string, Actor>): Promise<void> {
  const as = (role: string): Actor => {
    const actor = actors.get(role)
    if (!actor) throw new Error(`The demo has nobody in the role ${role}.`)
    return actor
  }
  const demo: DemoRun = {
    as,
    run: async <T>(operation: string, role: string, input: unknown) =>
      (await product.runner.run(operation, { actor: as(role), input })).result as T,
  }
  await seedUnits(demo)
}

async function seedUnits(demo: DemoRun): Promise<void> {
  const { id } = await demo.run<{ id: string }>('organization-unit.create', 'aims-manager', {
    name: 'Harbor Services',
    kind: 'legal_entity',
    purpose: 'Serves the port community with scheduling, inspection and case handling.',
    owner_id: demo.as('top-management').person_id,
  })
  for (const name of ['Data and machine learning', 'Customer service', 'Inspections'])
    await demo.run('organization-unit.create', 'aims-manager', { name, kind: 'department', parent_id: id })
}
