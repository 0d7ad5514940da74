import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadTables } from '../../platform/backup/load-tables.ts'
import { type Manifest, readBackup } from '../../platform/backup/manifest.ts'
import { chooseFiles, placeFiles } from '../../platform/backup/place-files.ts'
import { requireUnused } from '../../platform/backup/require-unused.ts'
import { type Config, filesIn } from '../../platform/config/config.ts'
import { loadSecrets, type Secrets } from '../../platform/config/secrets.ts'
import { migrationFolders } from '../../platform/db/migration-folders.ts'
import { type Migration, migrate, readMigrations } from '../../platform/db/migrator.ts'
import { alone } from '../../platform/db/presence.ts'
import { withClient } from '../../platform/db/provision.ts'
import { unsignedChanges } from '../../platform/trail/record-check.ts'
import { recordInTrails } from '../../platform/trail/record-in-trails.ts'
import { openEpochs } from '../../platform/trail/sign/open-epochs.ts'
import { type Command, type Terminal, UsageError } from '../command.ts'
import { openProduct, type Product, reachDatabase } from '../open-product.ts'
import { checkTrails } from '../trail/check-trails.ts'

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'DIR | --in-place',
  summary:
    'Restore a backup into an empty database; --in-place opens a new epoch of the trails when the database was restored by other means, or the witness file is lost',
  run: async (args, { terminal, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { 'in-place': { type: 'boolean' } },
    })
    const [directory, ...more] = positionals
    if ((directory === undefined) !== (values['in-place'] ?? false) || more.length > 0)
      throw new UsageError('Name the directory of one backup, or say --in-place.')
    const settings = config()
    const chosen = directory === undefined ? undefined : await chooseBackup(settings, resolve(directory))
    const secrets = chosen?.secrets ?? (await loadSecrets(filesIn(settings.dataRoot).secrets, randomBytes))
    const reached = await reachDatabase(settings, secrets)
    try {
      return await alone(settings.listenUrl ?? reached.url, 'restore', async () => {
        if (chosen) await load(settings, reached.url, chosen)
        const product = await openProduct(settings, (error) => terminal.error(error.message))
        try {
          return await continueTrails(product, settings, chosen?.manifest, terminal)
        } finally {
          await product.close()
        }
      })
    } finally {
      await reached.stop()
    }
  },
}

/** A whole backup that this version can bring in, and which of its files an installation takes. */
interface Chosen {
  readonly directory: string
  readonly manifest: Manifest
  readonly migrations: readonly Migration[]
  readonly files: Awaited<ReturnType<typeof chooseFiles>>
  readonly secrets: Secrets
}

async function chooseBackup(settings: Config, directory: string): Promise<Chosen> {
  const manifest = await readBackup(directory)
  const known = await readMigrations(await migrationFolders(), settings.roles)
  const migrations = manifest.migrations.map(({ name, sha256 }) => {
    const same = known.find((one) => one.name === name && one.sha256 === sha256)
    if (same) return same
    throw new Error(
      `The backup was made by another version: it has migration ${name}, which this version does not know in that form. Nothing was restored. Restore it with the version that made it, then upgrade.`,
    )
  })
  const { secrets: secretsFile } = filesIn(settings.dataRoot)
  const files = await chooseFiles(directory, manifest, settings.dataRoot)
  const backed = files.find(({ target }) => target === secretsFile)
  const secrets: Secrets = backed ? JSON.parse(backed.text) : await loadSecrets(secretsFile, randomBytes)
  return { directory, manifest, migrations, files, secrets }
}

/** Brings a backup's files and rows into an installation that has none. */
async function load(
  { roles }: Config,
  url: string,
  { directory, manifest, migrations, files }: Chosen,
): Promise<void> {
  await withClient(url, (client) => requireUnused(client, roles, manifest))
  await placeFiles(files)
  // First the schema that the rows have; what is newer is applied to them afterwards, as in an upgrade.
  await withClient(url, (client) => migrate(client, migrations, roles, new Date()))
  await loadTables(url, roles, directory, manifest)
}

/**
 * Opens a new epoch of each trail, records the restore in it, signs, verifies all of it, and holds every record against it.
 * @returns the exit code
 */
async function continueTrails(
  product: Product,
  settings: Config,
  manifest: Manifest | undefined,
  terminal: Terminal,
): Promise<number> {
  const { database } = product
  const { witness } = filesIn(settings.dataRoot)
  const unsigned = await unsignedChanges(database)
  const opened = await openEpochs(database, witness, product.epochs)
  const details = [...opened].map(
    ([organizationId, continues]) =>
      [
        organizationId,
        { backup_made_at: manifest?.made_at ?? null, continues_after_leaves: continues },
      ] as const,
  )
  await recordInTrails(product, new Map(details), { name: 'trail.restore', event: 'trail.restored' })
  await product.sequencer.runOnce()
  if (unsigned > 0)
    terminal.line(
      `${unsigned} changes had not been signed before: no signature proves what they say. They are the last leaves before the restore was recorded.`,
    )
  const wrong = await checkTrails(product, witness, terminal)
  if (wrong.trails > 0)
    terminal.error(
      `${wrong.trails} of ${opened.size} trails do not verify. The rows were restored as they were backed up; find out what happened before anyone works with them.`,
    )
  if (wrong.records > 0)
    terminal.error(
      `${wrong.records} records differ from their trail: someone changed the database or the backup around the product. Everything was kept as it is; start no server on it, and restore another copy of the backup.`,
    )
  if (wrong.trails + wrong.records > 0) return 1
  terminal.line(
    manifest
      ? `Restored ${opened.size} organizations as of ${manifest.made_at}. Everyone signs in again. What was written since is not there; each trail says so.`
      : `Opened a new epoch of ${opened.size} trails.`,
  )
  return 0
}
