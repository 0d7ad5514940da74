import { itemUrn } from '../../../kernel/pack/manifest.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import type { Reaction } from '../../../platform/module.ts'
import { type SharedTransaction, tablesIn } from '../../../platform/operations/scope.ts'
import { insertRecord } from '../../../platform/registers/write/write.ts'
import { packInUse } from '../../requirement/adoption/adoption.ts'
import type { SoaTables } from '../tables.ts'
import { soaRow } from './soa-row.ts'

const annexRows = (tx: SharedTransaction) =>
  tablesIn<SoaTables>(tx)
    .selectFrom('app.soa_row')
    .select('requirement')
    .where('requirement', 'is not', null)
    .execute()

/** Adds an undecided row for each control of the pack that has none yet. @returns how many. */
export async function addMissingRows(tx: SharedTransaction, pack: Pack<'iso_42001'>): Promise<number> {
  const there = new Set((await annexRows(tx)).map(({ requirement }) => requirement))
  const missing = pack.content.controls.filter(({ id }) => !there.has(itemUrn(pack.manifest, 'control', id)))
  for (const one of missing)
    await insertRecord(
      soaRow,
      tx,
      {
        title: `${one.id} ${one.title}`,
        reference: one.id,
        requirement: itemUrn(pack.manifest, 'control', one.id),
        custom: {},
      },
      tx.sources.newId(),
    )
  return missing.length
}

/** A started statement has a row for every control of the pack in use; rows of controls that it left out stay. */
export const onPackAdopted: Reaction = async (tx) => {
  if ((await annexRows(tx)).length > 0) await addMissingRows(tx, await packInUse(tx, 'iso_42001'))
}
