import type { Selectable } from 'kysely'
import { type PackKind, packKindNames } from '../../../kernel/pack/manifest.ts'
import type { Pack, Packs } from '../../../kernel/pack/pack.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import type { RequirementTables } from '../tables.ts'
import { editionOf, packOf } from './edition.ts'

export type Adoption = Selectable<RequirementTables['app.pack_adoption']>

/** The adopted version of each pack, by the pack's id. */
export async function adoptions(scope: SharedScope): Promise<ReadonlyMap<string, Adoption>> {
  const rows = await tablesIn<RequirementTables>(scope)
    .selectFrom('app.pack_adoption')
    .selectAll()
    .distinctOn('pack_id')
    .orderBy('pack_id')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.pack_id, row]))
}

/** The content of an adopted edition, as it was kept. */
export async function keptEdition(
  scope: SharedScope,
  adoption: Pick<Adoption, 'pack_id' | 'content_hash'>,
): Promise<string> {
  const { content } = await tablesIn<RequirementTables>(scope)
    .selectFrom('pack.edition')
    .select('content')
    .where('pack_id', '=', adoption.pack_id)
    .where('content_hash', '=', adoption.content_hash)
    .executeTakeFirstOrThrow()
  return content
}

/** Editions read from the database: the same for every organization, so they are read once. */
const read = new Map<string, Pack>()

/**
 * The content that an adoption stands for.
 * @throws refused-by-rule when this version of the product cannot work with it any more.
 */
export async function adoptedPack<Kind extends PackKind>(
  scope: SharedScope,
  kind: Kind,
  adoption: Pick<Adoption, 'pack_id' | 'content_hash'>,
): Promise<Pack<Kind>> {
  const shipped: Pack<Kind> = shippedPacks()[kind]
  if (editionOf(shipped).content_hash === adoption.content_hash) return shipped
  const known = read.get(adoption.content_hash)
  if (known) return known as Pack<Kind>
  const pack = packOf(kind, await keptEdition(scope, adoption))
  read.set(adoption.content_hash, pack)
  return pack
}

/** The version of a pack that the organization works with: the adopted one, or what the product brings. */
export async function packInUse<Kind extends PackKind>(scope: SharedScope, kind: Kind): Promise<Packs[Kind]> {
  const shipped = shippedPacks()[kind]
  const adoption = (await adoptions(scope)).get(shipped.manifest.id)
  return (adoption ? await adoptedPack(scope, kind, adoption) : shipped) as Packs[Kind]
}

/** Sets of packs that some organization works with: few, and each is one value however often it is asked for. */
const sets = new Map<string, Packs>()

/** Every pack in the version that the organization works with. */
export async function packsInUse(scope: SharedScope): Promise<Packs> {
  const adopted = await adoptions(scope)
  const shipped = shippedPacks()
  const chosen: [PackKind, Pack][] = []
  for (const kind of packKindNames) {
    const adoption = adopted.get(shipped[kind].manifest.id)
    chosen.push([kind, adoption ? await adoptedPack(scope, kind, adoption) : shipped[kind]])
  }
  if (chosen.every(([kind, pack]) => pack === shipped[kind])) return shipped
  const name = chosen.map(([, pack]) => editionOf(pack).content_hash).join()
  const known = sets.get(name) ?? (Object.fromEntries(chosen) as unknown as Packs)
  sets.set(name, known)
  return known
}
