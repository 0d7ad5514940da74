import { OperationError } from '../../../kernel/contract/error.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import type { RequirementTables } from '../tables.ts'
import { type Adoption, adoptions } from './adoption.ts'
import { editionOf } from './edition.ts'
import { keepAdoption } from './keep-adoption.ts'
import { adoptPack, getPack, listPacks } from './pack-contract.ts'

const reading = query<RequirementTables>()

/** @throws not-found for an id that no shipped pack has. */
export function shippedPack(id: string): Pack {
  const found = Object.values(shippedPacks()).find(({ manifest }) => manifest.id === id)
  if (!found) throw new OperationError('not-found', 'There is no such pack. The list of packs names each id.')
  return found
}

const shownAdoption = ({ version, law_state_date, content_hash, adopted_at, adopted_by }: Adoption) => ({
  version,
  law_state_date,
  content_hash,
  adopted_at,
  adopted_by,
})

const entryOf = (pack: Pack, adoption: Adoption | undefined) => {
  const { id, urn, kind, title, publisher, version, law_state_date = null, licence_note } = pack.manifest
  const { content_hash } = editionOf(pack)
  return {
    id,
    urn,
    kind,
    title,
    publisher,
    version,
    law_state_date,
    licence_note,
    adoption: adoption ? shownAdoption(adoption) : null,
    update_available: adoption !== undefined && adoption.content_hash !== content_hash,
  }
}

const list = reading(listPacks, async (scope) => {
  const adopted = await adoptions(scope)
  return {
    items: Object.values(shippedPacks()).map((pack) => entryOf(pack, adopted.get(pack.manifest.id))),
    titles: await titlesOf(scope, referencesIn([...adopted.values()], ['adopted_by'])),
  }
})

const get = reading(getPack, async (scope, input) => {
  const pack = shippedPack(input.pack_id)
  const adopted = (await adoptions(scope)).get(input.pack_id)
  const { language, notes, sources } = pack.manifest
  return {
    pack: {
      ...entryOf(pack, adopted),
      language,
      notes,
      sources,
      collections: Object.entries(pack.content).map(([collection, items]) => ({
        collection,
        items: Array.isArray(items) ? items.length : 1,
      })),
      content_hash: editionOf(pack).content_hash,
    },
    titles: await titlesOf(scope, referencesIn(adopted ? [adopted] : [], ['adopted_by'])),
  }
})

const adopt = command<RequirementTables>()(adoptPack, async (tx, input) => {
  const { manifest, ...pack } = shippedPack(input.pack_id)
  const edition = editionOf(shippedPack(input.pack_id))
  if (edition.content_hash !== input.content_hash)
    throw new OperationError(
      'conflict',
      `Nothing was changed: the product brings version ${manifest.version} of this pack with other content than you looked at. Look at the preview again.`,
      { facts: { version: manifest.version, content_hash: edition.content_hash } },
    )
  const earlier = (await adoptions(tx)).get(input.pack_id)
  if (earlier?.content_hash === edition.content_hash)
    throw new OperationError('conflict', 'Nothing was changed: this version is the adopted one already.')
  const adopted = await keepAdoption(tx, shippedPack(input.pack_id))
  const detail = {
    pack_id: input.pack_id,
    from_version: earlier?.version ?? null,
    to_version: adopted.version,
    collections: Object.keys(pack.content).length,
  }
  return tx.record({ event: 'pack.adopted', detail }, adopted)
})

export const packHandlers = [list, get, adopt]
