import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, rename, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DataLayout } from '../cluster/data-root.ts'
import { EmbeddedServerError, systemCode } from '../embedded-server-error.ts'
import type { Binaries } from '../program/binaries.ts'
import { programEnvironment, runProgram } from '../program/run-program.ts'
import type { ServerAccount } from '../program/server-account.ts'
import { isAlive, readPostmasterFile } from './postmaster-file.ts'

const pollEveryMs = 10
/** Replaying a long write-ahead log after a crash is work, not a hang; it may take minutes on a slow disk. */
const recoveryPatienceMs = 600_000
const fastStopPatienceMs = 60_000
const rotateLogAboveBytes = 10_000_000

export interface PostmasterOptions {
  readonly binaries: Binaries
  readonly layout: DataLayout
  readonly account: ServerAccount
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
}

/** A server started here; `stop` is a fast shutdown that waits for its end and does nothing a second time. */
export interface Postmaster {
  stop(): Promise<void>
}

/** A server that ended before it took connections; `output` is what it wrote to the log meanwhile. */
export interface FailedStart {
  readonly output: string
}

/** Starts the server in a session of its own, so that Ctrl-C in a terminal reaches only the caller. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster | FailedStart> {
  await rotateLog(options.layout.logFile)
  const log = await open(options.layout.logFile, 'a', 0o600)
  try {
    const offset = (await log.stat()).size
    const postmaster =
      process.platform === 'win32' ? await startOnWindows(options) : await startDirectly(options, log)
    return postmaster ?? { output: await readFrom(options.layout.logFile, offset) }
  } finally {
    await log.close()
  }
}

/**
 * Arguments of every start. The command line wins over postgresql.conf and ALTER SYSTEM, so that loopback, port and
 * fsync hold whatever those say; a caller's settings come first and cannot undo them.
 */
export function serverArguments(options: Pick<PostmasterOptions, 'layout' | 'port' | 'settings'>): string[] {
  const settings = {
    ...options.settings,
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    full_page_writes: 'on',
    logging_collector: 'off',
    lc_messages: 'C',
  }
  return [
    '-D',
    options.layout.dataDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

async function startDirectly(options: PostmasterOptions, log: FileHandle): Promise<Postmaster | undefined> {
  const child = spawn(options.binaries.postgres, serverArguments(options), {
    ...options.account,
    cwd: '/',
    env: programEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await once(child, 'spawn')
  const deadline = Date.now() + recoveryPatienceMs
  for (;;) {
    if (hasEnded(child)) return undefined
    const file = await readPostmasterFile(options.layout.dataDirectory)
    if (file?.pid === child.pid && file?.status === 'ready') break
    if (Date.now() > deadline) {
      child.kill('SIGINT')
      throw notReadyError(options.layout.logFile)
    }
    await sleep(pollEveryMs)
  }
  child.unref()
  return { stop: () => stopChild(child, options.layout.logFile) }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function stopChild(child: ChildProcess, logFile: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (hasEnded(child)) return
    child.ref()
    const ended = once(child, 'exit')
    child.kill(signal)
    const patience = new AbortController()
    await Promise.race([ended, sleep(fastStopPatienceMs, undefined, { signal: patience.signal })]).finally(
      () => patience.abort(),
    )
  }
  if (!hasEnded(child)) throw notStoppedError(child.pid, logFile)
}

/** postgres.exe refuses administrators; pg_ctl starts it with a restricted token instead. */
async function startOnWindows(options: PostmasterOptions): Promise<Postmaster | undefined> {
  const { binaries, layout, account } = options
  const [, , ...settings] = serverArguments(options)
  const before = await readPostmasterFile(layout.dataDirectory)
  const start = await runProgram(
    binaries.pgCtl,
    [
      'start',
      '-W',
      '-D',
      layout.dataDirectory,
      '-l',
      layout.logFile,
      '-o',
      settings.map(quoteForCmd).join(' '),
    ],
    { account },
  )
  if (start.code !== 0) return undefined
  const startedAt = Date.now()
  for (;;) {
    const file = await readPostmasterFile(layout.dataDirectory)
    if (file !== undefined && file.pid !== before?.pid && file.status === 'ready') break
    const vanished = file === undefined ? Date.now() - startedAt > 10_000 : !isAlive(file.pid)
    if (vanished) return undefined
    if (Date.now() - startedAt > recoveryPatienceMs) throw notReadyError(layout.logFile)
    await sleep(pollEveryMs)
  }
  const mine = await readPostmasterFile(layout.dataDirectory)
  return {
    async stop() {
      if (mine === undefined || (await readPostmasterFile(layout.dataDirectory))?.pid !== mine.pid) return
      const stop = await runProgram(
        binaries.pgCtl,
        ['stop', '-D', layout.dataDirectory, '-m', 'fast', '-w', '-t', String(fastStopPatienceMs / 1000)],
        { account },
      )
      if (stop.code !== 0 && isAlive(mine.pid)) throw notStoppedError(mine.pid, layout.logFile)
    },
  }
}

function quoteForCmd(argument: string): string {
  if (/["%\r\n]/.test(argument)) {
    throw new EmbeddedServerError(
      'start_failed',
      `The PostgreSQL setting ${argument} holds a character that cannot be passed on Windows.`,
    )
  }
  return `"${argument}"`
}

async function rotateLog(logFile: string): Promise<void> {
  try {
    if ((await stat(logFile)).size > rotateLogAboveBytes) await rename(logFile, `${logFile}.1`)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

async function readFrom(logFile: string, offset: number): Promise<string> {
  const log = await open(logFile, 'r')
  try {
    const { size } = await log.stat()
    const { buffer, bytesRead } = await log.read({
      buffer: Buffer.alloc(Math.min(size - offset, 64_000)),
      position: Math.max(offset, size - 64_000),
    })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await log.close()
  }
}

function notReadyError(logFile: string): EmbeddedServerError {
  return new EmbeddedServerError(
    'start_failed',
    `PostgreSQL started but took no connections for ${recoveryPatienceMs / 60_000} minutes and was told to stop. ` +
      `The data is kept. See ${logFile} for what it was doing.`,
  )
}

function notStoppedError(pid: number | undefined, logFile: string): EmbeddedServerError {
  return new EmbeddedServerError(
    'stop_failed',
    `PostgreSQL (process ${pid}) did not stop. What was committed is kept. See ${logFile}; end the process if it hangs: ` +
      'the next start recovers from its write-ahead log.',
  )
}
