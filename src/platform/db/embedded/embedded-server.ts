import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareCluster } from './cluster/cluster.ts'
import { createDataRoot, type DataLayout, dataLayout, openDataRootTo } from './cluster/data-root.ts'
import { keptPort } from './cluster/kept-port.ts'
import { describeWriteFailure, diskFull, EmbeddedServerError } from './embedded-server-error.ts'
import { keepRunning } from './postmaster/keep-running.ts'
import { adminUrlOf, logInTo } from './postmaster/login.ts'
import { type Postmaster, startPostmaster } from './postmaster/postmaster.ts'
import { findRunningServer } from './postmaster/running-server.ts'
import { type Binaries, binariesIn, packagedBinaries } from './program/binaries.ts'
import { chooseServerAccount, type ServerAccount } from './program/server-account.ts'
import { otherUsers, registerUse } from './sharing/server-use.ts'
import { withStartLock } from './sharing/start-lock.ts'

export { defaultDataRoot } from './cluster/data-root.ts'
export { EmbeddedServerError, type EmbeddedServerErrorKind } from './embedded-server-error.ts'

/** Two processes may start at once; the second waits this long for the first before it gives up. */
const lockPatienceMs = 660_000
/** Orphaned backends of a killed server need a moment to notice and end; until then PostgreSQL refuses to start. */
const orphanPatienceMs = 60_000

export interface EmbeddedServer {
  /** Superuser on the database `postgres`, password included: not for logs. */
  readonly adminUrl: string
  readonly port: number
  readonly dataDirectory: string
  /** True when a server of this data directory ran already; `stop` then leaves it running. */
  readonly adopted: boolean
  readonly logFile: string
  /**
   * Fast shutdown when this call started the server, waiting until it has ended. An adopted server is left running,
   * and so is one that another living process has adopted meanwhile. Calling it again does nothing.
   */
  stop(): Promise<void>
}

export interface EmbeddedServerOptions {
  /** Directory for data, password, port and log; created when missing. */
  readonly dataRoot: string
  /** Further PostgreSQL settings (`-c name=value`). Loopback, port, fsync and SCRAM cannot be changed by them. */
  readonly settings?: Record<string, string>
  /** Directory with another PostgreSQL's `postgres` and `initdb`; the packaged PostgreSQL when left out. */
  readonly binaries?: string
  readonly log?: (line: string) => void
  /**
   * Given by whoever runs for long: the server is then brought up again whenever it ends without being told to. Called
   * once, when that cannot be done.
   */
  readonly lost?: (error: Error) => void
}

/**
 * Brings up the PostgreSQL of a data root: adopts the one that runs there, else creates the cluster if there is none,
 * starts the server and waits until it takes connections. Recovers by itself from a killed server, a stale
 * postmaster.pid, a taken port and an interrupted first start. Throws EmbeddedServerError.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const layout = dataLayout(resolve(options.dataRoot))
  const log = options.log ?? (() => undefined)
  await createDataRoot(layout.root)
  const account = await chooseServerAccount(layout.dataDirectory)
  try {
    return await withStartLock(layout.lockFile, lockPatienceMs, async () => {
      const endUse = await registerUse(layout.usesDirectory)
      try {
        const bringUp = () => adoptOrStart(layout, account, options, log)
        return served(layout, await bringUp(), { bringUp, endUse, log, lost: options.lost })
      } catch (error) {
        await endUse()
        throw error
      }
    })
  } catch (error) {
    throw describeWriteFailure(layout.root, error)
  }
}

/** A server that takes connections; without a postmaster it was started by somebody else. */
interface Up {
  readonly port: number
  readonly password: string
  readonly postmaster?: Postmaster
}

async function adoptOrStart(
  layout: DataLayout,
  account: ServerAccount,
  options: EmbeddedServerOptions,
  log: (line: string) => void,
): Promise<Up> {
  const running = await findRunningServer(layout)
  if (running === undefined) return start(layout, account, options, log)
  log(`Using the PostgreSQL that already runs on 127.0.0.1:${running.port} for ${layout.dataDirectory}.`)
  return running
}

interface Serving {
  readonly bringUp: () => Promise<Up>
  readonly endUse: () => Promise<void>
  readonly log: (line: string) => void
  readonly lost: ((error: Error) => void) | undefined
}

