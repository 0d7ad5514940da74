import { diffPacks } from '../../../kernel/pack/diff-packs.ts'
import { type Module, packReferencesOf } from '../../../platform/module.ts'
import { type Handler, query } from '../../../platform/operations/handler.ts'
import { recordsReferring } from '../../../platform/packs/pack-reference.ts'
import type { RequirementTables } from '../tables.ts'
import { adoptions, keptEdition } from './adoption.ts'
import { comparable, editionOf } from './edition.ts'
import { previewPackUpdate } from './pack-contract.ts'
import { shippedPack } from './pack-handlers.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
/** Items of packs come from JSON or YAML and are JSON again. */
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

/** Referring records shown for each field that refers. */
const shownMost = 100

/** What an update changes, and which of the organization's records name it: whatever module holds them. */
export function updatePreview(modules: readonly Module[]): Handler[] {
  const references = packReferencesOf(modules)
  const preview = query<RequirementTables>()(previewPackUpdate, async (scope, input) => {
    const shipped = shippedPack(input.pack_id)
    const adoption = (await adoptions(scope)).get(input.pack_id)
    const before = adoption ? comparable(await keptEdition(scope, adoption)) : shipped
    const difference = diffPacks(before, shipped)
    const item = ({ urn, collection, id, value }: (typeof difference.added)[number]) => ({
      urn,
      collection,
      id,
      value: json(value),
    })
    const touched = [...difference.changed, ...difference.removed]
    const { records, count } = await recordsReferring(scope, references, input.pack_id, touched, shownMost)
    return {
      pack_id: input.pack_id,
      from_version: adoption ? difference.from_version : null,
      to_version: difference.to_version,
      from_law_state_date: adoption ? difference.from_law_state_date : null,
      to_law_state_date: difference.to_law_state_date,
      content_hash: editionOf(shipped).content_hash,
      added: difference.added.map(item),
      removed: difference.removed.map(item),
      changed: difference.changed.map((one) => ({
        ...one,
        before: json(one.before),
        after: json(one.after),
      })),
      reordered_collections: difference.reordered_collections,
      affected: records,
      affected_count: count,
    }
  })
  return [preview]
}
