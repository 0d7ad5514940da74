import type { Reference } from './kind/kind.ts'
import { type Pack, packItems, packKinds } from './pack.ts'
import type { PackProblem, ParsedPack } from './parsed-pack.ts'

/** Every reference a pack's items make, into itself and into other packs. */
export function referencesOf(pack: Pack): Reference[] {
  const references = packKinds[pack.manifest.kind].references as (content: Pack['content']) => Reference[]
  return references(pack.content)
}

/** References to items that do not exist in the packs given. */
export function referenceProblems(parsed: readonly ParsedPack[]): PackProblem[] {
  const existing = new Set(
    parsed.flatMap(({ pack }) =>
      packItems(pack).map((item) => key(pack.manifest.kind, item.collection, item.id)),
    ),
  )
  return parsed.flatMap(({ pack, fileOf }) =>
    referencesOf(pack)
      .filter(
        (to) => !to.target_collections.some((collection) => existing.has(key(to.kind, collection, to.id))),
      )
      .map((to) => ({
        file: fileOf.get(to.collection) ?? pack.manifest.id,
        item: `${to.collection} ${to.item_id}`,
        problem: `${to.field}: "${to.id}" is not among the ${to.target_collections.join(' or ')} of ${to.kind}`,
      })),
  )
}

function key(kind: string, collection: string, id: string): string {
  return JSON.stringify([kind, collection, id])
}
