import type { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { writeCsv } from './csv/write-csv.ts'
import type { ExportColumn } from './export-table.ts'
import { readTable } from './read-table.ts'
import { writeXlsx } from './workbook/write-xlsx.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const ROWS = 200_000
/** The text alone is more than 50 MB; what other tests of the same process leave behind comes and goes by a few. */
const MAY_GROW_BYTES = 40_000_000
const columns = Array.from(
  { length: 8 },
  (_, index): ExportColumn => ({ header: `column ${index}`, type: 'text' }),
)

function* rows() {
  for (let line = 0; line < ROWS; line += 1)
    yield columns.map((_, index) => `row ${line} cell ${index}, with some text`)
}

function usedBytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

test.each([
  ['CSV', (): Readable => writeCsv(columns, rows())],
  ['XLSX', (): Readable => writeXlsx(columns, rows(), { sheetName: 'Large', writtenAt: new Date(0) })],
] as const)('200,000 rows of %s are written and read with bounded memory', async (_, write) => {
  const before = usedBytes()
  let peak = 0
  let count = 0
  await using table = await readTable(write(), { fileName: 'large' })
  for await (const { cells } of table.rows) {
    count += 1
    if (count % 40_000 === 0) peak = Math.max(peak, usedBytes())
    if (count === ROWS) expect(cells[7]).toBe(`row ${ROWS - 1} cell 7, with some text`)
  }
  expect(count).toBe(ROWS)
  expect(peak - before).toBeLessThan(MAY_GROW_BYTES)
})
