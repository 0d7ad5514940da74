import { createHmac, timingSafeEqual } from 'node:crypto'
import { base32 } from './base32.ts'

/** Time-based one-time passwords (RFC 6238) with what every authenticator app takes: SHA-1, 30 seconds. */
const periodSeconds = 30

/** The time step of a moment (RFC 6238, 4.2). */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / periodSeconds)

/** The code of one step (RFC 4226, 5.3). */
export function codeOf(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const truncated = mac.readUInt32BE((mac[19] ?? 0) & 0xf) & 0x7fffffff
  return String(truncated % 10 ** digits).padStart(digits, '0')
}

/**
 * The step that a code stands for, one step either way for clocks that differ (RFC 6238, 5.2).
 * @returns undefined for a wrong code. The caller refuses a step at or before the last one accepted.
 */
export function stepOfCode(secret: Uint8Array, code: string, at: Date): number | undefined {
  const given = Buffer.from(code)
  const now = stepAt(at)
  let found: number | undefined
  for (const step of [now - 1, now, now + 1]) {
    const expected = Buffer.from(codeOf(secret, step))
    if (given.length === expected.length && timingSafeEqual(given, expected)) found = step
  }
  return found
}

/** What the QR code holds: Google's `otpauth` key URI. */
export function keyUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=${periodSeconds}`
}
