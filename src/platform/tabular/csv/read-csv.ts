import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { restoreFormula } from '../../../kernel/tabular/cell/formula-safety.ts'
import type { Finding } from '../../../kernel/tabular/finding.ts'
import { notice } from '../../../kernel/tabular/finding.ts'
import type { TextEncoding } from '../../../kernel/tabular/text-encoding.ts'
import type { HeldSource } from '../held-source.ts'
import type { CsvTable, Delimiter, TableRow } from '../table.ts'
import { columnsFromHeader, isBlankRow, noHeader, TableShape } from '../table-shape.ts'
import { TabularError } from '../tabular-error.ts'
import type { TabularLimits } from '../tabular-limits.ts'
import { recogniseDelimiter } from './csv-delimiter.ts'
import { decodedText, recogniseEncoding } from './text-encoding.ts'

const SAMPLE_CHARACTERS = 200_000

export type CsvChoices = {
  readonly encoding?: TextEncoding | undefined
  readonly delimiter?: Delimiter | undefined
}

/** One record of the file with the line it begins on. */
type CsvRecord = { readonly line: number; readonly cells: readonly string[] }

/** Opens a held text file as a table. Throws `TabularError`; the caller then closes the source. */
export async function readCsv(
  source: HeldSource,
  fileName: string,
  limits: TabularLimits,
  choices: CsvChoices,
): Promise<CsvTable> {
  const { encoding, guessed } = await recogniseEncoding(source, fileName, choices.encoding)
  const sample = await beginning(source, encoding)
  const declared = /^sep=([,;\t])\r?\n/i.exec(sample)?.[1]
  const delimiter = choices.delimiter ?? toDelimiter(declared) ?? recogniseDelimiter(sample)
  const records = () => csvRecords(source, encoding, delimiter, limits, declared !== undefined)
  const header = await firstRecord(records(), fileName)
  const columns = columnsFromHeader(header.cells, limits, header.line)
  const findings: Finding[] = guessed
    ? [{ ...notice('tabular.encoding_guessed', { encoding }), column: null }]
    : []
  const close = () => source.close()
  return {
    format: 'csv',
    encoding,
    delimiter,
    columns,
    sha256: source.sha256,
    findings,
    rows: {
      [Symbol.asyncIterator]: () => rowsAfter(header.line, records(), new TableShape(columns, limits, true)),
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function* rowsAfter(
  headerLine: number,
  records: AsyncIterable<CsvRecord>,
  shape: TableShape,
): AsyncGenerator<TableRow> {
  for await (const { line, cells } of records)
    if (line > headerLine && !isBlankRow(cells)) yield shape.row(line, cells)
}

async function firstRecord(records: AsyncIterable<CsvRecord>, fileName: string): Promise<CsvRecord> {
  for await (const record of records) if (!isBlankRow(record.cells)) return record
  throw noHeader(fileName)
}

/** The beginning of the text, enough to recognise a delimiter. */
async function beginning(source: HeldSource, encoding: TextEncoding): Promise<string> {
  let sample = ''
  for await (const text of decodedText(source, encoding)) {
    sample += text
    if (sample.length >= SAMPLE_CHARACTERS) break
  }
  return sample.slice(0, SAMPLE_CHARACTERS)
}

function toDelimiter(declared: string | undefined): Delimiter | undefined {
  return declared === ',' || declared === ';' || declared === '\t' ? declared : undefined
}

/** Streams records; an empty line is a record with one empty cell, so that lines can be counted from the cells alone. */
async function* csvRecords(
  source: HeldSource,
  encoding: TextEncoding,
  delimiter: Delimiter,
  limits: TabularLimits,
  skipsFirst: boolean,
): AsyncGenerator<CsvRecord> {
  let nextLine = 1
  /** Lines of the records that were parsed and not handed out yet. */
  const lines: number[] = []
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: limits.rowBytes,
    // Called as each record is parsed, ahead of what was handed out: when the parser fails, the line is that of the failure.
    on_record: (cells: string[]) => {
      lines.push(nextLine)
      nextLine += 1 + cells.reduce((sum, cell) => sum + lineBreaks(cell), 0)
      return cells
    },
  })
  const feeding = pipeline(Readable.from(decodedText(source, encoding)), parser)
  feeding.catch(() => undefined)
  try {
    const records: AsyncIterable<string[]> = parser
    for await (const cells of records) {
      const line = lines.shift() ?? nextLine
      if (!skipsFirst || line > 1) yield { line, cells: cells.map(restoreFormula) }
    }
  } catch (failure) {
    throw failure instanceof CsvError ? csvFailure(failure, nextLine, limits) : failure
  } finally {
    parser.destroy()
    await feeding.catch(() => undefined)
  }
}

function lineBreaks(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0
}

function csvFailure(failure: CsvError, line: number, limits: TabularLimits): TabularError {
  const at = {
    line,
    column: typeof failure.column === 'number' ? failure.column + 1 : undefined,
    cause: failure,
  }
  switch (failure.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new TabularError('unclosed_quote', {
        what: `A quotation mark in the row that begins on line ${line} is never closed; the file may have been cut off.`,
        remedy: 'Close the quotation mark there, or export the file again.',
        ...at,
      })
    case 'CSV_MAX_RECORD_SIZE':
      return new TabularError('row_too_long', {
        what: `The row that begins on line ${line} is longer than ${limits.rowBytes} bytes.`,
        remedy: 'Most often a quotation mark there is never closed: close it, or export the file again.',
        ...at,
      })
    default:
      return new TabularError('stray_quote', {
        what: `In the row that begins on line ${line} a quotation mark stands where none may stand.`,
        remedy: 'Put the cell in quotation marks and double those inside it, or export the file again.',
        ...at,
      })
  }
}
