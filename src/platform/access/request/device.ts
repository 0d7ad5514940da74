import { timingSafeEqual } from 'node:crypto'
import type { AccessContext } from '../context.ts'
import type { Visitor } from './visitor.ts'

/** How long a browser is known from which somebody signed in. */
export const deviceSeconds = 180 * 24 * 3600

const nameBytes = 16
const nameLength = 22

type Parts = Pick<AccessContext, 'keys' | 'sources' | 'cookies'>

const sealOf = ({ keys }: Parts, name: string, email: string): Buffer =>
  keys.digest('device', `${name}\n${email}`)

/**
 * What a browser keeps once somebody has signed in from it: a name and its seal, for this address alone. It opens nothing.
 * It only keeps wrong guesses made elsewhere from counting against this browser.
 */
export function newDevice(parts: Parts, email: string): string {
  const name = Buffer.from(parts.sources.randomBytes(nameBytes)).toString('base64url')
  return `${name}${sealOf(parts, name, email).toString('base64url')}`
}

/** The name of the visitor's browser, when somebody signed in from it under this address before. */
export function knownDevice(parts: Parts, visitor: Visitor, email: string): string | undefined {
  const kept = parts.cookies.device.read(visitor.cookie)
  if (kept === undefined) return undefined
  const name = kept.slice(0, nameLength)
  const given = Buffer.from(kept.slice(nameLength), 'base64url')
  const expected = sealOf(parts, name, email)
  return given.length === expected.length && timingSafeEqual(given, expected) ? name : undefined
}
