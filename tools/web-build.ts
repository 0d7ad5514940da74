import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sourceHash } from '../bin/source-hash.mjs'
import { buildAlone } from './build-alone.ts'

/** Everything that the pages are made of, below the package's root. */
const sources = ['src/web', 'src/modules', 'src/kernel', 'vite.config.ts', 'package-lock.json']

const matters = (path: string) => !path.endsWith('.test.ts') && !path.endsWith('.sql')

/** The hash of the sources of the pages. */
const webSourceHash = (root: string): string => sourceHash(root, sources, matters)

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
  const hash = webSourceHash(root)
  if ((await builtFrom(root)) === hash) return 'unchanged'
  return buildAlone(join(root, 'dist/web.lock'), async () => {
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
  if ((await builtFrom(ownRoot)) === webSourceHash(ownRoot)) return 'unchanged'
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
