import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builtServer } from '../bin/built-server.mjs'
import { buildAlone } from './build-alone.ts'

/** What is never part of it: native code and tools, loaded from their packages when they are needed. */
const leftOut = ['@myriaddreamin/typst-ts-node-compiler', 'pg-native', 'vite']

/** Versions that stay, the newest among them: a server that still runs finds the parts it has not loaded yet. */
const versionsKept = 3

/**
 * A file that looks for others beside itself has to look where its source is: `import.meta.url` becomes the address of
 * the source, relative to the built file.
 */
const addressed = (root: string, folder: string) => ({
  name: 'source-address',
  transform(code: string, id: string) {
    if (!id.startsWith(root) || !code.includes('import.meta.url')) return null
    const path = relative(folder, id).replaceAll(sep, '/')
    return {
      code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(path)}, import.meta.url).href`),
    }
  },
})

/** One character beyond Latin-1 makes the engine keep a whole file at two bytes a character. */
const escaped = (code: string): string =>
  code.replaceAll(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

async function bundle(root: string, folder: string, out: string): Promise<void> {
  const { rolldown } = await import('rolldown')
  const made = await rolldown({
    input: join(root, 'src/main.ts'),
    cwd: root,
    platform: 'node',
    external: leftOut,
    plugins: [
      addressed(root, folder),
      {
        name: 'one-byte-text',
        generateBundle(_options, files) {
          for (const file of Object.values(files)) if (file.type === 'chunk') file.code = escaped(file.code)
        },
      },
    ],
  })
  await made.write({ dir: out, format: 'esm', comments: false })
  await made.close()
}

async function forgetOldVersions(all: string): Promise<void> {
  const found = await Promise.all(
    (await readdir(all)).map(async (name) => ({ name, at: (await stat(join(all, name))).mtimeMs })),
  )
  const old = found.sort((one, other) => other.at - one.at).slice(versionsKept)
  for (const { name } of old) await rm(join(all, name), { recursive: true, force: true })
}

/**
 * Puts the server together into few files below `dist/server`, unless it was put together from exactly these sources
 * before. Decision 23 says why.
 * @throws when it cannot be built; what was built before stays.
 */
export async function buildServerIfChanged(root: string): Promise<'built' | 'unchanged'> {
  const main = builtServer(root)
  if (existsSync(main)) return 'unchanged'
  const folder = dirname(main)
  return buildAlone(join(root, 'dist/server.lock'), async () => {
    if (existsSync(main)) return 'unchanged'
    const fresh = join(root, 'dist/server.new')
    await rm(fresh, { recursive: true, force: true })
    await bundle(root, folder, fresh)
    await mkdir(dirname(folder), { recursive: true })
    await rename(fresh, folder)
    await forgetOldVersions(dirname(folder))
    return 'built'
  })
}

const thisFile = fileURLToPath(import.meta.url)
if (process.argv[1] === thisFile) {
  try {
    await buildServerIfChanged(dirname(dirname(thisFile)))
  } catch (error) {
    process.stderr.write(
      `The server runs from its sources, because it could not be built: ${(error as Error).message}\n`,
    )
  }
}
