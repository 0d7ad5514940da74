import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'
import { readRows } from '../read-rows.ts'
import { makeTestTrail, type TestTrail } from '../test-trail.ts'

/** One for each product: a second witness file would know nothing of what the first one saw signed. */
const trails = new WeakMap<TestProduct, Promise<TestTrail>>()

async function trailOf(product: TestProduct): Promise<TestTrail> {
  const made = await makeTestTrail(product)
  process.once('exit', () => rmSync(dirname(made.witnessFile), { recursive: true, force: true }))
  return made
}

/** Signs what the actor's organization has written so far. */
async function signed(product: TestProduct, { organization_id }: Actor): Promise<void> {
  const trail = trails.get(product) ?? trailOf(product)
  trails.set(product, trail)
  await (await trail).sign(organization_id)
}

/** An operation that changed a unit, by its id. */
export async function revision(product: TestProduct, actor: Actor): Promise<string> {
  const made = await product.run<{ id: string }>('organization-unit.create', actor, { name: 'Sample' })
  await product.run('organization-unit.revise', actor, {
    id: made.id,
    expected_version: 1,
    changes: { purpose: 'Changed' },
  })
  const last = sql<{ operation_id: string }>`
    select operation_id from trail.change where row_id = ${made.id} order by id desc limit 1`
  return (await readRows(product.database, actor.organization_id, last))[0]?.operation_id ?? ''
}

/** Valid input for the operations on the trail. */
export const trailSamples: Readonly<
  Record<string, (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>>
> = {
  'trail.list': async () => ({}),
  'trail.get': async (product, actor) => ({ id: await revision(product, actor) }),
  'trail.checkpoint': async () => ({}),
  'trail.proof': async (product, actor) => {
    await revision(product, actor)
    await signed(product, actor)
    return { leaf_index: 0 }
  },
  'trail.export': async (product, actor) => {
    await revision(product, actor)
    await signed(product, actor)
    return {}
  },
  'trail.preview-undo': async (product, actor) => ({ id: await revision(product, actor) }),
  'trail.undo': async (product, actor) => ({ id: await revision(product, actor) }),
}
