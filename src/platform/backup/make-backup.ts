import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { RoleNames } from '../db/roles.ts'
import { syncDirectory, syncFile, writeDurably } from '../durable-file.ts'
import { type FileEntry, hashOfFile, type Manifest, manifestFile, type TableEntry } from './manifest.ts'

/** Rows that are worth nothing after a restore, or would bring back access that was ended since. */
export const leftOut: ReadonlySet<string> = new Set([
  'app.answer',
  'app.import_progress',
  'auth.attempt',
  'auth.one_time_token',
  'auth.session',
  // Told by the manifest.
  'migration.applied',
])

interface Source {
  readonly url: string
  readonly roles: RoleNames
  readonly dataRoot: string
  /** Files of the data root to keep a copy of; those that do not exist are passed over. */
  readonly files: readonly string[]
  readonly now: Date
}

/**
 * Writes a backup of a running installation into a new directory: every table as of one moment, read as the backup
 * role, and the keys, secrets and witness file. The directory gets its name when everything is on disk.
 *
 * @throws when the directory exists, or a table can neither be read nor is known to be left out
 */
export async function makeBackup(source: Source, directory: string): Promise<Manifest> {
  const partial = `${directory}.partial`
  await refuseExisting(directory)
  await rm(partial, { recursive: true, force: true })
  await mkdir(join(partial, 'tables'), { recursive: true, mode: 0o700 })
  try {
    const manifest = await writeParts(source, partial)
    await writeDurably(join(partial, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`)
    await rename(partial, directory)
    await syncDirectory(dirname(directory))
    return manifest
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

async function writeParts(source: Source, partial: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: source.url, application_name: 'plumbline-backup' })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query(`set local role ${source.roles.owner}`)
    const migrations = await client.query<Manifest['migrations'][number]>(
      'select name, sha256 from migration.applied order by name',
    )
    await client.query(`set local role ${source.roles.backup}`)
    const tables: TableEntry[] = []
    for (const found of await readableTables(client)) tables.push(await copyTable(client, found, partial))
    await client.query('commit')
    return {
      type: 'plumbline-backup',
      version: 1,
      made_at: source.now.toISOString(),
      migrations: migrations.rows,
      tables,
      // After the snapshot: the witness file then knows every checkpoint that the tables hold.
      files: await copyFiles(source, partial),
    }
  } finally {
    await client.end()
  }
}

async function refuseExisting(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (entries === undefined) return
  throw new Error(
    `${directory} exists already. Nothing was written. Name a directory that does not exist yet.`,
  )
}

type Readable = Pick<TableEntry, 'schema' | 'table' | 'columns'>

async function readableTables(client: pg.Client): Promise<Readable[]> {
  const { rows } = await client.query<Readable & { readable: boolean }>(`
    select n.nspname as schema, c.relname as table, has_table_privilege(c.oid, 'select') as readable,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')
    order by 1, 2`)
  const wanted = rows.filter(({ schema, table }) => !leftOut.has(`${schema}.${table}`))
  const closed = wanted.filter(({ readable }) => !readable).map(({ schema, table }) => `${schema}.${table}`)
  if (closed.length > 0)
    throw new Error(
      `The backup role may not read ${closed.join(', ')}, so the backup would be incomplete. Nothing was kept. Grant it select on them.`,
    )
  return wanted.map(({ schema, table, columns }) => ({ schema, table, columns }))
}

const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`
/** A table with its columns, as COPY names it. */
export const copyTarget = ({ schema, table, columns }: Readable): string =>
  `${quoted(schema)}.${quoted(table)} (${columns.map(quoted).join(', ')})`

async function copyTable(client: pg.Client, found: Readable, partial: string): Promise<TableEntry> {
  const file = `tables/${found.schema}.${found.table}.copy.gz`
  const rows = client.query(copyTo(`copy ${copyTarget(found)} to stdout`))
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const target = createWriteStream(join(partial, file), { mode: 0o600, flush: true })
  await pipeline(rows, createGzip({ level: constants.Z_BEST_SPEED }), hashing, target)
  return { ...found, rows: rows.rowCount, file, sha256: hash.digest('hex') }
}

async function copyFiles({ dataRoot, files }: Source, partial: string): Promise<FileEntry[]> {
  const entries: FileEntry[] = []
  for (const origin of files) {
    const path = relative(dataRoot, origin)
    const file = `files/${path}`
    const target = join(partial, file)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const copied = await copyFile(origin, target).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false
        throw error
      },
    )
    if (!copied) continue
    await chmod(target, 0o600)
    await syncFile(target)
    entries.push({ path, file, sha256: await hashOfFile(target) })
  }
  return entries
}
