import type { DemoRun } from './demo-run.ts'
import { sampleInventory } from './sample-inventory.ts'
import { type SystemIds, storySystems } from './systems.ts'

/** Makes the organization's own units. */
export async function seedUnits({ run, person }: DemoRun): Promise<void> {
  const { id } = await run('organization-unit.create', 'aims-manager', {
    name: 'Harbor Services',
    kind: 'legal_entity',
    purpose: 'Serves the port community with scheduling, inspection and case handling.',
    owner_id: person('top-management'),
  })
  for (const name of ['Data and machine learning', 'Customer service', 'Inspections'])
    await run('organization-unit.create', 'aims-manager', { name, kind: 'department', parent_id: id })
}

/** Imports a part of a real inventory and gives most of it an owner; the rest shows what an import leaves open. */
export async function seedInventory({ run, person }: DemoRun): Promise<SystemIds> {
  const { bytes, sha256, file_name } = await sampleInventory(40)
  await run(
    'ai-system.import',
    'aims-manager',
    { mapping: 'us-federal-inventory-2024', sha256 },
    { file_name, bytes },
  )
  const { items } = await run<{ items: { id: string; name: string }[] }>('ai-system.list', 'aims-manager', {
    limit: 200,
  })
  const byName = new Map(items.map(({ id, name }) => [name.trim(), id]))
  const ids = new Map(
    Object.entries(storySystems).map(([key, name]) => {
      const id = byName.get(name)
      if (!id) throw new Error(`The sampled inventory has no AI system called ${name}.`)
      return [key, id]
    }),
  )
  const told = new Set(ids.values())
  await run('ai-system.bulk', 'aims-manager', {
    selection: { ids: items.filter(({ id }, index) => index % 3 !== 0 || told.has(id)).map(({ id }) => id) },
    changes: { owner_id: person('ai-system-owner'), in_scope: true },
  })
  return ids
}
