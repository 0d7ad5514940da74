/**
 * Texts of a workbook write characters that XML cannot hold as `_xHHHH_`, and an underscore that would begin such a
 * sequence as `_x005F_`. Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
 */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g
/** Not allowed in XML 1.0, or changed by its line-end and white-space rules. */
const NOT_PLAIN = /[\p{Cc}--[\t\n]]|[\ufffe\uffff]/gv

/** Text as a person sees it. */
export function fromWorkbookText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** Text as a workbook's XML holds it, before XML's own escaping: exact inverse of `fromWorkbookText`. */
export function toWorkbookText(text: string): string {
  return text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(
      NOT_PLAIN,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
}
