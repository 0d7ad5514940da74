import { scrypt, timingSafeEqual } from 'node:crypto'
import type { Sources } from '../../ids.ts'

/** The parameters of scrypt; N is 2 to the power of `logN`. */
export interface PasswordCost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

/**
 * scrypt (RFC 7914) with N = 2^15, r = 8, p = 3: 32 MiB and about a quarter of a second, one of the settings
 * OWASP's password storage guidance names as equal in strength.
 */
const current: PasswordCost = { logN: 15, r: 8, p: 3 }
const keyBytes = 32
const shape = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/

const derive = (password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** cost.logN
    // The same characters typed on different keyboards may arrive composed or not.
    scrypt(
      password.normalize('NFKC'),
      salt,
      keyBytes,
      { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })

const written = ({ logN, r, p }: PasswordCost, salt: Buffer, key: Buffer): string =>
  `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`

/** Hashes with a random salt into `$scrypt$ln=..,r=..,p=..$salt$key`, which names its own cost. */
export async function hashPassword(
  password: string,
  sources: Sources,
  cost: PasswordCost = current,
): Promise<string> {
  const salt = Buffer.from(sources.randomBytes(16))
  return written(cost, salt, await derive(password, salt, cost))
}

/** A hash that no password matches, which takes as long to compare as a real one: for accounts that do not exist. */
export const hashOfNothing = (sources: Sources): string =>
  written(current, Buffer.from(sources.randomBytes(16)), Buffer.from(sources.randomBytes(keyBytes)))

/** Compares in constant time. A hash in another shape matches nothing. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, logN, r, p, salt, key] = shape.exec(hash) ?? []
  if (salt === undefined || key === undefined) return false
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) }
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost)
  return timingSafeEqual(derived, Buffer.from(key, 'base64url'))
}
