import type { Pack } from '../../../kernel/pack/pack.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import type { RequirementTables } from '../tables.ts'
import { type Adoption, keptEdition } from './adoption.ts'
import { comparable, editionOf } from './edition.ts'

/** Every version of a pack that the organization has worked with, in the order it adopted them. */
export const adoptionHistory = (scope: SharedScope, pack_id: string): Promise<Adoption[]> =>
  tablesIn<RequirementTables>(scope)
    .selectFrom('app.pack_adoption')
    .selectAll()
    .where('pack_id', '=', pack_id)
    .orderBy('id')
    .execute()

/** Editions that were read to be compared: the same for every organization. */
const compared = new Map<string, Pack>()

/** The content that an adoption stood for, to be compared only: it may be of a shape that nothing works with any more. */
export async function comparableEdition(
  scope: SharedScope,
  adoption: Pick<Adoption, 'pack_id' | 'content_hash'>,
): Promise<Pack> {
  const shipped = Object.values<Pack>(shippedPacks()).find(({ manifest }) => manifest.id === adoption.pack_id)
  if (shipped && editionOf(shipped).content_hash === adoption.content_hash) return shipped
  const known = compared.get(adoption.content_hash) ?? comparable(await keptEdition(scope, adoption))
  compared.set(adoption.content_hash, known)
  return known
}
