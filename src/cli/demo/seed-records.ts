import type { Actor } from '../../platform/operations/scope.ts'
import type { Product } from '../open-product.ts'
import { sampleInventory } from './sample-inventory.ts'

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
  await seedSystems(product, demo)
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

async function seedSystems(product: Product, demo: DemoRun): Promise<void> {
  const { bytes, sha256, file_name } = await sampleInventory(40)
  await product.runner.run('ai-system.import', {
    actor: demo.as('aims-manager'),
    input: { mapping: 'us-federal-inventory-2024', sha256 },
    upload: { file_name, bytes },
  })
  const { items } = await demo.run<{ items: { id: string }[] }>('ai-system.list', 'aims-manager', {
    limit: 200,
  })
  await demo.run('ai-system.bulk', 'aims-manager', {
    selection: { ids: items.filter((_, index) => index % 3 !== 0).map(({ id }) => id) },
    changes: { owner_id: demo.as('ai-system-owner').person_id, in_scope: true },
  })
}
