import { hash } from 'node:crypto'
import { FormatError } from '../encoding/format-error.ts'
import { parseJsonObject } from '../encoding/json-object.ts'

/**
 * Every salt has exactly this length. A fixed length is what keeps salt and image apart inside the hashed bytes:
 * were it free, bytes could be moved from the image into the salt without changing the hash.
 */
export const SALT_BYTES = 16

/**
 * SHA-256(salt || image) in lower-case hex: what a leaf's `before` and `after` hold. A string stands for its UTF-8
 * bytes. Throws `FormatError` when the salt has another length than `SALT_BYTES`.
 */
export function payloadHash(salt: Uint8Array, image: string | Uint8Array): string {
  if (salt.length !== SALT_BYTES)
    throw new FormatError(`the salt holds ${salt.length} bytes instead of ${SALT_BYTES}`)
  const length = typeof image === 'string' ? Buffer.byteLength(image) : image.length
  const bytes = Buffer.allocUnsafe(SALT_BYTES + length)
  bytes.set(salt, 0)
  if (typeof image === 'string') bytes.write(image, SALT_BYTES)
  else bytes.set(image, SALT_BYTES)
  return hash('sha256', bytes, 'hex')
}

/** Payload of an `erase` leaf: names the leaves (by index) whose payload and salt were destroyed. */
export function encodeTombstone(leaves: readonly number[]): string {
  return JSON.stringify({ leaves })
}

/** Reads a tombstone's leaf indexes from its JSON, whatever the spacing; throws `FormatError` when there are none. */
export function parseTombstone(image: string): number[] {
  const { leaves } = parseJsonObject(image, 'the tombstone')
  const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
  if (!Array.isArray(leaves) || !leaves.every(isIndex))
    throw new FormatError('the tombstone names no list of leaf indexes')
  return leaves
}
