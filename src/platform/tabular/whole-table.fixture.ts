import type { Readable } from 'node:stream'
import type { ReadTableOptions } from './read-table.ts'
import { readTable } from './read-table.ts'
import type { Table, TableRow } from './table.ts'
import { TabularError } from './tabular-error.ts'

export type WholeTable = {
  readonly table: Table
  readonly headers: readonly string[]
  readonly rows: readonly TableRow[]
  readonly cells: readonly (readonly string[])[]
}

/** Reads a table to its end and closes it. */
export async function readWhole(
  content: string | Buffer | Readable,
  options: Partial<ReadTableOptions> = {},
): Promise<WholeTable> {
  const source = typeof content === 'string' ? Buffer.from(content) : content
  await using table = await readTable(source, { fileName: 'list', ...options })
  const rows = await collected(table.rows)
  return {
    table,
    rows,
    cells: rows.map((row) => row.cells),
    headers: table.columns.map(({ header }) => header),
  }
}

/** Everything that is read, at once. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The refusal of a file that must not be readable to its end. */
export async function refusalOf(
  content: string | Buffer,
  options: Partial<ReadTableOptions> = {},
): Promise<TabularError> {
  try {
    await readWhole(content, options)
  } catch (failure) {
    if (failure instanceof TabularError) return failure
    throw failure
  }
  throw new Error('the file was read to its end')
}
