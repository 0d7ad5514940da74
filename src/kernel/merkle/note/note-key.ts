import { createPrivateKey, createPublicKey, hash, type KeyObject } from 'node:crypto'
import { decodeBase64 } from '../encoding/base64.ts'
import { FormatError } from '../encoding/format-error.ts'

/** The part of a key that names it in a signature line: C2SP signed-note's key name and key id (8 hex digits). */
export type KeyLabel = { readonly name: string; readonly id: string }

/** A public key that verifies notes; `text` is its portable form, the verifier key. */
export type VerifierKey = KeyLabel & { readonly text: string; readonly publicKey: KeyObject }

/** A private key that signs notes. Keep it outside the database. */
export type SignerKey = KeyLabel & { readonly verifier: VerifierKey; readonly privateKey: KeyObject }

/** C2SP signed-note: signature type of plain Ed25519 over the note's text. */
const ED25519 = 0x01
const KEY_BYTES = 32

// The fixed DER that precedes a raw Ed25519 key (RFC 8410): node:crypto reads keys only in such a wrapping.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Whether `name` may name a key: not empty, no Unicode space, no plus, well-formed (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\u0085+]/u.test(name)
}

/** Reads a verifier key `name+id+base64(0x01 || public key)`; throws `FormatError` when it is not one or contradicts itself. */
export function parseVerifierKey(text: string): VerifierKey {
  const [name, id, encoded] = splitKey(text)
  if (!isKeyName(name)) throw new FormatError(`"${text}" is not a verifier key`)
  const typed = decodeTypedKey(encoded, 'the verifier key')
  if (keyId(name, typed) !== id)
    throw new FormatError(`the verifier key "${text}" does not match its own key id`)
  return verifierKey(name, typed.subarray(1))
}

/** Reads a signer key `PRIVATE+KEY+name+id+base64(0x01 || seed)`, the form Go's `note.GenerateKey` writes too. */
export function parseSignerKey(text: string): SignerKey {
  const prefix = 'PRIVATE+KEY+'
  if (!text.startsWith(prefix)) throw new FormatError('the text is not a signer key')
  const [name, id, encoded] = splitKey(text.slice(prefix.length))
  const signer = signerKeyFromSeed(name, decodeTypedKey(encoded, 'the signer key').subarray(1))
  if (signer.id !== id) throw new FormatError('the signer key does not match its own key id')
  return signer
}

/** Writes what `parseSignerKey` reads. The result is a secret. */
export function formatSignerKey(signer: SignerKey): string {
  const seed = signer.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8_PREFIX.length)
  return `PRIVATE+KEY+${signer.name}+${signer.id}+${Buffer.concat([Buffer.of(ED25519), seed]).toString('base64')}`
}

/** Makes a signer of 32 secret random bytes, which the caller draws. Throws `FormatError` on a bad name or length. */
export function signerKeyFromSeed(name: string, seed: Uint8Array): SignerKey {
  if (!isKeyName(name))
    throw new FormatError(`"${name}" cannot name a key: it is empty or holds a space or a plus`)
  if (seed.length !== KEY_BYTES)
    throw new FormatError(`an Ed25519 seed holds ${KEY_BYTES} bytes, not ${seed.length}`)
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const verifier = verifierKey(name, spki.subarray(SPKI_PREFIX.length))
  return { name, id: verifier.id, verifier, privateKey }
}

/**
 * Fingerprint of a verifier key for people to compare by eye or telephone: SHA-256 over the key's text, in hex,
 * in groups of four digits.
 */
export function keyFingerprint(key: VerifierKey): string {
  return (hash('sha256', key.text, 'hex').match(/.{4}/g) ?? []).join(' ')
}

function verifierKey(name: string, raw: Buffer): VerifierKey {
  const typed = Buffer.concat([Buffer.of(ED25519), raw])
  const id = keyId(name, typed)
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' })
  return { name, id, text: `${name}+${id}+${typed.toString('base64')}`, publicKey }
}

/** C2SP signed-note: SHA-256(name || 0x0A || type || public key), first four bytes. */
function keyId(name: string, typed: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'hex').slice(0, 8)
}

function decodeTypedKey(encoded: string, what: string): Buffer {
  const typed = decodeBase64(encoded, what, 1 + KEY_BYTES)
  if (typed[0] !== ED25519) throw new FormatError(`${what} is not an Ed25519 key`)
  return typed
}

/** Splits at the first two pluses only: the base64 part may hold more. */
function splitKey(text: string): [name: string, id: string, encoded: string] {
  const [name = '', id = '', ...encoded] = text.split('+')
  return [name, id, encoded.join('+')]
}
