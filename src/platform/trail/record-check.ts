import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { Database } from '../db/database.ts'
import { importsWithOtherRows } from '../exchange/import/import-evidence.ts'
import { type CapturedTable, capturedTables } from './read/captured-tables.ts'

/**
 * How the database and its trail differ:
 * - `changed`: a row is not what the trail recorded of it last
 * - `missing`: the trail knows of no end of a row, and the row is not there
 * - `unrecorded`: a row is there of which the trail knows nothing
 * - `brought_back`: a row is there that the trail says was deleted
 * - `spine`: the shared entry of a record (search, links, My work) does not say what the record says
 * - `other_rows`: the kept rows of an imported file are not those that its import stated
 * - `stray`: a change that is neither in the log nor waits for it, or one that the log lists under another row
 */
type Difference = 'changed' | 'missing' | 'unrecorded' | 'brought_back' | 'spine' | 'other_rows' | 'stray'

export interface RecordFinding {
  readonly difference: Difference
  readonly table: string
  readonly organization_id: string
  readonly row_id: string | null
  /** The last leaf of the row; null when it has none, or its last change waits for its leaf. */
  readonly leaf_index: number | null
  /** Columns that differ from what was recorded. */
  readonly columns: readonly string[]
}

export interface RecordCheck {
  readonly tables: number
  readonly rows: number
  /** At most `findingsKept`, table after table. */
  readonly findings: readonly RecordFinding[]
  readonly findings_total: number
}

export const findingsKept = 20

interface Compared {
  readonly rows: number
  readonly total: number
  readonly findings: readonly RecordFinding[]
}

/**
 * Compares every row under the trail with its last image there, and looks for every row that the trail does not say
 * was deleted, in one snapshot and across organizations. It trusts the trail: whether the trail is what was signed is
 * the verifier's question.
 */
export function checkRecords(database: Database, registers: readonly AnyRegister[]): Promise<RecordCheck> {
  return database.read({ role: 'backup' }, async (db) => {
    const tables = await capturedTables(db)
    const organizations = await organizationsOfLog(db)
    const compared = [await compare(db, strays)]
    for (const one of tables) compared.push(await compare(db, rowsOf(one, organizations)))
    for (const one of registers) compared.push(await compare(db, spineOf(one)))
    compared.push(await compare(db, ofNoRegister(registers)), await compare(db, evidence))
    return {
      tables: tables.length,
      rows: compared.reduce((sum, { rows }) => sum + rows, 0),
      findings: compared.flatMap(({ findings }) => findings).slice(0, findingsKept),
      findings_total: compared.reduce((sum, { total }) => sum + total, 0),
    }
  })
}

