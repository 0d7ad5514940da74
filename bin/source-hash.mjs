// Plain JavaScript: the launcher asks it too, under the older Node a machine may bring.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Every file below a folder, or the file itself. */
function* filesBelow(path) {
  if (!statSync(path).isDirectory()) {
    yield path
    return
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name)
    if (entry.isDirectory()) yield* filesBelow(below)
    else yield below
  }
}

/**
 * SHA-256 over the names and contents of files, in hexadecimal: something built from files with the same hash need not
 * be built again.
 *
 * @param {string} root what names are relative to
 * @param {readonly string[]} sources files and folders below the root
 * @param {(path: string) => boolean} matters whether a file, by its absolute path, is part of what is built
 */
export function sourceHash(root, sources, matters) {
  const all = sources.flatMap((source) => [...filesBelow(join(root, source))])
  const hash = createHash('sha256')
  for (const path of all.filter(matters).sort()) {
    hash.update(`${relative(root, path).replaceAll(sep, '/')}\0`)
    hash.update(readFileSync(path))
    hash.update('\0')
  }
  return hash.digest('hex')
}
