import { fileURLToPath } from 'node:url'
import type { Packs } from '../../kernel/pack/pack.ts'
import { loadPacks } from './load-packs.ts'

let loaded: Packs | undefined

/**
 * The packs that this version of the product ships, read once in the life of the process.
 * @throws PackError when they are not whole; nothing is loaded then.
 */
export function shippedPacks(): Packs {
  loaded ??= loadPacks(fileURLToPath(new URL('../../../packs', import.meta.url)))
  return loaded
}
