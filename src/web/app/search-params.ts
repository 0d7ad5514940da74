/**
 * The query string as plain words, `stage=operation,retired&sort=-updated_at`: the same language as the API
 * and the command line, readable in an address and safe to share.
 */
export type PlainSearch = Readonly<Record<string, string>>

/** The parameters of an address as they stand there: text by name. An earlier moment that is none is left out. */
export function parseSearch(text: string): PlainSearch {
  const { as_of, ...rest } = Object.fromEntries(new URLSearchParams(text))
  return as_of === undefined || Number.isNaN(Date.parse(as_of)) ? rest : { ...rest, as_of }
}

/** Absent and undefined values are left out; commas and colons stay readable. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const known = Object.entries(search).filter(([, value]) => value !== undefined && value !== null)
  const text = new URLSearchParams(known.map(([name, value]) => [name, String(value)]))
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
  return text === '' ? '' : `?${text}`
}
