import { readFile } from 'node:fs/promises'
import {
  formatSignerKey,
  parseSignerKey,
  type SignerKey,
  signerKeyFromSeed,
} from '../../../kernel/merkle/note/note-key.ts'
import { writeDurably } from '../../durable-file.ts'

/** The installation's signing keys. The private one lives in this file and never in the database. */
export interface SigningKeys {
  readonly current: SignerKey
  /** Verifier keys, the current one last; retired ones stay so that old checkpoints keep verifying. */
  readonly verifiers: readonly string[]
}

interface KeyFile {
  readonly signer: string
  readonly verifiers: readonly string[]
}

const keysIn = (content: KeyFile): SigningKeys => ({
  current: parseSignerKey(content.signer),
  verifiers: content.verifiers,
})

/** The keys in the file, undefined when it does not exist. */
export async function readSigningKeys(file: string): Promise<SigningKeys | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : keysIn(JSON.parse(text))
}

/**
 * Draws a signing key; nothing is written.
 * @param name who signs: the installation's name, without spaces and pluses
 */
export const newSigner = (name: string, randomBytes: (size: number) => Uint8Array): SignerKey =>
  signerKeyFromSeed(name, randomBytes(32))

/** Keeps a signing key in the file, with the verifier keys of those before it. */
export async function keepSigner(
  file: string,
  signer: SignerKey,
  before: readonly string[],
): Promise<SigningKeys> {
  const content = { signer: formatSignerKey(signer), verifiers: [...before, signer.verifier.text] }
  await writeDurably(file, `${JSON.stringify(content, null, 2)}\n`)
  return keysIn(content)
}

/** Reads the keys, or makes the first one. For callers who know that nothing was signed before. */
export const loadSigningKeys = async (
  file: string,
  name: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<SigningKeys> =>
  (await readSigningKeys(file)) ?? (await keepSigner(file, newSigner(name, randomBytes), []))
