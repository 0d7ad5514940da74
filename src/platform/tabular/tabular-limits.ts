/** Bounds that keep a hostile or broken file from exhausting the machine. */
export type TabularLimits = {
  /** Size of the file as it arrives. */
  readonly fileBytes: number
  /** Rows after the header; blank rows are not counted. */
  readonly rows: number
  readonly columns: number
  /** UTF-16 units of one cell. A spreadsheet cell holds at most 32,767. */
  readonly cellCharacters: number
  /** One CSV row. A workbook's XML elements are bounded by `cellCharacters`. */
  readonly rowBytes: number
  /** All parts of a workbook together, inflated. */
  readonly inflatedBytes: number
  /** Inflated to packed size of one part of a workbook. Real sheets stay below 100. */
  readonly inflationRatio: number
  /** Parts inside a workbook. */
  readonly archiveEntries: number
  /** The workbook's shared texts, which are the one thing held in memory while its rows stream. */
  readonly sharedTextBytes: number
}

export const DEFAULT_TABULAR_LIMITS: TabularLimits = {
  fileBytes: 200_000_000,
  rows: 1_048_576,
  columns: 1_000,
  cellCharacters: 100_000,
  rowBytes: 8_000_000,
  inflatedBytes: 1_000_000_000,
  inflationRatio: 200,
  archiveEntries: 2_000,
  sharedTextBytes: 100_000_000,
}
