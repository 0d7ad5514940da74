import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeWriteFailure, diskFull, EmbeddedServerError, systemCode } from '../embedded-server-error.ts'
import type { Binaries } from '../program/binaries.ts'
import { runProgram } from '../program/run-program.ts'
import type { ServerAccount } from '../program/server-account.ts'
import type { DataLayout } from './data-root.ts'
import { keepPassword, newPassword, readPassword } from './superuser-password.ts'

/** Major version of the cluster in a data directory; undefined when there is no cluster. */
export async function clusterVersion(dataDirectory: string): Promise<number | undefined> {
  try {
    return Number((await readFile(join(dataDirectory, 'PG_VERSION'), 'utf8')).trim())
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT') return undefined
    throw describeWriteFailure(dataDirectory, error)
  }
}

/**
 * Makes sure that a cluster of the binaries' major version and a password for its superuser exist, and returns the
 * password. The caller holds the start lock and no server runs. Interrupted at any point, the next call completes it.
 */
export async function prepareCluster(
  layout: DataLayout,
  binaries: Binaries,
  account: ServerAccount,
  log: (line: string) => void,
): Promise<string> {
  const version = await clusterVersion(layout.dataDirectory)
  if (version === undefined) {
    const password = (await readPassword(layout.passwordFile)) ?? newPassword()
    await createCluster(layout, binaries, account, password)
    log(`Created a PostgreSQL ${binaries.majorVersion} cluster in ${layout.dataDirectory}.`)
    return password
  }
  if (version !== binaries.majorVersion) {
    throw new EmbeddedServerError(
      'other_major_version',
      `The data in ${layout.dataDirectory} was written by PostgreSQL ${version}; the software brings PostgreSQL ${binaries.majorVersion}, ` +
        'which cannot read it. The data is untouched. Start it with the release that wrote it, take a backup or export there, ' +
        'and restore that into a new data directory.',
    )
  }
  const kept = await readPassword(layout.passwordFile)
  if (kept !== undefined) return kept
  const password = newPassword()
  await replacePassword(layout, binaries, account, password)
  log(`${layout.passwordFile} was missing: a new superuser password was set and kept there.`)
  return password
}

/** initdb into a staging directory that is renamed into place, so that a half-made cluster is never taken for one. */
async function createCluster(
  layout: DataLayout,
  binaries: Binaries,
  account: ServerAccount,
  password: string,
): Promise<void> {
  const staged = join(layout.stagingDirectory, 'data')
  const passwordCopy = join(layout.stagingDirectory, 'password')
  try {
    await rm(layout.stagingDirectory, { recursive: true, force: true })
    await mkdir(staged, { recursive: true, mode: 0o700 })
    await writeFile(passwordCopy, `${password}\n`, { mode: 0o600 })
    if ('uid' in account) {
      for (const path of [layout.stagingDirectory, staged, passwordCopy]) {
        await chown(path, account.uid, account.gid)
      }
    }
    await keepPassword(layout.passwordFile, password)
  } catch (error) {
    throw describeWriteFailure(layout.root, error)
  }
  const { code, output } = await runProgram(
    binaries.initdb,
    [
      `--pgdata=${staged}`,
      '--username=postgres',
      `--pwfile=${passwordCopy}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--data-checksums',
      '--no-instructions',
      ...localeArguments(binaries.majorVersion),
    ],
    { account },
  )
  if (code !== 0) {
    await rm(layout.stagingDirectory, { recursive: true, force: true })
    if (/No space left on device|Disk quota exceeded/.test(output)) throw diskFull(layout.root)
    throw new EmbeddedServerError(
      'start_failed',
      `initdb could not create a cluster in ${layout.root} (exit code ${code}). Nothing was kept. It said: ${output}`,
    )
  }
  // A directory without PG_VERSION holds no data of ours; rename refuses if it is not empty.
  try {
    await rename(staged, layout.dataDirectory)
  } catch (error) {
    throw new EmbeddedServerError(
      'directory_unwritable',
      `${layout.dataDirectory} exists, is not empty and holds no PostgreSQL cluster (no PG_VERSION). It was left as it is. ` +
        'Move it away, or restore it from a backup if the cluster lost files, then start again.',
      error,
    )
  }
  await rm(layout.stagingDirectory, { recursive: true, force: true })
}

/** The builtin C.UTF-8 sorts the same on every machine and for ever; before PostgreSQL 17 only libc offers it. */
function localeArguments(majorVersion: number): string[] {
  return majorVersion >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale-provider=libc', '--locale=C.UTF-8']
}

/** Sets the superuser's password without knowing the old one: single-user mode belongs to whoever owns the files. */
async function replacePassword(
  layout: DataLayout,
  binaries: Binaries,
  account: ServerAccount,
  password: string,
): Promise<void> {
  const { code, output } = await runProgram(
    binaries.postgres,
    ['--single', '-D', layout.dataDirectory, 'postgres'],
    {
      account,
      input: `ALTER ROLE postgres PASSWORD '${password}'\n`,
    },
  )
  if (code !== 0 || /\bERROR\b|\bFATAL\b/.test(output)) {
    throw new EmbeddedServerError(
      'password_refused',
      `${layout.passwordFile} is missing and a new superuser password could not be set. The data is untouched. PostgreSQL said: ${output}`,
    )
  }
  await keepPassword(layout.passwordFile, password)
}
