import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { signNote } from '../note/note.ts'
import { signerKeyFromSeed } from '../note/note-key.ts'
import { leafHash } from '../tree/hash.ts'
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts'

const checkpoint = signNote('origin\n9\nroot\n', [signerKeyFromSeed('origin', new Uint8Array(32))])
const text = formatTlogProof({ index: 5, proof: [leafHash('a'), leafHash('b')], checkpoint, extra: null })

describe('tlog-proof', () => {
  it('stands as C2SP lays it out', () => {
    expect(text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5'])
    expect(text.endsWith(`\n\n${checkpoint}`)).toBe(true)
    expect(formatTlogProof({ index: 0, proof: [], checkpoint, extra: Buffer.from('hi') })).toBe(
      `c2sp.org/tlog-proof@v1\nextra aGk=\nindex 0\n\n${checkpoint}`,
    )
  })

  it('is read back unchanged', () => {
    const proofs = fc.record({
      index: fc.maxSafeNat(),
      proof: fc.array(fc.string().map((word) => leafHash(word))),
      checkpoint: fc.constant(checkpoint),
      extra: fc.option(fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes))),
    })
    fc.assert(
      fc.property(proofs, (proof) => {
        expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['another first line', text.replace('@v1', '@v2')],
    ['no index', text.replace('index 5\n', '')],
    ['a leading zero', text.replace('index 5', 'index 05')],
    ['a broken hash', text.replace(/^.{44}$/m, 'AAAA')],
  ])('refuses %s', (_, doctored) => {
    expect(() => parseTlogProof(doctored)).toThrow(FormatError)
  })
})
