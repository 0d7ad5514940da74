/** Everything that can keep a file from being read as a table. */
export type TabularErrorCode =
  | 'empty_file'
  | 'file_too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'row_too_long'
  | 'cell_too_long'
  | 'not_a_table'
  | 'old_workbook'
  | 'encrypted_workbook'
  | 'workbook_with_macros'
  | 'unsupported_workbook'
  | 'archive_bomb'
  | 'nested_archive'
  | 'truncated_file'
  | 'damaged_file'
  | 'unclosed_quote'
  | 'stray_quote'
  | 'unknown_encoding'
  | 'encoding_mismatch'
  | 'no_header'
  | 'sheet_not_found'
  | 'source_closed'

export type TabularErrorParts = {
  /** What happened, a full sentence. */
  readonly what: string
  /** What the person can do now, a full sentence. */
  readonly remedy: string
  /** First line of the row (CSV) or row number (XLSX), counted from 1. */
  readonly line?: number | undefined
  /** Column position, counted from 1. */
  readonly column?: number | undefined
  readonly cause?: unknown
}

/**
 * A file cannot be read, or not to its end. Rows already handed out are not withdrawn: whoever imports must commit only
 * after the last row, which is what makes "nothing was changed" true.
 */
export class TabularError extends Error {
  override readonly name = 'TabularError'
  readonly code: TabularErrorCode
  readonly line: number | undefined
  readonly column: number | undefined

  constructor(code: TabularErrorCode, { what, remedy, line, column, cause }: TabularErrorParts) {
    super(`${what} Nothing was changed. ${remedy}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.line = line
    this.column = column
  }
}
