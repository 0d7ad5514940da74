import { readFile } from 'node:fs/promises'
import {
  formatSignerKey,
  parseSignerKey,
  type SignerKey,
  signerKeyFromSeed,
} from '../../kernel/merkle/note-key.ts'
import { writeDurably } from '../durable-file.ts'

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

const writeKeyFile = (file: string, content: KeyFile): Promise<void> =>
  writeDurably(file, `${JSON.stringify(content, null, 2)}\n`)

const keysIn = (content: KeyFile): SigningKeys => ({
  current: parseSignerKey(content.signer),
  verifiers: content.verifiers,
})

/**
 * Reads the keys, or makes the first one.
 * @param name who signs: the installation's name, without spaces and pluses
 */
export async function loadSigningKeys(
  file: string,
  name: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<SigningKeys> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text !== undefined) return keysIn(JSON.parse(text))
  const signer = signerKeyFromSeed(name, randomBytes(32))
  const content = { signer: formatSignerKey(signer), verifiers: [signer.verifier.text] }
  await writeKeyFile(file, content)
  return keysIn(content)
}

/** Replaces the signing key; the retired one's verifier key is kept. */
export async function rotateSigningKey(
  file: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<SigningKeys> {
  const before: KeyFile = JSON.parse(await readFile(file, 'utf8'))
  const signer = signerKeyFromSeed(parseSignerKey(before.signer).name, randomBytes(32))
  const content = { signer: formatSignerKey(signer), verifiers: [...before.verifiers, signer.verifier.text] }
  await writeKeyFile(file, content)
  return keysIn(content)
}
