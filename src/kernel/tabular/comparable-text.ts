const SINGLE_QUOTES = /[‘’‚‛′`´]/g
const DOUBLE_QUOTES = /[“”„‟″]/g
const DASHES = /[‐‑‒–—―−]/g
const WHITE_SPACE = /\s+/g

/**
 * The form in which headers and answers are compared: compatibility characters folded (NFKC), typographic quotes and
 * dashes made plain, white space collapsed and trimmed, lower case. Spreadsheets change all of these by themselves.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
    .replace(WHITE_SPACE, ' ')
    .trim()
    .toLowerCase()
}
