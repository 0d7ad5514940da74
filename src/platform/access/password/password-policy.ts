import { OperationError } from '../../../kernel/contract/error.ts'
import { commonPasswords } from './common-passwords.ts'

export const shortestPassword = 12
export const longestPassword = 200

/**
 * Length and known-bad values decide, never the mix of characters (NIST SP 800-63B, 5.1.1.2).
 * @returns why a password may not be taken; undefined lets it pass.
 */
export function passwordFault(password: string, email: string): string | undefined {
  const length = [...password].length
  if (length < shortestPassword)
    return `Take at least ${shortestPassword} characters. A few words in a row are easy to keep.`
  if (length > longestPassword) return `Take at most ${longestPassword} characters.`
  const folded = password.normalize('NFKC').toLowerCase()
  const address = email.trim().toLowerCase()
  if (folded === address || folded === address.split('@')[0]) return 'The password may not be the address.'
  if (commonPasswords.has(folded) || new Set(folded).size < 4)
    return 'This password is among the first that anyone would try. Take another.'
  return undefined
}

/** @throws invalid-input, naming the input's field. */
export function assertPasswordAllowed(password: string, email: string, field = 'password'): void {
  const fault = passwordFault(password, email)
  if (fault)
    throw new OperationError('invalid-input', `The password was not set: ${fault}`, {
      issues: [{ path: field, message: fault }],
    })
}
