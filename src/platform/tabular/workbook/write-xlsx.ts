import { PassThrough, pipeline, Readable } from 'node:stream'
import yazl from 'yazl'
import { looksLikeFormula } from '../../../kernel/tabular/cell/formula-safety.ts'
import type { ExportCell, ExportColumn, ExportRows } from '../export-table.ts'
import { storableText } from '../export-table.ts'
import { TabularError } from '../tabular-error.ts'
import { dayNumber, numberText } from './workbook-number.ts'
import {
  columnLetters,
  fixedParts,
  SHEET_PART,
  STYLE,
  sheetBeginning,
  sheetEnd,
  xmlText,
} from './workbook-template.ts'

export type WriteXlsxOptions = {
  readonly sheetName: string
  /** Time stamp of the parts inside the file, so that equal tables give equal bytes. */
  readonly writtenAt: Date
}

const BATCH_CHARACTERS = 65_536
/** What Excel takes; beyond it declares the file damaged. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
const MOST_CELL_CHARACTERS = 32_767

/**
 * Writes a table as an Excel workbook, streaming: typed numbers, booleans and dates, a styled frozen header, a filter. Text
 * is stored as text, which no spreadsheet runs; text that looks like a formula is also marked literal (`quotePrefix`), so
 * that editing the cell does not make it one. The stream fails with `TabularError` when Excel could not open the result.
 */
export function writeXlsx(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  { sheetName, writtenAt }: WriteXlsxOptions,
): Readable {
  const zip = new yazl.ZipFile()
  const options = { mtime: writtenAt, mode: 0o100644, forceDosTimestamp: true }
  for (const [path, content] of fixedParts(storableText(sheetName)))
    zip.addBuffer(Buffer.from(content), path, options)
  const sheet = Readable.from(sheetBytes(columns, rows), { objectMode: false })
  zip.addReadStream(sheet, SHEET_PART, options)
  zip.end()
  const output = new PassThrough()
  sheet.once('error', (failure) => output.destroy(failure))
  zip.once('error', (failure) => output.destroy(failure))
  pipeline(zip.outputStream, output, () => sheet.destroy())
  return output
}

async function* sheetBytes(columns: readonly ExportColumn[], rows: ExportRows): AsyncGenerator<Buffer> {
  if (columns.length > MOST_COLUMNS) throw tooWide()
  const headers = columns.map(({ header }) => storableText(header))
  let written = 1
  let batch = sheetBeginning(columns) + sheetRow(1, headers.map(headerCell))
  for await (const row of rows) {
    written += 1
    if (written > MOST_ROWS) throw tooLong()
    batch += sheetRow(
      written,
      row.map((cell, index) => sheetCell(cell, columns[index], index, written)),
    )
    if (batch.length < BATCH_CHARACTERS) continue
    yield Buffer.from(batch)
    batch = ''
  }
  yield Buffer.from(batch + sheetEnd(columns.length, written))
}

function sheetRow(line: number, cells: readonly string[]): string {
  return `<row r="${line}">${cells.join('')}</row>`
}

function headerCell(header: string, index: number): string {
  const style = looksLikeFormula(header) ? STYLE.literalHeader : STYLE.header
  return textCell(`${columnLetters(index)}1`, header, style)
}

function sheetCell(cell: ExportCell, column: ExportColumn | undefined, index: number, line: number): string {
  if (cell === null || cell === '') return ''
  const place = `${columnLetters(index)}${line}`
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : ''
  if (column?.type === 'number' && numberText(cell) === cell) return `<c r="${place}"><v>${cell}</v></c>`
  const day = column?.type === 'date' ? dayNumber(cell) : null
  if (day !== null) {
    const style = Number.isInteger(day) && cell.length === 10 ? STYLE.date : STYLE.dateTime
    return `<c r="${place}" s="${style}"><v>${day}</v></c>`
  }
  if (cell.length > MOST_CELL_CHARACTERS) throw cellTooLong(place, line, index + 1)
  const text = storableText(cell)
  return textCell(place, text, looksLikeFormula(text) ? STYLE.literal : STYLE.plain)
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

function cellTooLong(place: string, line: number, column: number): TabularError {
  return new TabularError('cell_too_long', {
    what: `Cell ${place} holds more than the ${MOST_CELL_CHARACTERS} characters that Excel takes; the workbook was not finished.`,
    remedy: 'Export the list as CSV.',
    line,
    column,
  })
}

function tooLong(): TabularError {
  return new TabularError('too_many_rows', {
    what: `The list has more than the ${MOST_ROWS} rows that Excel takes; the workbook was not finished.`,
    remedy: 'Filter the list, or export it as CSV.',
  })
}

function tooWide(): TabularError {
  return new TabularError('too_many_columns', {
    what: `The list has more than the ${MOST_COLUMNS} columns that Excel takes.`,
    remedy: 'Choose fewer columns, or export it as CSV.',
  })
}
