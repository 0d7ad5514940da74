import type { Readable } from 'node:stream'
import { writeCsv } from './csv/write-csv.ts'
import type { ExportColumn } from './export-table.ts'
import { readTable } from './read-table.ts'
import { writeXlsx } from './workbook/write-xlsx.ts'

/**
 * A program of its own, started with `--expose-gc` and what to write: it writes and reads a large table, and prints what
 * it read and by how many bytes its memory grew meanwhile. In the process of other tests, what those leave behind counts.
 */
const ROWS = 200_000
const columns = Array.from(
  { length: 8 },
  (_, index): ExportColumn => ({ header: `column ${index}`, type: 'text' }),
)

function* rows() {
  for (let line = 0; line < ROWS; line += 1)
    yield columns.map((_, index) => `row ${line} cell ${index}, with some text`)
}

function usedBytes(): number {
  if (!globalThis.gc) throw new Error('Start this program with --expose-gc.')
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const written: Readable =
  process.argv[2] === 'XLSX'
    ? writeXlsx(columns, rows(), { sheetName: 'Large', writtenAt: new Date(0) })
    : writeCsv(columns, rows())
const before = usedBytes()
let peak = 0
let read = 0
let last: string | undefined
await using table = await readTable(written, { fileName: 'large' })
for await (const { cells } of table.rows) {
  read += 1
  last = cells[7]
  if (read % 40_000 === 0) peak = Math.max(peak, usedBytes())
}
process.stdout.write(JSON.stringify({ read, last, grew: peak - before }))
