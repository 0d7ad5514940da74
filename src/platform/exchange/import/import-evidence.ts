import { type RawBuilder, sql } from 'kysely'

/** Cells as they were hashed when their row was kept: the JSON that `hashOfCells` hashes. */
const cellsText = sql`
  (select '[' || coalesce(string_agg(to_json(c.value)::text, ',' order by c.place), '') || ']'
    from jsonb_array_elements_text(r.cells) with ordinality c (value, place))`

/**
 * Imports whose kept rows are not those that the import stated, in number, order, key or cells. The rows stand outside
 * the trail; what the import stated of them stands in it.
 */
export const importsWithOtherRows: RawBuilder<unknown> = sql`
  select i.organization_id, i.id as row_id
  from app.import i
  left join (
    select r.organization_id, r.import_id, count(*) as kept,
      encode(sha256(string_agg(r.key_hash || r.hash, ''::bytea order by r.line)), 'hex') as digest,
      bool_and(r.hash = sha256(convert_to(${cellsText}, 'UTF8')) and r.key_hash = sha256(convert_to(r.import_key, 'UTF8'))) as sound
    from app.import_row r group by 1, 2
  ) k on k.organization_id = i.organization_id and k.import_id = i.id
  where coalesce(k.kept, 0) <> i.kept_row_count or not coalesce(k.sound, true)
    or coalesce(k.digest, encode(sha256(''::bytea), 'hex')) <> i.rows_digest`
