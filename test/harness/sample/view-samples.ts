import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

const newView = (product: TestProduct) => ({
  register: 'ai-system',
  name: `In operation ${product.sources.newId().slice(-8)}`,
  search: { life_cycle_stage: 'operation' },
})

const saved = (product: TestProduct, actor: Actor) =>
  product.run<{ id: string; version: number }>('view.create', actor, newView(product))

const shared = async (product: TestProduct, actor: Actor) => {
  const { id } = await saved(product, actor)
  return product.run<{ id: string }>('view.share', actor, { id })
}

/** Valid input for the operations of the view module. */
export const viewSamples: Readonly<Record<string, Make>> = {
  'view.list': async () => ({ register: 'ai-system' }),
  'view.create': async (product) => newView(product),
  'view.revise': async (product, actor) => {
    const { id, version } = await saved(product, actor)
    return { id, expected_version: version, changes: { search: { q: 'fraud' } } }
  },
  'view.share': async (product, actor) => ({ id: (await saved(product, actor)).id }),
  'view.unshare': async (product, actor) => ({ id: (await shared(product, actor)).id }),
  'view.remove': async (product, actor) => ({ id: (await shared(product, actor)).id }),
}
