import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportMapping } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { Table } from '../../tabular/table.ts'
import type { ImportRules } from '../import/import-rules.ts'
import { ChunkExaminer } from './chunk-examiner.ts'
import type { ExaminedRow, ExaminingScope } from './examined-row.ts'
import { KnownRows } from './known-rows.ts'
import { readOwnRows } from './own-rows.ts'
import { References } from './references.ts'
import { type ReadRow, type RowReader, referenceFields, rowReader } from './row-reader.ts'

export interface Examination {
  /** Chunks of rows, in file order. */
  readonly chunks: AsyncIterable<readonly ExaminedRow[]>
  readonly references: References
  readonly known: KnownRows
}

const CHUNK_ROWS = 250
/** The first rows go out early, the next ones twice as many: the database writes while the others are still read. */
const FIRST_CHUNK_ROWS = 50
/** After so many rows other work of the process takes its turn: requests, and the answers of the database. */
const ROWS_BETWEEN_TURNS = 25

/** Whether rows of the file may point to each other. */
const pointsToItself = (register: AnyRegister, mapping: ImportMapping): boolean =>
  referenceFields(register).some(
    ([name, target]) =>
      target === register.name &&
      (name in mapping.paths || mapping.columns.some((column) => 'field' in column && column.field === name)),
  )

/**
 * Reads a file row by row and decides what importing it would do to each record. The dry run and the import both
 * read through here, so what one promises the other does.
 */
export async function examine(
  register: AnyRegister,
  scope: ExaminingScope,
  rules: ImportRules,
  table: Table,
  mapping: ImportMapping,
  reader: RowReader & { fits: true },
): Promise<Examination> {
  const known = new KnownRows(register, scope)
  const whole = pointsToItself(register, mapping)
  const first = whole ? rowReader(register, mapping, table.columns) : undefined
  const ownRows = first?.fits
    ? await readOwnRows(register, table, first, known, scope.sources.newId)
    : undefined
  const references = new References(register, scope, ownRows)
  const examiner = new ChunkExaminer({ register, scope, rules, known, references, mapping, reader, ownRows })
  async function* chunks(): AsyncGenerator<readonly ExaminedRow[]> {
    let rows: ReadRow[] = []
    let size = FIRST_CHUNK_ROWS
    for await (const source of table.rows) {
      rows.push(reader.read(source))
      if (rows.length % ROWS_BETWEEN_TURNS === 0) await nextTurn()
      // Rows that point to each other are written by one statement, at whose end the database checks them.
      if (whole || rows.length < size) continue
      yield await examiner.examine(rows)
      rows = []
      size = Math.min(2 * size, CHUNK_ROWS)
    }
    if (rows.length > 0) yield await examiner.examine(rows)
  }
  return { chunks: chunks(), references, known }
}
