import { Readable } from 'node:stream'
import { neutraliseFormula } from '../../../kernel/tabular/cell/formula-safety.ts'
import type { ExportCell, ExportColumn, ExportRows } from '../export-table.ts'
import { storableText } from '../export-table.ts'
import type { Delimiter } from '../table.ts'

export type WriteCsvOptions = {
  /** A byte order mark lets Excel recognise UTF-8; other programs do not need it. */
  readonly bom?: boolean
  readonly delimiter?: Delimiter
}

const BYTE_ORDER_MARK = '\ufeff'
const BATCH_CHARACTERS = 65_536
/**
 * RFC 4180 asks for quotation marks around the delimiter, quotation marks and line breaks. Every delimiter a reader might
 * try is quoted as well, and what could pass for a byte order mark or Excel's `sep=` line.
 */
const NEEDS_QUOTES = /[",;\t\r\n]|^\ufeff|^sep=|^\s|\s$/i

/**
 * Writes a table as CSV (UTF-8, RFC 4180, CRLF), streaming. Text that a spreadsheet could run as a formula gets an
 * apostrophe in front (`kernel/tabular/cell/formula-safety.ts`); `readTable` takes it away again. Booleans are TRUE and FALSE.
 */
export function writeCsv(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  { bom = false, delimiter = ',' }: WriteCsvOptions = {},
): Readable {
  return Readable.from(csvBytes(columns, rows, bom, delimiter), { objectMode: false })
}

async function* csvBytes(
  columns: readonly ExportColumn[],
  rows: ExportRows,
  bom: boolean,
  delimiter: Delimiter,
): AsyncGenerator<Buffer> {
  let batch =
    (bom ? BYTE_ORDER_MARK : '') +
    csvLine(
      columns.map((column) => column.header),
      delimiter,
    )
  for await (const row of rows) {
    batch += csvLine(row, delimiter)
    if (batch.length < BATCH_CHARACTERS) continue
    yield Buffer.from(batch)
    batch = ''
  }
  yield Buffer.from(batch)
}

function csvLine(cells: readonly ExportCell[], delimiter: Delimiter): string {
  return `${cells.map(csvCell).join(delimiter)}\r\n`
}

function csvCell(cell: ExportCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  const text = neutraliseFormula(storableText(cell))
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
