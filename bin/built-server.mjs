import { join } from 'node:path'
import { sourceHash } from './source-hash.mjs'

/** Everything that the server is made of, below the package's root. */
const sources = ['src', 'verifier', 'tools', 'package-lock.json']

const matters = (path) =>
  path.endsWith('package-lock.json') || (path.endsWith('.ts') && !path.endsWith('.test.ts'))

/**
 * Where the server that is built from exactly these sources stands, whether it was built yet or not. Every version has
 * a folder of its own: a running server still finds its parts when the next one is built.
 *
 * @param {string} packageRoot
 */
export function builtServer(packageRoot) {
  const version = sourceHash(packageRoot, sources, matters).slice(0, 16)
  return join(packageRoot, 'dist', 'server', version, 'main.js')
}
