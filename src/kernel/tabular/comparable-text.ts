const SINGLE_QUOTES = /[‘’‚‛′`´]/g
const DOUBLE_QUOTES = /[“”„‟″]/g
const DASHES = /[‐‑‒–—―−]/g
const WHITE_SPACE = /\s+/g

const plainQuotes = (text: string) => text.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"')

/**
 * The form in which headers and answers are compared: compatibility characters folded (NFKC), typographic quotes and
 * dashes made plain, white space collapsed and trimmed, lower case. Spreadsheets change all of these by themselves.
 */
export function comparable(text: string): string {
  // Quotes first: folding takes ´ and ″ apart, into a space and an accent and into two quotes. Folded twice: a small
  // letter may have a form of its own with its accent where the capital has none.
  const folded = plainQuotes(text).normalize('NFKC').toLowerCase().normalize('NFKC')
  return plainQuotes(folded).replace(DASHES, '-').replace(WHITE_SPACE, ' ').trim()
}
