import type { ColumnRef, Finding } from '../../kernel/tabular/finding.ts'
import { error, notice } from '../../kernel/tabular/finding.ts'
import type { TableRow } from './table.ts'
import { TabularError } from './tabular-error.ts'
import type { TabularLimits } from './tabular-limits.ts'

const NOT_STORABLE = /\0/g

/** Columns from the header row: up to the last header that is not blank; blank ones between keep their position. */
export function columnsFromHeader(
  cells: readonly string[],
  limits: TabularLimits,
  line: number,
): ColumnRef[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  if (last >= limits.columns) throw tooManyColumns(limits, line)
  return cells.slice(0, last + 1).map((header, index) => ({ position: index + 1, header }))
}

/** A row without anything but white space. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** Brings the rows of a table into the table's shape and holds them against the limits, row by row. */
export class TableShape {
  readonly #columns: readonly ColumnRef[]
  readonly #limits: TabularLimits
  /** Workbooks leave trailing blank cells out of a row, so a short row means something in text files only. */
  readonly #reportsShortRows: boolean
  #rows = 0

  constructor(columns: readonly ColumnRef[], limits: TabularLimits, reportsShortRows: boolean) {
    this.#columns = columns
    this.#limits = limits
    this.#reportsShortRows = reportsShortRows
  }

  /** Throws `TabularError` when a limit is passed. `found` are findings of the reader about this row. */
  row(line: number, written: readonly string[], found: readonly Finding[] = []): TableRow {
    this.#rows += 1
    if (this.#rows > this.#limits.rows) throw tooManyRows(this.#limits, line)
    if (written.length > this.#limits.columns) throw tooManyColumns(this.#limits, line)
    const findings: Finding[] = [...found]
    const cells = written.map((cell, index) => this.#checked(cell, index, line, findings))
    const width = this.#columns.length
    const beyond = cells.slice(width).filter((cell) => cell.trim() !== '').length
    if (beyond > 0)
      findings.push({
        ...error('tabular.row_too_wide', { cells: cells.length, columns: width }),
        column: null,
      })
    if (this.#reportsShortRows && cells.length < width)
      findings.push({
        ...notice('tabular.row_too_short', { cells: cells.length, columns: width }),
        column: null,
      })
    while (cells.length < width) cells.push('')
    return { line, cells: beyond > 0 ? cells : cells.slice(0, width), findings }
  }

  #checked(cell: string, index: number, line: number, findings: Finding[]): string {
    if (cell.length > this.#limits.cellCharacters) throw cellTooLong(this.#limits, line, index + 1)
    const damaged = cell.includes('\ufffd') || cell.includes('\0') || !cell.isWellFormed()
    if (!damaged) return cell
    const column = this.#columns[index] ?? { position: index + 1, header: '' }
    findings.push({ ...notice('tabular.characters_lost'), column })
    return cell.toWellFormed().replace(NOT_STORABLE, '\ufffd')
  }
}

/** Refuses a table in which nothing names the columns. */
export function noHeader(fileName: string): TabularError {
  return new TabularError('no_header', {
    what: `"${fileName}" has no header row: every row is blank.`,
    remedy: 'Put the column names into the first row.',
  })
}

function tooManyRows(limits: TabularLimits, line: number): TabularError {
  return new TabularError('too_many_rows', {
    what: `The table has more than ${limits.rows} rows.`,
    remedy: 'Split it into smaller files, or ask an administrator to raise the limit.',
    line,
  })
}

/** Refuses a row that is wider than any table may be. */
export function tooManyColumns(limits: TabularLimits, line: number): TabularError {
  return new TabularError('too_many_columns', {
    what: `Line ${line} has more than ${limits.columns} columns.`,
    remedy: 'Check the delimiter, or remove the columns that are not needed.',
    line,
  })
}

/** Refuses a cell that is longer than any may be. */
export function cellTooLong(limits: TabularLimits, line: number, column: number): TabularError {
  return new TabularError('cell_too_long', {
    what: `The cell in column ${column} of the row at line ${line} is longer than ${limits.cellCharacters} characters.`,
    remedy: 'Shorten it, or look for a quotation mark before it that is never closed.',
    line,
    column,
  })
}
