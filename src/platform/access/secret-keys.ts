import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { Sources } from '../ids.ts'

/** Keys derived from the signing secret (HKDF, RFC 5869), one for each purpose. */
export interface SecretKeys {
  /** Encrypts, bound to the id it belongs to: AES-256-GCM, nonce and tag in front. */
  readonly seal: (plain: Uint8Array, boundTo: string) => Buffer
  /** @throws when the secret has changed, or the bytes were altered or moved to another id. */
  readonly open: (sealed: Uint8Array, boundTo: string) => Buffer
  /** A keyed hash, so that addresses tried at sign-in are not kept in the clear. */
  readonly digest: (purpose: string, text: string) => Buffer
}

const nonceBytes = 12
const tagBytes = 16

/** @throws when the secret is shorter than 32 characters. */
export function secretKeys(secret: string, sources: Sources): SecretKeys {
  if (secret.length < 32)
    throw new Error(
      'The signing secret must have at least 32 characters. Nothing was started. Generate one with: openssl rand -base64 32',
    )
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'plumbline', purpose, 32))
  const sealing = derive('seal')
  const digesting = derive('digest')
  return {
    seal: (plain, boundTo) => {
      const nonce = sources.randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(boundTo))
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open: (sealed, boundTo) => {
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
    },
    digest: (purpose, text) => createHmac('sha256', digesting).update(`${purpose}\n${text}`).digest(),
  }
}
