import { FormatError } from './format-error.ts'

export type JsonObject = { readonly [key: string]: unknown }

/** Reads a JSON object; throws `FormatError` naming `what` when the text is not JSON or another kind of value. */
export function parseJsonObject(text: string, what: string): JsonObject {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new FormatError(`${what} is not JSON: it is damaged or cut off`)
  }
  if (!isObject(parsed)) throw new FormatError(`${what} is not a JSON object`)
  return parsed
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
