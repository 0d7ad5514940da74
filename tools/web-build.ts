import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
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

/**
 * Builds the pages into `dist/web` unless they were built from exactly these sources before.
 * @throws when the build fails; an earlier build may be gone then.
 */
export async function buildWebIfChanged(root: string): Promise<'built' | 'unchanged'> {
  const out = join(root, 'dist/web')
  const stamp = join(out, '.source-hash')
  const hash = await webSourceHash(root)
  const before = await readFile(stamp, 'utf8').catch(() => '')
  if (before === hash) return 'unchanged'
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await mkdir(out, { recursive: true })
  await writeFile(stamp, hash)
  return 'built'
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outcome = await buildWebIfChanged(fileURLToPath(new URL('..', import.meta.url)))
  process.stdout.write(`pages: ${outcome}\n`)
}
