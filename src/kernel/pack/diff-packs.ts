import { type Pack, type PackItem, packItems } from './pack.ts'

/** An item present in both versions whose content differs; `fields` names what differs, if it has fields. */
export interface ChangedItem {
  urn: string
  collection: string
  id: string
  fields: string[]
  before: unknown
  after: unknown
}

/** What applying a new version of a pack would change. */
export interface PackDiff {
  pack_urn: string
  from_version: string
  to_version: string
  from_law_state_date: string | null
  to_law_state_date: string | null
  added: PackItem[]
  removed: PackItem[]
  changed: ChangedItem[]
  /** Collections whose remaining items stand in another order; the order of questions and rules has meaning. */
  reordered_collections: string[]
}

/** Compares two versions of the same pack, item by item. Throws when they are different packs. */
export function diffPacks(oldPack: Pack, newPack: Pack): PackDiff {
  if (oldPack.manifest.urn !== newPack.manifest.urn) {
    throw new Error(
      `Only versions of one pack can be compared, not ${oldPack.manifest.urn} with ${newPack.manifest.urn}.`,
    )
  }
  const before = new Map(packItems(oldPack).map((item) => [item.urn, item]))
  const after = new Map(packItems(newPack).map((item) => [item.urn, item]))
  return {
    pack_urn: newPack.manifest.urn,
    from_version: oldPack.manifest.version,
    to_version: newPack.manifest.version,
    from_law_state_date: oldPack.manifest.law_state_date ?? null,
    to_law_state_date: newPack.manifest.law_state_date ?? null,
    added: [...after.values()].filter((item) => !before.has(item.urn)),
    removed: [...before.values()].filter((item) => !after.has(item.urn)),
    changed: [...after.values()].flatMap((item) => changeOf(before.get(item.urn), item)),
    reordered_collections: reordered(before, after),
  }
}

function changeOf(before: PackItem | undefined, after: PackItem): ChangedItem[] {
  if (!before || canonical(before.value) === canonical(after.value)) return []
  const { urn, collection, id } = after
  return [
    {
      urn,
      collection,
      id,
      fields: changedFields(before.value, after.value),
      before: before.value,
      after: after.value,
    },
  ]
}

function changedFields(before: unknown, after: unknown): string[] {
  const old = fieldsOf(before)
  const now = fieldsOf(after)
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (field) => canonical(old.get(field)) !== canonical(now.get(field)),
  )
}

function fieldsOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

function reordered(before: ReadonlyMap<string, PackItem>, after: ReadonlyMap<string, PackItem>): string[] {
  const keptIn = (
    items: ReadonlyMap<string, PackItem>,
    others: ReadonlyMap<string, PackItem>,
    collection: string,
  ) =>
    [...items.values()]
      .filter((item) => item.collection === collection && others.has(item.urn))
      .map((item) => item.urn)
      .join('\n')
  const collections = [...new Set([...before.values()].map((item) => item.collection))]
  return collections.filter(
    (collection) => keptIn(before, after, collection) !== keptIn(after, before, collection),
  )
}

/** JSON with sorted keys, so that the order in which a file states fields does not count as a change. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ''
  )
}
