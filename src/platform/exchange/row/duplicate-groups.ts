import { sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { Rows } from '../../operations/scope.ts'
import { tableOf } from '../../registers/read/source.ts'

/** Records whose imported rows share the trimmed cells of their key columns. */
export interface DuplicateGroup {
  /** The first import key of the group: groups are listed in this order. */
  readonly first_key: string
  /** What the rows share. */
  readonly parts: readonly string[]
  readonly ids: readonly string[]
  /** Sets of records whose rows are equal in every cell, after trimming. */
  readonly exact_copies: readonly (readonly string[])[]
}

/** The latest kept row of every imported record of a register. */
const latestRows = (register: AnyRegister) => sql`
  select distinct on (i.key_hash) i.record_id, i.parts_hash, i.import_key, i.cells
  from app.import_row i where i.register = ${register.name}
  order by i.key_hash, i.version desc`

/** An import key is JSON of mapping name, parts, number among equals. */
const partsOf = (importKey: string): string[] => (JSON.parse(importKey) as unknown[]).slice(1, -1).map(String)

function equalSets(rows: readonly { record_id: string; cells: readonly string[] }[]): string[][] {
  const sets = Map.groupBy(rows, ({ cells }) => JSON.stringify(cells.map((cell) => cell.trim())))
  return [...sets.values()].filter((set) => set.length > 1).map((set) => set.map((one) => one.record_id))
}

/**
 * Groups of suspected duplicates that nobody has merged or dismissed, after a first key, and how many there are in
 * all. Derived from the kept rows, so that it is never out of date.
 */
export async function duplicateGroups(
  register: AnyRegister,
  rows: Rows,
  after: string | null,
  limit: number,
): Promise<{ count: number; groups: DuplicateGroup[] }> {
  const latest = latestRows(register)
  const found = await rows<{ first_key: string; ids: string[]; count: number }>(sql`
    with latest as (${latest}),
    grouped as (
      select min(l.import_key) as first_key, array_agg(distinct l.record_id) as ids
      from latest l join ${tableOf(register)} r on r.id = l.record_id
      where r.archived_at is null and l.parts_hash is not null
      group by l.parts_hash having count(distinct l.record_id) > 1
    ),
    standing as (
      select g.*, count(*) over () as count from grouped g
      where not exists (select from app.duplicate_dismissal d where d.record_ids @> g.ids)
    )
    select first_key, ids, count from standing
    where ${after}::text is null or first_key > ${after}
    order by first_key limit ${limit}`)
  const ids = found.flatMap((group) => group.ids)
  const cells = await rows<{ record_id: string; cells: string[] }>(sql`
    select record_id, cells from (${latest}) latest where record_id = any(${ids}::uuid[])`)
  return {
    count: found[0]?.count ?? 0,
    groups: found.map((group) => ({
      first_key: group.first_key,
      parts: partsOf(group.first_key),
      ids: group.ids,
      exact_copies: equalSets(cells.filter(({ record_id }) => group.ids.includes(record_id))),
    })),
  }
}
