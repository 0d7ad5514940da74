import { hash } from 'node:crypto'

/** A SHA-256 value, 32 bytes. */
export type Hash = Buffer

export const HASH_BYTES = 32

/** Hash of one log entry: SHA-256(0x00 || entry), RFC 6962 section 2.1. A string stands for its UTF-8 bytes. */
export function leafHash(entry: string | Uint8Array): Hash {
  if (typeof entry === 'string') return hash('sha256', `\u0000${entry}`, 'buffer')
  const prefixed = Buffer.allocUnsafe(entry.length + 1)
  prefixed[0] = 0
  prefixed.set(entry, 1)
  return hash('sha256', prefixed, 'buffer')
}

/** Hash of an inner node: SHA-256(0x01 || left || right), RFC 6962 section 2.1. */
export function nodeHash(left: Hash, right: Hash): Hash {
  const joined = Buffer.allocUnsafe(1 + 2 * HASH_BYTES)
  joined[0] = 1
  joined.set(left, 1)
  joined.set(right, 1 + HASH_BYTES)
  return hash('sha256', joined, 'buffer')
}

/** Root of the tree without leaves: SHA-256 of nothing, RFC 6962 section 2.1. */
export function emptyRoot(): Hash {
  return hash('sha256', '', 'buffer')
}

/**
 * Root over neighbouring perfect subtrees of falling size, from left to right: the two rightmost are joined first,
 * which is the shape RFC 6962 gives a tree whose size is no power of two.
 */
export function joinPeaks(peaks: readonly Hash[]): Hash {
  const last = peaks.at(-1)
  if (last === undefined) return emptyRoot()
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
}
