import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Everything that the pages are made of, below the package's root. */
const sources = ['src/web', 'src/modules', 'src/kernel', 'vite.config.ts', 'package-lock.json']

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null)
  if (entries === null) return [path]
  const found = await Promise.all(
    entries.map((entry) =>
      entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
    ),
  )
  return found.flat()
}

const matters = (path: string) => !path.endsWith('.test.ts') && !path.endsWith('.sql')

/** SHA-256 over the names and contents of the sources of the pages, in hexadecimal. */
export async function webSourceHash(root: string): Promise<string> {
  const all = (await Promise.all(sources.map((source) => filesBelow(join(root, source))))).flat()
  const hash = createHash('sha256')
  for (const path of all.filter(matters).sort()) {
    hash.update(`${relative(root, path)}\0`)
    hash.update(await readFile(path))
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** A build takes seconds, on a loaded machine minutes; a lock this old was left behind by one that was killed. */
const forgottenAfter = 600_000

/** Lets one process build at a time; others wait and then find the pages built. */
async function alone<Result>(root: string, work: () => Promise<Result>): Promise<Result> {
  const lock = join(root, 'dist/web.lock')
  await mkdir(join(root, 'dist'), { recursive: true })
  for (;;) {
    const taken = await mkdir(lock).catch((error: NodeJS.ErrnoException) => error)
    if (taken === undefined) break
    if (taken.code !== 'EEXIST') throw taken
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > forgottenAfter) await rm(lock, { recursive: true, force: true })
    else await setTimeout(100)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** Builds follow NODE_ENV; whoever asks for pages, a test included, gets the ones that people get. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    return await work()
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

/** The hash of the sources that the pages which stand there were built from; empty when there are none. */
const builtFrom = (root: string): Promise<string> =>
  readFile(join(root, 'dist/web/.source-hash'), 'utf8').catch(() => '')

/**
 * Builds the pages into `dist/web` unless they were built from exactly these sources before. A running server
 * keeps serving the earlier build until the new one is whole.
 * @throws when the build fails; an earlier build stays as it was.
 */
export async function buildWebIfChanged(root: string): Promise<'built' | 'unchanged'> {
  const out = join(root, 'dist/web')
  const hash = await webSourceHash(root)
  if ((await builtFrom(root)) === hash) return 'unchanged'
  return alone(root, async () => {
    if ((await builtFrom(root)) === hash) return 'unchanged'
    const { build } = await import('vite')
    const fresh = join(root, 'dist/web.new')
    await inProduction(() =>
      build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh } }),
    )
    await writeFile(join(fresh, '.source-hash'), hash)
    await rm(out, { recursive: true, force: true })
    await rename(fresh, out)
    return 'built'
  })
}

const ownRoot = fileURLToPath(new URL('..', import.meta.url))
const thisFile = fileURLToPath(import.meta.url)

/**
 * As `buildWebIfChanged`, for a process that goes on for weeks: a build is made by a process of its own, so that the
 * hundreds of megabytes it takes go with it.
 * @throws when the build fails, with what it said.
 */
export async function buildWebApart(): Promise<'built' | 'unchanged'> {
  if ((await builtFrom(ownRoot)) === (await webSourceHash(ownRoot))) return 'unchanged'
  const child = spawn(process.execPath, [thisFile], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The pages could not be built. Nothing was changed.\n${said.trim()}`)
  return 'built'
}

if (process.argv[1] === thisFile) {
  const outcome = await buildWebIfChanged(ownRoot)
  process.stdout.write(`pages: ${outcome}\n`)
}
