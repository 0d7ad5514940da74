const verdict = /\b(certified|compliant|non-compliant|conformant)\b/i

/** The verdict words in any text of an item: words a certification body or an authority may use, never a product. */
export function verdictsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(verdict)?.slice(0, 1) ?? []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(verdictsIn)
}
