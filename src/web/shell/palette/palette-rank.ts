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

/** What fits best comes first; what fits equally well keeps its order. */
export function bestFirst<Labelled extends { readonly label: string }>(
  found: readonly Labelled[],
  words: string,
): Labelled[] {
  const typed = words.trim().toLowerCase()
  return [...found].sort((one, other) => rank(one.label, typed) - rank(other.label, typed))
}
