const SINGLE_QUOTES = /[‘’‚‛′`´]/g
const DOUBLE_QUOTES = /[“”„‟″]/g
/** Folding takes these apart: into a space and an accent, into two single quotes. */
const TAKEN_APART = /[´″]/
const DASHES = /[‐‑‒–—―−]/g
const WHITE_SPACE = /\s+/g

const plainQuotes = (text: string) => text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"')

/**
 * The form in which headers and answers are compared: compatibility characters folded (NFKC), typographic quotes and
 * dashes made plain, white space collapsed and trimmed, lower case. Spreadsheets change all of these by themselves.
 */
export function comparable(text: string): string {
  const whole = TAKEN_APART.test(text) ? plainQuotes(text) : text
  // Folded again: a small letter may have a form of its own with its accent where the capital has none.
  const folded = whole.normalize('NFKC').toLowerCase().normalize('NFKC')
  return plainQuotes(folded).replace(DASHES, '-').replace(WHITE_SPACE, ' ').trim()
}
