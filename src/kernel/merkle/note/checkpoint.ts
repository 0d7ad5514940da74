import { decodeBase64 } from '../encoding/base64.ts'
import { parseDecimal } from '../encoding/decimal.ts'
import { FormatError } from '../encoding/format-error.ts'
import { HASH_BYTES, type Hash } from '../tree/hash.ts'

/** A tree head: which log, how many leaves, which root. `extensions` are opaque further lines, normally none. */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Hash
  readonly extensions: readonly string[]
}

/** The checkpoint as note text, C2SP tlog-checkpoint: origin, size, root and extension lines. Throws `FormatError`. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const lines = [
    checkpoint.origin,
    String(checkpoint.size),
    checkpoint.root.toString('base64'),
    ...checkpoint.extensions,
  ]
  if (lines.some((line) => line === '' || line.includes('\n')))
    throw new FormatError('a checkpoint line is empty or broken')
  if (!Number.isSafeInteger(checkpoint.size) || checkpoint.size < 0)
    throw new FormatError('the size is not a whole number')
  if (checkpoint.root.length !== HASH_BYTES) throw new FormatError('the root is not a SHA-256 value')
  return `${lines.join('\n')}\n`
}

/** Reads what `formatCheckpoint` wrote; throws `FormatError` on anything else. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  const [origin = '', size = '', root = '', ...extensions] = lines.slice(0, -1)
  if (lines.at(-1) !== '' || lines.length < 4 || lines.slice(0, -1).includes('')) {
    throw new FormatError('a checkpoint has at least three lines and none is empty')
  }
  return {
    origin,
    size: parseDecimal(size, 'the checkpoint size'),
    root: decodeBase64(root, 'the checkpoint root', HASH_BYTES),
    extensions,
  }
}
