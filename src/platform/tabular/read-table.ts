import type { Readable } from 'node:stream'
import type { TextEncoding } from '../../kernel/tabular/text-encoding.ts'
import { contentKind } from './content-kind.ts'
import { readCsv } from './csv/read-csv.ts'
import { holdSource } from './held-source.ts'
import type { Delimiter, Table } from './table.ts'
import type { TabularLimits } from './tabular-limits.ts'
import { DEFAULT_TABULAR_LIMITS } from './tabular-limits.ts'
import { readXlsx } from './workbook/read-xlsx.ts'

export type ReadTableOptions = {
  /** For messages only: the content decides what the file is. */
  readonly fileName: string
  readonly limits?: Partial<TabularLimits>
  /** Overrides what would be recognised (text files). */
  readonly encoding?: TextEncoding
  readonly delimiter?: Delimiter
  /** The sheet to read (workbooks); without it the first visible one. */
  readonly sheet?: string
  /** Where a stream larger than 8 MB is kept while it is read; the system's temporary directory by default. */
  readonly spoolDirectory?: string
}

/**
 * Opens a CSV file or an Excel workbook as one table. The whole source is taken first (hash, encoding and the archive's
 * directory need its end); then rows stream with bounded memory. Throws `TabularError` and holds nothing in that case;
 * otherwise the caller closes the table.
 */
export async function readTable(source: Buffer | Readable, options: ReadTableOptions): Promise<Table> {
  const limits = { ...DEFAULT_TABULAR_LIMITS, ...options.limits }
  const held = await holdSource(source, limits, options.spoolDirectory)
  try {
    return (await contentKind(held, options.fileName)) === 'archive'
      ? await readXlsx(held, options.fileName, limits, options.sheet)
      : await readCsv(held, options.fileName, limits, options)
  } catch (failure) {
    await held.close()
    throw failure
  }
}
