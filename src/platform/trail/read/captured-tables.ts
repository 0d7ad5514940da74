import { type Kysely, sql } from 'kysely'

/** A table whose rows the trail records, as the triggers of the database itself say. */
export interface CapturedTable {
  readonly schema: string
  readonly table: string
  /** The only columns that are recorded, where the others hold what must not be: hashes of keys and links. */
  readonly columns: readonly string[] | null
}

/** Every table under the trail, in the order of their names. */
export async function capturedTables(db: Kysely<never>): Promise<CapturedTable[]> {
  const { rows } = await sql<CapturedTable>`
    select n.nspname as schema, c.relname as table,
      case p.proname when 'capture_facts' then array_remove(string_to_array(encode(t.tgargs, 'escape'), '\\000'), '') end as columns
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_proc p on p.oid = t.tgfoid
    where t.tgfoid in ('trail.capture'::regproc, 'auth.capture_facts'::regproc)
    order by 1, 2`.execute(db)
  return rows
}
