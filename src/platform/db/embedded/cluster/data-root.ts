import { chmod, mkdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, posix, win32 } from 'node:path'
import { describeWriteFailure, EmbeddedServerError } from '../embedded-server-error.ts'
import { runProgram } from '../program/run-program.ts'
import type { ServerAccount } from '../program/server-account.ts'

/** Everything the embedded server keeps, below one data root. */
export interface DataLayout {
  readonly root: string
  /** PostgreSQL's own directory, mode 0700, owned by the server's account. One name for every major version. */
  readonly dataDirectory: string
  /** A half-made cluster; only ever seen after a crash during the first start. */
  readonly stagingDirectory: string
  readonly passwordFile: string
  readonly portFile: string
  readonly lockFile: string
  readonly logFile: string
  /** One note per process that uses the server. */
  readonly usesDirectory: string
  readonly binariesDirectory: string
}

/** Where everything of the embedded database lies below a data root. */
export function dataLayout(root: string): DataLayout {
  return {
    root,
    dataDirectory: join(root, 'postgres'),
    stagingDirectory: join(root, 'postgres.new'),
    passwordFile: join(root, 'superuser-password'),
    portFile: join(root, 'port'),
    lockFile: join(root, 'start.lock'),
    logFile: join(root, 'postgres.log'),
    usesDirectory: join(root, 'in-use'),
    binariesDirectory: join(root, 'binaries'),
  }
}

/** Where data lives unless the operator says otherwise. */
export function defaultDataRoot(): string {
  return dataRootFor({
    platform: process.platform,
    env: process.env,
    uid: process.getuid?.(),
    home: homedir(),
  })
}

/**
 * `/var/lib/plumbline` for root; else the user's data directory by the custom of the platform.
 * A relative XDG_DATA_HOME is ignored, as the XDG base directory specification asks.
 */
export function dataRootFor(host: {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  uid: number | undefined
  home: string
}): string {
  if (host.platform === 'win32') {
    return win32.join(host.env.LOCALAPPDATA || win32.join(host.home, 'AppData', 'Local'), 'plumbline')
  }
  if (host.uid === 0) return '/var/lib/plumbline'
  if (host.platform === 'darwin') return posix.join(host.home, 'Library', 'Application Support', 'plumbline')
  const xdg = host.env.XDG_DATA_HOME
  return posix.join(xdg && isAbsolute(xdg) ? xdg : posix.join(host.home, '.local', 'share'), 'plumbline')
}

/** Creates the data root when missing: 0700 for one's own use. */
export async function createDataRoot(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw describeWriteFailure(root, error)
  }
}

/**
 * Lets the server's account pass through the data root (execute bit only: names inside stay unlistable) and proves,
 * by going there under that account, that the directories above let it pass too. Those above are never changed.
 */
export async function openDataRootTo(account: ServerAccount, root: string): Promise<void> {
  if (!('uid' in account)) return
  const { mode } = await stat(root)
  if ((mode & 0o011) !== 0o011) await chmod(root, (mode & 0o7777) | 0o011)
  const visit = await runProgram('/bin/sh', ['-c', 'cd -- "$1"', 'sh', root], { account })
  if (visit.code === 0) return
  throw new EmbeddedServerError(
    'directory_unreachable',
    `PostgreSQL runs as uid ${account.uid} here (it does not run as root) and cannot reach ${root}: a directory above it is closed to others. ` +
      `Nothing was changed. Choose a data directory such as /var/lib/plumbline, or open the way with "chmod o+x" on the directories above.`,
  )
}
