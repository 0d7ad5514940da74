import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { writeCsv } from '../../platform/tabular/csv/write-csv.ts'
import { readTable } from '../../platform/tabular/read-table.ts'

const inventory = new URL('../../../demo/us-federal-ai-inventory-2024.csv', import.meta.url)

/**
 * A part of the real inventory, spread evenly over the file, as a CSV of its own.
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
  const chosen = all.filter((_, index) => index % step === 0).slice(0, rows)
  const columns = table.columns.map(({ header }) => ({ header, type: 'text' as const }))
  const sample = await buffer(writeCsv(columns, chosen))
  return {
    bytes: sample,
    sha256: createHash('sha256').update(sample).digest('hex'),
    file_name: 'inventory-sample.csv',
  }
}