/** Every organization that has a leaf, so that an index finds the leaves of a table. */
async function organizationsOfLog(db: Kysely<never>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive walked as (
      (select organization_id as id from trail.leaf order by organization_id limit 1)
      union all
      select (select l.organization_id from trail.leaf l where l.organization_id > w.id order by l.organization_id limit 1)
      from walked w where w.id is not null
    )
    select id from walked where id is not null`.execute(db)
  return rows.map(({ id }) => id)
}

/** Counts the rows of a comparison and lists the first that differ. */
async function compare(db: Kysely<never>, comparison: RawBuilder<unknown>): Promise<Compared> {
  const { rows } = await sql<Compared>`
    with compared as materialized (${comparison})
    select count(*) filter (where counted) as rows, count(difference) as total,
      coalesce((
        select json_agg(json_build_object('difference', f.difference, 'table', f.table_name, 'organization_id', f.organization_id,
          'row_id', f.row_id, 'leaf_index', f.leaf_index, 'columns', f.columns))
        from (select * from compared where difference is not null order by organization_id, leaf_index, row_id limit ${findingsKept}) f
      ), '[]') as findings
    from compared`.execute(db)
  if (!rows[0]) throw new Error('The database did not answer how its rows compare.')
  return rows[0]
}

/** The keys of two JSON objects whose values differ. */
const differing = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) => sql`
  array(select coalesce(a.key, b.key) from jsonb_each(${one}) a full join jsonb_each(${other}) b on a.key = b.key
    where a.value is distinct from b.value order by 1)`

/** A table's rows beside the last change that the trail has of each. */
function rowsOf(
  { schema, table, columns }: CapturedTable,
  organizations: readonly string[],
): RawBuilder<unknown> {
  const relation = sql.id(schema, table)
  // Equal bytes are equal rows. Only rows that differ are parsed and compared column by column, in today's columns.
  const [bytes, live, recorded] = columns
    ? [sql`facts.now::text`, sql`facts.now`, sql`c.after::jsonb`]
    : [
        sql`row_to_json(t)::text`,
        sql`to_jsonb(t)`,
        sql`to_jsonb(json_populate_record(null::${relation}, c.after))`,
      ]
  const facts = columns
    ? sql`left join lateral (
        select jsonb_object_agg(f.key, f.value) as now from jsonb_each(to_jsonb(t)) f where f.key = any (${columns})
      ) facts on true`
    : sql``
  // Orders the changes of a row by their place in the log, which is signed; ids are merely the database's own.
  return sql`
    select coalesce(t.organization_id, last.organization_id) as organization_id, coalesce(t.id, last.row_id) as row_id,
      last.leaf_index, ${table} as table_name, t.id is not null as counted, found.difference,
      case when found.difference = 'changed' then ${differing(live, recorded)} else '{}' end as columns
    from (
      select distinct on (organization_id, row_id) organization_id, row_id, change_id, leaf_index
      from (
        select l.organization_id, l.row_id, l.change_id, l.leaf_index from trail.leaf l
        where l.organization_id = any (${organizations}::uuid[]) and l.table_name = ${table}
        union all
        select c.organization_id, c.row_id, c.id, null
        from trail.pending p join trail.change c on c.operation_id = p.operation_id where c.table_name = ${table}
      ) log
      order by organization_id, row_id, leaf_index desc nulls first, change_id desc
    ) last
    join trail.change c on c.id = last.change_id
    full join ${relation} t on t.organization_id = last.organization_id and t.id = last.row_id
    ${facts}
    cross join lateral (select case
      when t.id is null then case when c.action in ('i', 'u') then 'missing' end
      when last.row_id is null then 'unrecorded'
      when c.action = 'd' then 'brought_back'
      when c.after is null or c.after::text = ${bytes} then null
      when ${live} is distinct from ${recorded} then 'changed'
    end as difference) found`
}

/** A register's records beside their entries in the spine, which triggers write and the trail does not record. */
const spineOf = ({ name, table, title }: AnyRegister): RawBuilder<unknown> => sql`
  select coalesce(s.organization_id, t.organization_id) as organization_id, coalesce(s.id, t.id) as row_id,
    null::bigint as leaf_index, ${table} as table_name, false as counted, found.difference,
    case when found.difference is not null then ${differing(sql`to_jsonb(s)`, sql`to_jsonb(t)`)} else '{}' end as columns
  from (
    select organization_id, id, title, state, owner_id, version, archived, updated_at from app.record where register = ${name}
  ) s
  full join (
    select organization_id, id, ${sql.ref(title)} as title, state, owner_id, version, archived_at is not null as archived, updated_at
    from ${sql.id('app', table)}
  ) t on t.organization_id = s.organization_id and t.id = s.id
  cross join lateral (select case when s is distinct from t then 'spine' end as difference) found`

/** Entries of the spine that belong to no register. */
const ofNoRegister = (registers: readonly AnyRegister[]): RawBuilder<unknown> => sql`
  select organization_id, id as row_id, null::bigint as leaf_index, 'record' as table_name, false as counted,
    'spine' as difference, '{register}'::text[] as columns
  from app.record where register <> all (${registers.map(({ name }) => name)})`

/** Imports whose kept rows differ from what the trail says of them. */
const evidence = sql`
  select organization_id, row_id, null::bigint as leaf_index, 'import' as table_name, false as counted,
    'other_rows' as difference, '{}'::text[] as columns
  from (${importsWithOtherRows}) found`

/**
 * Changes outside the log, which a record's history would show, and leaves filed under another row than their change.
 */
const strays = sql`
  select c.organization_id, c.row_id, l.leaf_index, coalesce(c.table_name, 'trail.change') as table_name, false as counted,
    'stray' as difference, '{}'::text[] as columns
  from trail.change c
  left join trail.leaf l on l.change_id = c.id
  where (l.change_id is null and not exists (select from trail.pending p where p.operation_id = c.operation_id))
    or (l.change_id is not null and (l.organization_id, l.table_name, l.row_id) is distinct from (c.organization_id, c.table_name, c.row_id))`

/** How many changes no checkpoint covers yet, so that no signature proves them. */
export function unsignedChanges(database: Database): Promise<number> {
  return database.read({ role: 'backup' }, async (db) => {
    const { rows } = await sql<{ changes: number }>`
      select count(*) as changes from trail.change c
      left join trail.leaf l on l.change_id = c.id
      left join (select organization_id, max(tree_size) as size from trail.checkpoint group by 1) signed
        on signed.organization_id = l.organization_id
      where l.leaf_index is null or l.leaf_index >= coalesce(signed.size, 0)`.execute(db)
    return rows[0]?.changes ?? 0
  })
}
