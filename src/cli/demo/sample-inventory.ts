import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { writeCsv } from '../../platform/tabular/csv/write-csv.ts'
import { readTable } from '../../platform/tabular/read-table.ts'

/** The whole of it. */
export const inventory = new URL('../../../demo/us-federal-ai-inventory-2024.csv', import.meta.url)

/** Agency abbreviation, bureau and name: what the mapping of this file tells rows apart by. */
const key = (row: readonly string[]): string => JSON.stringify([row[2], row[3], row[0]])

/**
 * A part of the real inventory, spread evenly over the file, as a CSV of its own. Of rows that share their key it takes
 * only the first, as which the whole file would know it: importing that later leaves these systems what they are.
 * @param rows about how many
 */
export async function sampleInventory(
  rows: number,
): Promise<{ bytes: Buffer; sha256: string; file_name: string }> {
  const bytes = await readFile(inventory)
  const table = await readTable(bytes, { fileName: 'inventory.csv' })
  const all: string[][] = []
  for await (const row of table.rows) all.push([...row.cells])
  await table.close()
  const step = Math.max(1, Math.floor(all.length / rows))
  const first = new Map(all.map((row) => [key(row), row] as const).reverse())
  const chosen = Array.from({ length: rows }, (_, stride) =>
    all.slice(stride * step, (stride + 1) * step).find((row) => first.get(key(row)) === row),
  ).filter((row) => row !== undefined)
  const columns = table.columns.map(({ header }) => ({ header, type: 'text' as const }))
  const sample = await buffer(writeCsv(columns, chosen))
  return {
    bytes: sample,
    sha256: createHash('sha256').update(sample).digest('hex'),
    file_name: 'inventory-sample.csv',
  }
}
