import { randomBytes } from 'node:crypto'
import { modules } from '../modules/index.ts'
import { personProver } from '../platform/access/sign-in/prove-person.ts'
import { type Config, filesIn } from '../platform/config/config.ts'
import { loadSecrets, type Secrets } from '../platform/config/secrets.ts'
import { Database } from '../platform/db/database.ts'
import { type EmbeddedServerOptions, startEmbeddedServer } from '../platform/db/embedded/embedded-server.ts'
import { migrationFolders } from '../platform/db/migration-folders.ts'
import { migrate, readMigrations } from '../platform/db/migrator.ts'
import { Presence } from '../platform/db/presence.ts'
import { provision, withClient } from '../platform/db/provision.ts'
import { ensureRoles } from '../platform/db/roles.ts'
import { makeSources, type Sources } from '../platform/ids.ts'
import { JobRunner } from '../platform/jobs/job-runner.ts'
import { CommitNotices } from '../platform/live/commit-notices.ts'
import { jobsOf } from '../platform/module.ts'
import { Runner } from '../platform/operations/runner.ts'
import { EpochFile } from '../platform/trail/sign/epoch-file.ts'
import { openSigningKeys } from '../platform/trail/sign/key-continuity.ts'
import { Sequencer } from '../platform/trail/sign/sequencer.ts'
import type { SigningKeys } from '../platform/trail/sign/signing-keys.ts'
import { Witness } from '../platform/trail/sign/witness.ts'

const login = 'plumbline'

/** The database, migrated and ready, wherever it runs. */
export interface OpenDatabase {
  readonly database: Database
  readonly url: string
  readonly applied: readonly string[]
  readonly close: () => Promise<void>
}

/**
 * What a process that runs for long asks: of an embedded database to be kept running, and told when it cannot be; of any
 * database to be known to run on it, by the command it was started with.
 */
interface Watch extends Pick<EmbeddedServerOptions, 'log' | 'lost'> {
  readonly present?: string
}

/** Starts or reaches the database as it is: nothing is migrated. */
export async function reachDatabase(
  config: Config,
  secrets: Secrets,
  watch: Watch = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    const url = config.databaseUrl
    await withClient(url, (client) =>
      ensureRoles(client, config.roles, decodeURIComponent(new URL(url).username)),
    )
    return { url, stop: async () => undefined }
  }
  const server = await startEmbeddedServer({ dataRoot: config.dataRoot, ...watch })
  const url = await provision({
    adminUrl: server.adminUrl,
    login,
    password: secrets.database,
    database: 'plumbline',
    roles: config.roles,
  })
  return { url, stop: () => server.stop() }
}

/** Starts or reaches the database and applies missing migrations. */
export async function openDatabase(
  config: Config,
  secrets: Secrets,
  watch: Watch = {},
): Promise<OpenDatabase> {
  const { url, stop } = await reachDatabase(config, secrets, watch)
  let presence: Presence | undefined
  try {
    if (watch.present !== undefined) presence = await Presence.begin(config.listenUrl ?? url, watch.present)
    const migrations = await readMigrations(await migrationFolders(), config.roles)
    const applied = await withClient(url, (client) => migrate(client, migrations, config.roles, new Date()))
    const database = new Database({
      url,
      roles: config.roles,
      connections: config.connections,
      prepared: config.preparedStatements,
    })
    await database.assertSafe()
    return {
      database,
      url,
      applied,
      close: async () => {
        await database.close()
        await presence?.end()
        await stop()
      },
    }
  } catch (error) {
    await presence?.end()
    await stop()
    throw error
  }
}

/** Everything a command needs: operations, trail and their database. */
export interface Product extends OpenDatabase {
  readonly runner: Runner
  readonly sources: Sources
  readonly secrets: Secrets
  readonly keys: SigningKeys
  readonly epochs: EpochFile
  readonly sequencer: Sequencer
  /** What happens because time passes. */
  readonly jobs: JobRunner
  /** What this process commits, for pages that are open here or at other processes. */
  readonly notices: CommitNotices
}

/** The name an installation signs with: its public host. */
export const serverName = (config: Config): string => new URL(config.publicUrl).host

/** Opens the whole product; sequencer and jobs are made but not started. */
export async function openProduct(
  config: Config,
  failed: (error: Error) => void,
  watch: Watch = {},
): Promise<Product> {
  const files = filesIn(config.dataRoot)
  const sources = makeSources(() => new Date(), randomBytes)
  const secrets = await loadSecrets(files.secrets, randomBytes)
  const open = await openDatabase(config, secrets, watch)
  try {
    const keys = await openSigningKeys(open.database, files.signingKeys, serverName(config), sources)
    const witness = await Witness.open(files.witness)
    const epochs = await EpochFile.open(files.epochs)
    const sequencer = new Sequencer({
      database: open.database,
      keys,
      witness,
      server: keys.current.name,
      epochOf: (organizationId) => epochs.of(organizationId),
      now: sources.now,
      failed,
    })
    const notices = new CommitNotices({ database: open.database, sender: sources.newId(), failed })
    const runner = new Runner({
      database: open.database,
      modules,
      sources,
      prove: personProver({ database: open.database, sources, secret: secrets.session }),
      committed: (organizationId, operationId) => {
        sequencer.nudge()
        notices.add(organizationId, operationId)
      },
      trail: { verifiers: keys.verifiers },
    })
    const jobs = new JobRunner({ database: open.database, runner, jobs: jobsOf(modules), sources, failed })
    return {
      ...open,
      runner,
      jobs,
      sources,
      secrets,
      keys,
      epochs,
      sequencer,
      notices,
      close: async () => {
        await jobs.stop()
        await notices.close()
        await sequencer.stop()
        await open.close()
      },
    }
  } catch (error) {
    await open.close()
    throw error
  }
}
