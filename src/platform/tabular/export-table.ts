/** A column of an export. */
export type ExportColumn = {
  readonly header: string
  /** `date` holds YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS; what does not fit its type is written as text. */
  readonly type: 'text' | 'number' | 'boolean' | 'date'
  /** Column width in a workbook; without it the header decides. */
  readonly width_characters?: number
}

/** Null is an empty cell. Numbers beyond 15 digits belong into text: spreadsheets keep no more. */
export type ExportCell = string | number | boolean | null

/** Cells in the order of the columns. */
export type ExportRows = Iterable<readonly ExportCell[]> | AsyncIterable<readonly ExportCell[]>

/** Text that UTF-8, XML and PostgreSQL can hold: lone surrogates and NUL become the replacement character. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
