import { sign, verify } from 'node:crypto'
import { decodeBase64 } from '../encoding/base64.ts'
import { FormatError } from '../encoding/format-error.ts'
import { isKeyName, type KeyLabel, type SignerKey, type VerifierKey } from './note-key.ts'

/** A note whose text may be trusted: `signers` lists the known keys that signed it, `unknown` the others. */
export type OpenedNote = {
  readonly text: string
  readonly signers: readonly VerifierKey[]
  readonly unknown: readonly KeyLabel[]
}

/** Why a note was not opened: not a note at all, a known key's signature is wrong, or no known key signed it. */
export type NoteRefusal = 'malformed' | 'invalid_signature' | 'unknown_key'

/** A note that is not accepted, and why. */
export class NoteError extends FormatError {
  override readonly name = 'NoteError'
  readonly refusal: NoteRefusal

  constructor(refusal: NoteRefusal, message: string) {
    super(message)
    this.refusal = refusal
  }
}

type SignatureLine = KeyLabel & { readonly signature: Buffer }

/** Go's reader refuses a note with more; the specification asks for at least 16. */
const SIGNATURES_MAX = 100
const KEY_ID_BYTES = 4
const LINE_START = '\u2014 '

/**
 * Signs `text` (one or more lines, ending in a newline) as a C2SP signed note, one signature line per signer in the
 * given order. Throws `NoteError` when the text cannot stand in a note.
 */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  if (!text.endsWith('\n') || !isNoteText(text))
    throw malformed('the text must end in a newline and hold no control character')
  if (signers.length === 0 || signers.length > SIGNATURES_MAX)
    throw malformed(`a note takes 1 to ${SIGNATURES_MAX} signatures`)
  const message = Buffer.from(text)
  const lines = signers.map(({ name, id, privateKey }) => {
    const signature = Buffer.concat([Buffer.from(id, 'hex'), sign(null, message, privateKey)])
    return `${LINE_START}${name} ${signature.toString('base64')}\n`
  })
  return `${text}\n${lines.join('')}`
}

/**
 * Opens a note: every signature by a key in `known` must hold, and at least one must be there; other keys' signatures
 * are listed, not trusted. Throws `NoteError`. Follows C2SP signed-note and Go's `note.Open`.
 */
export function openNote(note: string, known: readonly VerifierKey[]): OpenedNote {
  const { text, lines } = splitNote(note)
  const message = Buffer.from(text)
  const signers: VerifierKey[] = []
  const unknown: KeyLabel[] = []
  for (const line of lines) {
    const key = known.find((candidate) => candidate.name === line.name && candidate.id === line.id)
    if (key === undefined) unknown.push({ name: line.name, id: line.id })
    else if (signers.includes(key)) continue
    else if (verify(null, message, key.publicKey, line.signature)) signers.push(key)
    else
      throw new NoteError(
        'invalid_signature',
        `the signature of key ${key.name}+${key.id} does not fit the text`,
      )
  }
  if (signers.length === 0) {
    const names = unknown.map(({ name, id }) => `${name}+${id}`).join(', ')
    throw new NoteError('unknown_key', `no trusted key signed it, only ${names}`)
  }
  return { text, signers, unknown }
}

/** The text of a note before anything is known of its signatures: for messages about it, never to be relied on. */
export function untrustedNoteText(note: string): string {
  return splitNote(note).text
}

function splitNote(note: string): { text: string; lines: SignatureLine[] } {
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n') || !isNoteText(note))
    throw malformed('it is not a text, a blank line and signatures')
  const block = note.slice(split + 2, -1)
  const lines = block.split('\n')
  if (lines.length > SIGNATURES_MAX) throw malformed(`it holds more than ${SIGNATURES_MAX} signatures`)
  return { text: note.slice(0, split + 1), lines: lines.map(signatureLine) }
}

function signatureLine(line: string): SignatureLine {
  const [name = '', encoded = '', ...rest] = line.slice(LINE_START.length).split(' ')
  if (!line.startsWith(LINE_START) || !isKeyName(name) || rest.length > 0)
    throw malformed('a signature line is malformed')
  const bytes = decodeSignature(encoded)
  return { name, id: bytes.toString('hex', 0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) }
}

function decodeSignature(encoded: string): Buffer {
  try {
    const bytes = decodeBase64(encoded, 'a signature')
    if (bytes.length > KEY_ID_BYTES) return bytes
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
  throw malformed('a signature line is malformed')
}

function malformed(message: string): NoteError {
  return new NoteError('malformed', message)
}

/** Well-formed and without control characters other than newline. */
function isNoteText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x0a) return false
  }
  return text.isWellFormed()
}
