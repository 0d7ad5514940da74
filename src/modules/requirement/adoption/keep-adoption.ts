import type { Pack } from '../../../kernel/pack/pack.ts'
import type { Job } from '../../../platform/jobs/job.ts'
import { type SharedTransaction, writableTablesIn } from '../../../platform/operations/scope.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import type { RequirementTables } from '../tables.ts'
import { adoptions } from './adoption.ts'
import { editionOf } from './edition.ts'

/** Keeps a pack's content, and that the organization works with it from now on. */
export async function keepAdoption(tx: SharedTransaction, pack: Pack) {
  const edition = editionOf(pack)
  const db = writableTablesIn<RequirementTables>(tx)
  const at = tx.now.toISOString()
  const { id: pack_id, version, law_state_date = null } = pack.manifest
  await db
    .insertInto('pack.edition')
    .values({ pack_id, version, kept_at: at, ...edition })
    .onConflict((same) => same.columns(['pack_id', 'content_hash']).doNothing())
    .execute()
  const adopted = {
    id: tx.sources.newId(),
    pack_id,
    content_hash: edition.content_hash,
    version,
    law_state_date,
    adopted_at: at,
    adopted_by: tx.actor.person_id,
  }
  const { organization_id } = tx.actor
  await db
    .insertInto('app.pack_adoption')
    .values({ organization_id, ...adopted })
    .execute()
  return adopted
}

/**
 * What an organization works with from its beginning is kept as adopted, so that a later version of the product changes
 * nothing unseen.
 */
export const adoptFirstJob: Job = {
  name: 'pack.adopt-first',
  event: 'pack.adopted',
  every_minutes: 60,
  run: async (tx) => {
    const known = await adoptions(tx)
    const first = Object.values<Pack>(shippedPacks()).filter(({ manifest }) => !known.has(manifest.id))
    for (const pack of first) await keepAdoption(tx, pack)
    if (first.length === 0) return undefined
    const packs = first.map(({ manifest }) => ({ pack_id: manifest.id, to_version: manifest.version }))
    return { event: 'pack.adopted', detail: { packs } }
  },
}
