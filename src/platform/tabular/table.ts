import type { ColumnRef, Finding } from '../../kernel/tabular/finding.ts'
import type { TextEncoding } from '../../kernel/tabular/text-encoding.ts'

/** One row after the header. `line` is its first line in a CSV file, its row number in a workbook; both count from 1. */
export type TableRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly findings: readonly Finding[]
}

export type Delimiter = ',' | ';' | '\t'

type OpenTable = {
  readonly columns: readonly ColumnRef[]
  /**
   * The rows, streamed. Every row has at least as many cells as there are columns; rows without any content are left out.
   * It can be read again from the start (a dry run, then the import): each `for await` opens the held file anew.
   * Throws `TabularError` where reading cannot go on.
   */
  readonly rows: AsyncIterable<TableRow>
  /** Of the file as it arrived, hex. A commit is bound to the hash of the file that was dry-run. */
  readonly sha256: string
  /** About the table as a whole. Merged cells stand at the end of a sheet, so it is complete once the rows were read. */
  readonly findings: readonly Finding[]
  /** Releases what is held (a temporary file for a large stream). Also called by `await using`. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type CsvTable = OpenTable & {
  readonly format: 'csv'
  readonly encoding: TextEncoding
  readonly delimiter: Delimiter
}

export type Sheet = { readonly name: string; readonly hidden: boolean }

export type XlsxTable = OpenTable & {
  readonly format: 'xlsx'
  readonly encoding: null
  readonly delimiter: null
  /** The sheet that is read, and all sheets there are. */
  readonly sheet: string
  readonly sheets: readonly Sheet[]
}

export type Table = CsvTable | XlsxTable
