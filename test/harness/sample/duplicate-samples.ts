import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'

const systems = async (product: TestProduct, actor: Actor, count: number) => {
  const made: { id: string; version: number }[] = []
  for (let n = 0; n < count; n += 1)
    made.push(await product.run('ai-system.create', actor, { name: `Sample ${n}` }))
  return made
}

/** Input for the operations about suspected duplicates. */
export const duplicateSamples: Readonly<
  Record<string, (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>>
> = {
  'ai-system.duplicates': async () => ({}),
  'ai-system.merge': async (product, actor) => {
    const [keep, ...others] = await systems(product, actor, 3)
    return {
      id: keep?.id,
      expected_version: keep?.version,
      others: others.map(({ id, version }) => ({ id, version })),
      values: { name: 'Merged' },
    }
  },
  'ai-system.dismiss-duplicates': async (product, actor) => ({
    ids: (await systems(product, actor, 2)).map(({ id }) => id),
    reason: 'Sample',
  }),
}
