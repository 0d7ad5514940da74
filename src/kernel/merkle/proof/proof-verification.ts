import { type Hash, nodeHash } from '../tree/hash.ts'

/**
 * Whether `proof` shows that `leaf` is entry `index` of the tree of `size` leaves with root `root`.
 * Algorithm of RFC 9162 section 2.1.3.2, on purpose not the one that generates proofs.
 */
export function verifyInclusion(
  leaf: Hash,
  index: number,
  size: number,
  proof: readonly Hash[],
  root: Hash,
): boolean {
  if (!Number.isSafeInteger(size) || !Number.isInteger(index) || index < 0 || index >= size) return false
  let [node, last, hash] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = nodeHash(hash, sibling)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && hash.equals(root)
}

/**
 * Whether `proof` shows that the tree (`newSize`, `newRoot`) extends the tree (`oldSize`, `oldRoot`).
 * Algorithm of RFC 9162 section 2.1.4.2. Every tree extends the empty one, which takes no proof.
 */
export function verifyConsistency(
  oldSize: number,
  oldRoot: Hash,
  newSize: number,
  newRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!Number.isSafeInteger(newSize) || !Number.isInteger(oldSize) || oldSize < 0 || oldSize > newSize)
    return false
  if (oldSize === newSize) return proof.length === 0 && oldRoot.equals(newRoot)
  if (oldSize === 0) return proof.length === 0
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof
  let [node, last] = [oldSize - 1, newSize - 1]
  while (isOdd(node)) [node, last] = [half(node), half(last)]
  const [seed, ...rest] = path
  if (seed === undefined) return false
  let [oldHash, newHash] = [seed, seed]
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      newHash = nodeHash(newHash, sibling)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot)
}

// Sizes go beyond 32 bits, where JavaScript's bit operators would wrap.
const isOdd = (value: number): boolean => value % 2 === 1
const half = (value: number): number => Math.floor(value / 2)
const isPowerOfTwo = (value: number): boolean => 2 ** Math.round(Math.log2(value)) === value
