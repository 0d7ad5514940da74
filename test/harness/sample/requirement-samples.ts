import type { Actor } from '../../../src/platform/operations/scope.ts'
import { shippedPacks } from '../../../src/platform/packs/shipped-packs.ts'
import type { TestProduct } from '../organization.ts'

const pack_id = 'iso-42001-2023'

/** Valid input for the operations of the module `requirement`. */
export const requirementSamples = {
  'pack.list': async () => ({}),
  'pack.get': async () => ({ pack_id }),
  'pack.preview-update': async () => ({ pack_id }),
  'pack.adopt': async (product: TestProduct, actor: Actor) => {
    const { pack } = await product.run<{ pack: { content_hash: string } }>('pack.get', actor, { pack_id })
    return { pack_id, content_hash: pack.content_hash }
  },
  'requirement.list': async () => ({ framework: pack_id, q: 'impact' }),
  'requirement.get': async () => ({ urn: 'urn:plumbline:iso-42001:2023:control:A.5.2' }),
  'scenario.list': async () => ({ category: 'BIA' }),
  'scenario.get': async () => ({ id: shippedPacks().ai_risk.content.scenarios[0]?.id }),
  'crosswalk.list': async () => ({ requirement_id: '4.1' }),
}
