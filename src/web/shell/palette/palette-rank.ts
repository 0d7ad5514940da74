/** Every word typed occurs somewhere in the label. */
export const fits = (label: string, words: string): boolean => {
  const low = label.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}

/** How well a label fits what was typed: it begins with it, a word of it does, or neither. */
function rank(label: string, typed: string): number {
  const low = label.toLowerCase()
  if (low.startsWith(typed)) return 0
  const at = low.indexOf(typed)
  if (at < 0) return 3
  return /[\p{L}\p{N}]/u.test(low[at - 1] ?? '') ? 2 : 1
}

const typedOf = (words: string): string => words.trim().toLowerCase()

/** What fits best comes first; what fits equally well keeps its order. */
export function bestFirst<Labelled extends { readonly label: string }>(
  found: readonly Labelled[],
  words: string,
): Labelled[] {
  const typed = typedOf(words)
  return [...found].sort((one, other) => rank(one.label, typed) - rank(other.label, typed))
}

/** Whether a label is what was typed, or one letter more, as a plural is. */
export const isNamed = (label: string, words: string): boolean => {
  const typed = typedOf(words)
  return typed !== '' && label.toLowerCase().startsWith(typed) && label.length - typed.length <= 1
}

/** Records of one register that were found. */
export interface FoundKind<Labelled> {
  /** What the register is called. */
  readonly kind: string
  readonly found: readonly Labelled[]
}

/**
 * Records of several registers, as a person looks for them: those of the register that was typed first, then those whose
 * best fits best; of each only so many while others were found too.
 */
export function mixed<Labelled extends { readonly label: string }>(
  kinds: readonly FoundKind<Labelled>[],
  words: string,
  most: { readonly alone: number; readonly among: number },
): Labelled[] {
  const typed = typedOf(words)
  const filled = kinds
    .map(({ kind, found }) => ({ kind, found: bestFirst(found, words) }))
    .filter(({ found }) => found.length > 0)
  const place = ({ kind, found }: FoundKind<Labelled>) =>
    isNamed(kind, words) ? -1 : rank(found[0]?.label ?? '', typed)
  const shown = filled.length > 1 ? most.among : most.alone
  return filled.sort((one, other) => place(one) - place(other)).flatMap(({ found }) => found.slice(0, shown))
}