function served(layout: DataLayout, first: Up, { bringUp, endUse, log, lost }: Serving): EmbeddedServer {
  let up = first
  const revive = () =>
    withStartLock(layout.lockFile, lockPatienceMs, async () => {
      const again = await bringUp()
      if (again.port !== up.port) throw movedError(layout, up.port, again.port)
      up = again
    })
  const endWatch = lost && keepRunning({ layout, revive, lost, log })
  return {
    ...describeServer(layout, first.port, first.password),
    adopted: first.postmaster === undefined,
    async stop() {
      await endWatch?.()
      await endUse()
      const { postmaster } = up
      if (postmaster === undefined) return
      // Under the lock nobody can adopt the server between the look at its users and its end.
      await withStartLock(layout.lockFile, lockPatienceMs, async () => {
        const users = await otherUsers(layout.usesDirectory)
        if (users.length === 0) await postmaster.stop()
        else log(`PostgreSQL is left running: process ${users.join(', ')} uses it.`)
      })
    },
  }
}

const movedError = (layout: DataLayout, from: number, to: number) =>
  new EmbeddedServerError(
    'start_failed',
    `PostgreSQL for ${layout.dataDirectory} was started again, but another program has taken its port ${from}: it uses ${to} now. ` +
      'What was committed is kept. Start the product again, so that it connects there.',
  )

function describeServer(
  layout: DataLayout,
  port: number,
  password: string,
): Omit<EmbeddedServer, 'adopted' | 'stop'> {
  return {
    adminUrl: adminUrlOf(port, password),
    port,
    dataDirectory: layout.dataDirectory,
    logFile: layout.logFile,
  }
}

async function start(
  layout: DataLayout,
  account: ServerAccount,
  options: EmbeddedServerOptions,
  log: (line: string) => void,
): Promise<Up> {
  await openDataRootTo(account, layout.root)
  const binaries: Binaries =
    options.binaries === undefined
      ? await packagedBinaries(layout.binariesDirectory, account, log)
      : await binariesIn(options.binaries, account)
  const password = await prepareCluster(layout, binaries, account, log)
  const deadline = Date.now() + orphanPatienceMs
  for (;;) {
    const { port, moved } = await keptPort(layout.portFile)
    if (moved) log(`The port kept for PostgreSQL is taken by another program; it uses ${port} from now on.`)
    const postmaster = await startPostmaster({
      binaries,
      layout,
      account,
      port,
      settings: options.settings ?? {},
    })
    if ('stop' in postmaster) {
      await requireLogin(layout, port, password, postmaster)
      return { port, password, postmaster }
    }
    if (!isPassing(postmaster.output) || Date.now() > deadline) throw startError(layout, postmaster.output)
    await sleep(100)
  }
}

/** A port lost to a race, or processes of a killed server that are about to end: worth another try. */
function isPassing(output: string): boolean {
  return /Address already in use|pre-existing shared memory block|lock file "postmaster\.pid" already exists/.test(
    output,
  )
}

function startError(layout: DataLayout, output: string): EmbeddedServerError {
  if (/No space left on device|Disk quota exceeded/.test(output)) return diskFull(layout.dataDirectory)
  return new EmbeddedServerError(
    'start_failed',
    `PostgreSQL did not start for ${layout.dataDirectory}. The data is kept as it is. ` +
      `The last lines of ${layout.logFile} say: ${output.trim().split('\n').slice(-6).join('\n')}`,
  )
}

async function requireLogin(
  layout: DataLayout,
  port: number,
  password: string,
  postmaster: Postmaster,
): Promise<void> {
  const outcome = await logInTo(port, password, layout.dataDirectory)
  if (outcome === 'ours') return
  await postmaster.stop()
  if (outcome === 'password_refused') {
    throw new EmbeddedServerError(
      'password_refused',
      `PostgreSQL refuses the superuser password in ${layout.passwordFile}. The data is kept; the server was stopped again. ` +
        'Put the right password back, or delete the file and start again: a new one is then generated and set.',
    )
  }
  throw new EmbeddedServerError(
    'start_failed',
    `PostgreSQL started on 127.0.0.1:${port} but could not be signed in to (${outcome}), and was stopped again. The data is kept. See ${layout.logFile}.`,
  )
}
