import { type RawBuilder, sql } from 'kysely'
import type { SharedScope } from '../operations/scope.ts'
import { tableOf } from '../registers/read/source.ts'

/** A field in which a register's records name items of packs. */
export interface PackReference {
  readonly register: string
  readonly field: string
  /** It holds ids of one collection of one pack; without it, URNs. */
  readonly ids_of?: { readonly pack_id: string; readonly collection: string }
}

/** An item of a pack, as references name it. */
export interface NamedItem {
  readonly urn: string
  readonly collection: string
  readonly id: string
}

/** A record that names items of a pack. */
export interface ReferringRecord {
  readonly register: string
  readonly id: string
  readonly title: string
  /** The items' ids or URNs, as the record holds them. */
  readonly items: string[]
}

/**
 * Records that name any of some items of a pack, of registers whose records the viewer may all read: at most `limit` of
 * each reference, and how many there are.
 */
export async function recordsReferring(
  scope: SharedScope,
  references: readonly PackReference[],
  pack_id: string,
  items: readonly NamedItem[],
  limit: number,
): Promise<{ records: ReferringRecord[]; count: number }> {
  const records: ReferringRecord[] = []
  let count = 0
  for (const reference of references) {
    const { register, field, ids_of } = reference
    const declared = scope.registers.get(register)?.register
    const named = declared?.fields[field]
    if (!declared || !named || scope.reachOf(`${register}:read`) !== 'all') continue
    if (ids_of && ids_of.pack_id !== pack_id) continue
    const values = ids_of
      ? items.filter(({ collection }) => collection === ids_of.collection).map(({ id }) => id)
      : items.map(({ urn }) => urn)
    if (values.length === 0) continue
    const held: RawBuilder<unknown> =
      named.kind === 'list' ? sql`${sql.ref(field)}` : sql`array[${sql.ref(field)}]`
    const found = await scope.rows<Omit<ReferringRecord, 'register'> & { count: number }>(sql`
      select id, ${sql.ref(declared.title)} as title, count(*) over () as count,
        array(select v from unnest(${held}) as v where v = any(${values}::text[])) as items
      from ${tableOf(declared)}
      where archived_at is null and ${held} && ${values}::text[]
      order by ${sql.ref(declared.title)}, id limit ${limit}`)
    count += found[0]?.count ?? 0
    records.push(...found.map(({ count: _counted, ...one }) => ({ register, ...one })))
  }
  return { records, count }
}
