import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ImportMapping } from '../../kernel/register/exchange.ts'
import type { AnyRegister, RecordOf } from '../../kernel/register/register.ts'
import type { Finding } from '../../kernel/tabular/finding.ts'
import type { FieldValue } from '../../kernel/tabular/mapping.ts'
import type { RuleScope } from '../operations/scope.ts'
import type { RegisterTables } from '../registers/source.ts'
import type { Table } from '../tabular/table.ts'
import { ChunkExaminer } from './chunk-examiner.ts'
import type { ImportRules } from './exchange-handlers.ts'
import { type KnownRow, KnownRows } from './known-rows.ts'
import { readOwnRows } from './own-rows.ts'
import { References } from './references.ts'
import { type ReadRow, type RowReader, referenceFields, rowReader } from './row-reader.ts'

export type CurrentRecord = RecordOf<AnyRegister> & Readonly<Record<string, unknown>>
/** What examining reads with; it writes nothing, also within an import. */
export type ExaminingScope = RuleScope<RegisterTables>

/** What an import does with one row. `keep`: its record stays as it is. */
export interface ExaminedRow {
  readonly row: ReadRow
  readonly action: 'create' | 'change' | 'keep'
  readonly findings: readonly Finding[]
  readonly key_hash: Buffer
  readonly hash: Buffer
  /** The row kept by the last import with this key. */
  readonly known: KnownRow | undefined
  /** Whether it is, cell by cell, the row kept last, and is read with the same mapping. */
  readonly same_as_kept: boolean
  /** The record that the row becomes or belongs to. */
  readonly record_id: string
  /** That record as it is now, when the row changes it. */
  readonly before: CurrentRecord | null
  /** The record's values: of a new record, or the fields that change. */
  readonly values: Readonly<Record<string, FieldValue>>
  /** Custom fields to set; null takes one away. */
  readonly custom: Readonly<Record<string, FieldValue>>
}

export interface Examination {
  /** Chunks of rows, in file order. */
  readonly chunks: AsyncIterable<readonly ExaminedRow[]>
  readonly references: References
  readonly known: KnownRows
}

const CHUNK_ROWS = 250
/** The first rows go out early: the database begins to write while the others are still read. */
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
      size = CHUNK_ROWS
    }
    if (rows.length > 0) yield await examiner.examine(rows)
  }
  return { chunks: chunks(), references, known }
}
