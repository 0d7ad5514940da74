import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

const newObligation = (product: TestProduct, actor: Actor) =>
  product.run<{ id: string; version: number }>('obligation.create', actor, {
    title: 'Review the architecture',
    kind: 'review',
    origin: 'request',
    due_on: '2026-12-01',
  })

/** Valid input for the operations of the obligation module that are not standard ones. */
export const obligationSamples: Readonly<Record<string, Make>> = {
  'obligation.complete': async (product, actor) => {
    const { id, version } = await newObligation(product, actor)
    return { id, expected_version: version, outcome: 'no_change', note: 'Nothing was built on it.' }
  },
  'obligation.standing': async (product, actor) => ({ id: (await newObligation(product, actor)).id }),
  'obligation.missed': async () => ({}),
  'my-work.list': async () => ({}),
  'my-work.summary': async () => ({}),
  'background-work.list': async () => ({}),
  'working-calendar.get': async () => ({}),
  'working-calendar.set': async () => ({ weekend: [6, 7], holidays: ['2026-12-25'] }),
}
