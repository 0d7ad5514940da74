import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type pg from 'pg'
import type { RoleNames } from './roles.ts'

export interface Migration {
  /** File name without `.sql`; its leading number orders all migrations of the product. */
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** Reads the migrations of several folders (platform first, then modules) into one order. */
export async function readMigrations(folders: readonly string[], roles: RoleNames): Promise<Migration[]> {
  const files: string[] = []
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => [])
    files.push(...names.filter((name) => name.endsWith('.sql')).map((name) => join(folder, name)))
  }
  files.sort((a, b) => basename(a).localeCompare(basename(b)))
  const migrations = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8')
      const sql = text.replaceAll(
        /\{\{(owner|app|sequencer|backup)\}\}/g,
        (_, role: keyof RoleNames) => roles[role],
      )
      return { name: basename(file, '.sql'), sql, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
  const numbers = migrations.map(({ name }) => name.slice(0, 4))
  const repeated = numbers.find((number, index) => numbers.indexOf(number) !== index)
  if (repeated) throw new Error(`Two migrations carry the number ${repeated}.`)
  return migrations
}

/**
 * Applies what is missing, each migration in its own transaction, as the owner role. One migrator at a time.
 * @returns the names applied now.
 * @throws when an applied migration has since been edited or is unknown to this version; nothing is applied then.
 */
export async function migrate(
  client: pg.Client,
  migrations: readonly Migration[],
  roles: RoleNames,
  now: Date,
): Promise<string[]> {
  await client.query('select pg_advisory_lock(7100001)')
  try {
    await client.query(`set role ${roles.owner}`)
    await client.query('create schema if not exists migration')
    await client.query(
      'create table if not exists migration.applied (name text primary key, sha256 text not null, at timestamptz not null)',
    )
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration.applied',
    )
    const byName = new Map(migrations.map((one) => [one.name, one]))
    for (const row of rows) {
      const known = byName.get(row.name)
      if (!known)
        throw new Error(
          `The database holds migration ${row.name}, which this version does not know. It was migrated by a newer version: start that one, or restore a backup made before the upgrade.`,
        )
      if (known.sha256 !== row.sha256)
        throw new Error(
          `Migration ${row.name} was changed after it was applied. Nothing was applied. Restore its file.`,
        )
    }
    const applied = new Set(rows.map((row) => row.name))
    const missing = migrations.filter((one) => !applied.has(one.name))
    for (const one of missing) {
      await client.query('begin')
      try {
        await client.query(one.sql)
        await client.query('insert into migration.applied (name, sha256, at) values ($1, $2, $3)', [
          one.name,
          one.sha256,
          now,
        ])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`Migration ${one.name} failed and was rolled back: ${(error as Error).message}`, {
          cause: error,
        })
      }
    }
    return missing.map((one) => one.name)
  } finally {
    await client.query('reset role').catch(() => undefined)
    await client.query('select pg_advisory_unlock(7100001)')
  }
}
