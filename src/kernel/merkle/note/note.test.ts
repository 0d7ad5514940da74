import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../encoding/format-error.ts'
import { NoteError, openNote, signNote } from './note.ts'
import {
  formatSignerKey,
  keyFingerprint,
  parseSignerKey,
  parseVerifierKey,
  signerKeyFromSeed,
} from './note-key.ts'

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const alice = signerKeyFromSeed('alice.example/log', seed(1))
const bob = signerKeyFromSeed('bob.example', seed(2))

/** Published examples of Go's golang.org/x/mod/sumdb/note package. */
const GO_VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const GO_SIGNER = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const GO_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`

function refusalOf(note: string, known = [alice.verifier]): string {
  try {
    openNote(note, known)
  } catch (error) {
    if (error instanceof NoteError) return error.refusal
    throw error
  }
  return 'opened'
}

describe('signed notes', () => {
  it('agree with the published example of the reference implementation', () => {
    expect(openNote(GO_NOTE, [parseVerifierKey(GO_VERIFIER)]).text).toBe(GO_TEXT)
    const signer = parseSignerKey(GO_SIGNER)
    expect(signNote(GO_TEXT, [signer])).toBe(GO_NOTE)
    expect(signer.verifier.text).toBe(GO_VERIFIER)
    expect(formatSignerKey(signer)).toBe(GO_SIGNER)
  })

  it('carry several signatures, of which unknown ones are listed and not trusted', () => {
    const note = signNote('text\n\nwith a blank line\n', [bob, alice])
    expect(openNote(note, [alice.verifier])).toEqual({
      text: 'text\n\nwith a blank line\n',
      signers: [alice.verifier],
      unknown: [{ name: bob.name, id: bob.id }],
    })
    expect(openNote(note, [alice.verifier, bob.verifier]).signers).toEqual([bob.verifier, alice.verifier])
  })

  it('open for any text that may stand in a note', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const text = `${lines.join('\n')}\n`
        expect(openNote(signNote(text, [alice]), [alice.verifier]).text).toBe(text)
      }),
    )
  })

  it('are refused when any character of text or signature changes', () => {
    const note = signNote('origin\n3\n', [alice])
    fc.assert(
      fc.property(
        fc.nat({ max: note.length - 1 }),
        fc.constantFrom('A', 'b', '0', ' ', '\n'),
        (at, character) => {
          fc.pre(note[at] !== character)
          expect(refusalOf(note.slice(0, at) + character + note.slice(at + 1))).not.toBe('opened')
        },
      ),
    )
  })

  it('say why they are refused', () => {
    const note = signNote('text\n', [alice])
    expect(refusalOf(signNote('text\n', [bob]))).toBe('unknown_key')
    expect(refusalOf(note.replace('text', 'next'))).toBe('invalid_signature')
    expect(refusalOf(signNote('text\n', [bob, alice]).replace('text', 'next'))).toBe('invalid_signature')
    expect(refusalOf(note.slice(0, -1))).toBe('malformed')
    expect(refusalOf(note.replace('\u2014', '-'))).toBe('malformed')
    expect(refusalOf(note.replace('text', 'te\u0007xt'))).toBe('malformed')
    expect(refusalOf(note.replace(/ (\S+)\n$/, ' AAAA\n'))).toBe('malformed')
    expect(refusalOf('text\n\n')).toBe('malformed')
    expect(refusalOf(`${note}${'— x AAAAAAA=\n'.repeat(100)}`)).toBe('malformed')
  })

  it('take no text a reader would refuse', () => {
    expect(() => signNote('no newline', [alice])).toThrow(NoteError)
    expect(() => signNote('tab\t\n', [alice])).toThrow(NoteError)
    expect(() => signNote('half \ud800\n', [alice])).toThrow(NoteError)
    expect(() => signNote('text\n', [])).toThrow(NoteError)
  })
})

describe('keys', () => {
  it('are read back from their text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const signer = signerKeyFromSeed('name', bytes)
        expect(parseVerifierKey(signer.verifier.text).text).toBe(signer.verifier.text)
        expect(formatSignerKey(parseSignerKey(formatSignerKey(signer)))).toBe(formatSignerKey(signer))
      }),
    )
  })

  it('have a fingerprint that differs between names and keys', () => {
    expect(keyFingerprint(alice.verifier)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/)
    expect(keyFingerprint(alice.verifier)).not.toBe(
      keyFingerprint(signerKeyFromSeed('other', seed(1)).verifier),
    )
  })

  it.each([
    ['no key', 'x'],
    ['another name', alice.verifier.text.replace('alice', 'alina')],
    ['another key id', alice.verifier.text.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['a short key', alice.verifier.text.slice(0, -4)],
    ['a name with a space', alice.verifier.text.replace('alice', 'ali ce')],
    ['another algorithm', 'a+00000000+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ])('refuse %s', (_, text) => {
    expect(() => parseVerifierKey(text)).toThrow(FormatError)
  })

  it('refuse bad signers', () => {
    expect(() => parseSignerKey(alice.verifier.text)).toThrow(FormatError)
    expect(() => parseSignerKey(formatSignerKey(alice).replace(alice.id, '00000000'))).toThrow(FormatError)
    expect(() => signerKeyFromSeed('a+b', seed(1))).toThrow(FormatError)
    expect(() => signerKeyFromSeed('a', new Uint8Array(31))).toThrow(FormatError)
  })
})
