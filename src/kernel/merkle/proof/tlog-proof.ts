import { decodeBase64 } from '../encoding/base64.ts'
import { parseDecimal } from '../encoding/decimal.ts'
import { FormatError } from '../encoding/format-error.ts'
import { HASH_BYTES, type Hash } from '../tree/hash.ts'

/** A proof that stands alone: entry `index` is in the tree of `checkpoint`, a signed note kept verbatim. */
export type TlogProof = {
  readonly index: number
  readonly proof: readonly Hash[]
  readonly checkpoint: string
  /** Unauthenticated data beside the proof, or null. */
  readonly extra: Buffer | null
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'

/** The proof in the text form of C2SP tlog-proof (usual file ending `.tlog-proof`). */
export function formatTlogProof({ index, proof, checkpoint, extra }: TlogProof): string {
  const head = [
    FIRST_LINE,
    ...(extra === null ? [] : [`extra ${extra.toString('base64')}`]),
    `index ${index}`,
  ]
  return [...head, ...proof.map((hash) => hash.toString('base64')), '', checkpoint].join('\n')
}

/** Reads what `formatTlogProof` wrote; throws `FormatError` on anything else. Neither proof nor checkpoint is verified. */
export function parseTlogProof(text: string): TlogProof {
  const split = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(split, 0)).split('\n')
  if (split < 0 || first !== FIRST_LINE) throw new FormatError(`the text does not begin with ${FIRST_LINE}`)
  const extra = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined
  const index = lines.shift()
  if (!index?.startsWith('index ')) throw new FormatError('the proof states no index')
  return {
    index: parseDecimal(index.slice('index '.length), 'the index'),
    proof: lines.map((line) => decodeBase64(line, 'a hash of the proof', HASH_BYTES)),
    checkpoint: text.slice(split + 2),
    extra: extra === undefined ? null : decodeBase64(extra, 'the extra data'),
  }
}
