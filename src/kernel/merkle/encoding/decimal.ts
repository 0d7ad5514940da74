import { FormatError } from './format-error.ts'

/**
 * Reads an ASCII decimal without sign or leading zeroes, as the C2SP formats write sizes and indexes.
 * Throws `FormatError` naming `what`; numbers beyond 2^53 - 1 are refused, since they would lose precision.
 */
export function parseDecimal(text: string, what: string): number {
  const value = Number(text)
  if (!/^(0|[1-9][0-9]*)$/.test(text) || !Number.isSafeInteger(value)) {
    throw new FormatError(`${what} is not a plain decimal number`)
  }
  return value
}
