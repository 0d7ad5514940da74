import { FormatError } from '../encoding/format-error.ts'
import { LEAF_BYTES_MAX } from '../leaf/leaf.ts'

/** Packs up to 256 leaves as C2SP tlog-tiles serves them: each with its length before it, 16 bits, big-endian. */
export function encodeEntryBundle(leaves: readonly string[]): Buffer {
  return Buffer.concat(
    leaves.flatMap((leaf) => {
      const bytes = Buffer.from(leaf)
      if (bytes.length > LEAF_BYTES_MAX) throw new FormatError(`a leaf takes ${bytes.length} bytes`)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(bytes.length)
      return [length, bytes]
    }),
  )
}

/** Unpacks what `encodeEntryBundle` packed; throws `FormatError` when a leaf is cut short. */
export function decodeEntryBundle(bundle: Uint8Array): string[] {
  const bytes = Buffer.from(bundle)
  const leaves: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = at + 2
    const end = start > bytes.length ? Number.POSITIVE_INFINITY : start + bytes.readUInt16BE(at)
    if (end > bytes.length) throw new FormatError('the entry bundle ends within a leaf')
    leaves.push(bytes.toString('utf8', start, end))
    at = end
  }
  return leaves
}
