import type { ColumnRef, Finding } from '../../../kernel/tabular/finding.ts'
import { notice } from '../../../kernel/tabular/finding.ts'
import type { HeldSource } from '../held-source.ts'
import type { TableRow, XlsxTable } from '../table.ts'
import { columnsFromHeader, isBlankRow, noHeader, TableShape } from '../table-shape.ts'
import { TabularError } from '../tabular-error.ts'
import type { TabularLimits } from '../tabular-limits.ts'
import type { SheetRow } from './sheet-reader.ts'
import { SheetReader } from './sheet-reader.ts'
import { openWorkbookArchive } from './workbook-archive.ts'
import type { WorkbookParts } from './workbook-parts.ts'
import { readWorkbookParts, scanPart } from './workbook-parts.ts'

/**
 * Opens a held workbook as a table: the sheet asked for, else the first visible one. Throws `TabularError`; the caller then
 * closes the source.
 */
export async function readXlsx(
  source: HeldSource,
  fileName: string,
  limits: TabularLimits,
  sheetName?: string,
): Promise<XlsxTable> {
  const archive = await openWorkbookArchive(source, fileName, limits)
  const opened = { archive, fileName, limits }
  const parts = await readWorkbookParts(opened)
  const sheet = chooseSheet(parts, fileName, sheetName)
  const findings: Finding[] = []
  const others = parts.sheets.filter(({ name, hidden }) => name !== sheet.name && !hidden).length
  if (others > 0)
    findings.push({ ...notice('tabular.other_sheets', { sheet: sheet.name, others }), column: null })
  const scan = async function* (reader: SheetReader): AsyncGenerator<SheetRow> {
    for await (const _ of scanPart(opened, sheet.part, reader)) yield* reader.taken()
  }
  const { columns, line } = await readHeader(scan, parts, fileName, limits, findings)
  const close = () => source.close()
  return {
    format: 'xlsx',
    encoding: null,
    delimiter: null,
    sheet: sheet.name,
    sheets: parts.sheets.map(({ name, hidden }) => ({ name, hidden })),
    columns,
    sha256: source.sha256,
    findings,
    rows: {
      [Symbol.asyncIterator]: () => {
        const reader = new SheetReader(parts, limits)
        return rowsAfter(line, scan(reader), columns, new TableShape(columns, limits, false), () =>
          reportMerged(reader, findings),
        )
      },
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function* rowsAfter(
  headerLine: number,
  rows: AsyncIterable<SheetRow>,
  columns: readonly ColumnRef[],
  shape: TableShape,
  atEnd: () => void,
): AsyncGenerator<TableRow> {
  for await (const row of rows) {
    if (
      row.line <= headerLine ||
      (isBlankRow(row.cells) && row.findings.every(({ column }) => column === null))
    )
      continue
    const findings = row.findings.map((finding) =>
      finding.column === null
        ? finding
        : { ...finding, column: columns[finding.column.position - 1] ?? finding.column },
    )
    yield shape.row(row.line, row.cells, findings)
  }
  atEnd()
}

async function readHeader(
  scan: (reader: SheetReader) => AsyncGenerator<SheetRow>,
  parts: WorkbookParts,
  fileName: string,
  limits: TabularLimits,
  findings: Finding[],
): Promise<{ columns: ColumnRef[]; line: number }> {
  const reader = new SheetReader(parts, limits)
  for await (const row of scan(reader)) {
    if (isBlankRow(row.cells)) continue
    const columns = columnsFromHeader(row.cells, limits, row.line)
    for (const column of columns)
      if (reader.hides(column.position)) findings.push({ ...notice('tabular.hidden_column'), column })
    return { columns, line: row.line }
  }
  throw noHeader(fileName)
}

function reportMerged(reader: SheetReader, findings: Finding[]): void {
  if (reader.mergedAreas === 0 || findings.some(({ message_key }) => message_key === 'tabular.merged_cells'))
    return
  findings.push({ ...notice('tabular.merged_cells', { areas: reader.mergedAreas }), column: null })
}

function chooseSheet(
  parts: WorkbookParts,
  fileName: string,
  name: string | undefined,
): WorkbookParts['sheets'][number] {
  const sheet =
    name === undefined
      ? (parts.sheets.find(({ hidden }) => !hidden) ?? parts.sheets[0])
      : parts.sheets.find((candidate) => candidate.name === name)
  if (sheet !== undefined) return sheet
  const names = parts.sheets.map((candidate) => `"${candidate.name}"`).join(', ')
  throw new TabularError('sheet_not_found', {
    what:
      name === undefined
        ? `"${fileName}" has no sheet with cells.`
        : `"${fileName}" has no sheet named "${name}".`,
    remedy: names === '' ? 'Choose another file.' : `Choose one of ${names}.`,
  })
}
