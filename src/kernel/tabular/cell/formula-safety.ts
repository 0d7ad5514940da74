/**
 * Spreadsheets run a text cell of a CSV file as a formula when it begins with = + - or @ (or their full-width forms), also
 * behind white space; a leading tab, carriage return or line feed hides such a beginning. Source: OWASP, "CSV injection".
 * Text that already begins with apostrophes before such a beginning is included, which is what makes the rule reversible.
 */
const FORMULA_LIKE = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/

/** True when a spreadsheet could take this text for a formula, or when it looks like text neutralised before. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA_LIKE.test(text)
}

/** Puts one apostrophe before formula-like text, so that a spreadsheet shows it as text. Other text is unchanged. */
export function neutraliseFormula(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text
}

/** Exact inverse of `neutraliseFormula`: takes one apostrophe away where that function would have put one. */
export function restoreFormula(text: string): string {
  return text.startsWith("'") && looksLikeFormula(text) ? text.slice(1) : text
}
