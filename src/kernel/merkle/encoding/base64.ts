import { FormatError } from './format-error.ts'

/**
 * Decodes standard base64 (RFC 4648 section 4) and refuses every other spelling of the same bytes, so that one value has
 * one text. Throws `FormatError` naming `what` when the text is not canonical or not `bytes` long.
 */
export function decodeBase64(text: string, what: string, bytes?: number): Buffer {
  const decoded = Buffer.from(text, 'base64')
  if (decoded.toString('base64') !== text) throw new FormatError(`${what} is not base64`)
  if (bytes !== undefined && decoded.length !== bytes) {
    throw new FormatError(`${what} holds ${decoded.length} bytes instead of ${bytes}`)
  }
  return decoded
}
