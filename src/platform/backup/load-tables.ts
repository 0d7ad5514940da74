import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { RoleNames } from '../db/roles.ts'
import { copyTarget } from './make-backup.ts'
import type { Manifest } from './manifest.ts'

/**
 * Loads a backup's rows into the tables of a database that `requireUnused` let pass, in one transaction, as the owner. Triggers and foreign keys rest meanwhile:
 * the rows bring what triggers made, and every key is checked again before the commit.
 *
 * @throws when another number of rows arrives; nothing is kept then
 */
export async function loadTables(
  url: string,
  roles: RoleNames,
  directory: string,
  manifest: Manifest,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'plumbline-restore' })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`set local role ${roles.owner}`)
    const wake = await rest(client)
    for (const entry of manifest.tables) {
      const target = client.query(copyFrom(`copy ${copyTarget(entry)} from stdin`))
      await pipeline(createReadStream(join(directory, entry.file)), createGunzip(), target)
      if (target.rowCount !== entry.rows)
        throw new Error(
          `${entry.schema}.${entry.table} took ${target.rowCount} of ${entry.rows} rows. Nothing was restored.`,
        )
    }
    await continueIdentities(client)
    for (const statement of wake) await client.query(statement)
    await client.query('commit')
    await client.query(`set role ${roles.owner}`)
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

/** Puts triggers, foreign keys and forced row-level security to rest. @returns what brings them back, in order */
async function rest(client: pg.Client): Promise<string[]> {
  const { rows: keys } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where contype = 'f' and conparentid = 0
      and connamespace in (select oid from pg_namespace where nspowner = (select oid from pg_roles where rolname = current_user))
    order by conrelid::regclass::text, conname`)
  const { rows: tables } = await client.query<{ table: string; forced: boolean }>(`
    select c.oid::regclass::text as table, c.relforcerowsecurity as forced from pg_class c
    where c.relkind = 'r' and c.relowner = (select oid from pg_roles where rolname = current_user)
    order by 1`)
  for (const { drop } of keys) await client.query(drop)
  for (const { table } of tables)
    await client.query(`alter table ${table} no force row level security, disable trigger user`)
  return [
    ...keys.map(({ add }) => add),
    ...tables.map(({ table, forced }) =>
      [`alter table ${table} enable trigger user`, ...(forced ? ['force row level security'] : [])].join(
        ', ',
      ),
    ),
  ]
}

/** Identity columns go on after the highest value that was loaded. */
async function continueIdentities(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    select a.attrelid::regclass::text as table, a.attname as column from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    where a.attidentity <> '' and c.relowner = (select oid from pg_roles where rolname = current_user)`)
  for (const { table, column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${client.escapeIdentifier(column)}) from ${table}), 0) + 1, false)`,
      [table, column],
    )
}
