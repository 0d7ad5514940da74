import type pg from 'pg'
import type { RoleNames } from '../db/roles.ts'
import type { Manifest } from './manifest.ts'

const nothing =
  'Nothing was restored. Restore into an empty database: another PLUMBLINE_DATA, or a new database in DATABASE_URL.'

/**
 * Asks a database, before anything is written, whether a backup may be restored into it: it may be new, or set up but
 * empty, and not by a newer version than the backup's.
 *
 * @throws saying what stands there
 */
export async function requireUnused(client: pg.Client, roles: RoleNames, manifest: Manifest): Promise<void> {
  await client.query(`set role ${roles.owner}`)
  try {
    const { rows } = await client.query<{ set_up: boolean }>(
      `select to_regclass('migration.applied') is not null as set_up`,
    )
    if (!rows[0]?.set_up) return
    await requireNoNewer(client, manifest)
    await requireEmpty(client, manifest)
  } finally {
    await client.query('reset role')
  }
}

async function requireNoNewer(client: pg.Client, { migrations }: Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select name from migration.applied where not name = any($1) order by name limit 1',
    [migrations.map(({ name }) => name)],
  )
  if (rows[0])
    throw new Error(
      `The database has migration ${rows[0].name}, which came after this backup. ${nothing} What is newer is applied to the rows after they are loaded.`,
    )
}

async function requireEmpty(client: pg.Client, { tables }: Manifest): Promise<void> {
  for (const { schema, table } of tables) {
    const relation = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`
    const known = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      relation,
    ])
    if (!known.rows[0]?.there) continue
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from ${relation}) as found`,
    )
    if (rows[0]?.found) throw new Error(`The database holds rows already (${schema}.${table}). ${nothing}`)
  }
}
