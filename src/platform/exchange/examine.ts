import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ImportMapping } from '../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { type CellProblem, error, type Finding } from '../../kernel/tabular/finding.ts'
import type { FieldValue } from '../../kernel/tabular/mapping.ts'
import { recordColumns } from '../registers/read.ts'
import { tableOf } from '../registers/source.ts'
import type { Table } from '../tabular/table.ts'
import { mappingHash } from './choose-mapping.ts'
import type { ExchangeRules, Reading, RecordFinder, RecordPath } from './exchange-rules.ts'
import { findByTitle } from './find-by-title.ts'
import { editReplaced, recordArchived } from './finding-text.ts'
import { type KnownRow, KnownRows } from './known-rows.ts'
import { hashOfCells, type ReadRow, type RowReader, referenceFields } from './row-reader.ts'

export type CurrentRecord = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly version: number
  readonly custom: Readonly<Record<string, FieldValue>>
  readonly archived_at: string | null
}

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
  /** The record's values: of a new record, or the fields that change. */
  readonly values: Readonly<Record<string, FieldValue>>
  /** Custom fields to set; null takes one away. */
  readonly custom: Readonly<Record<string, FieldValue>>
}

export interface Examination {
  /** Chunks of rows, in file order. */
  readonly chunks: AsyncIterable<readonly ExaminedRow[]>
  readonly finders: readonly RecordFinder[]
  readonly known: KnownRows
}

const CHUNK_ROWS = 250
/** After so many rows other work of the process takes its turn: requests, and the answers of the database. */
const ROWS_BETWEEN_TURNS = 25

const hashOfKey = (text: string): Buffer => createHash('sha256').update(text).digest()

const same = (a: unknown, b: unknown): boolean =>
  (a ?? null) === (b ?? null) || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * Reads a file row by row and decides what importing it would do to each record. The dry run and the import both
 * read through here, so what one promises the other does.
 */
export function examine(
  register: AnyRegister,
  scope: Reading,
  rules: ExchangeRules,
  table: Table,
  mapping: ImportMapping,
  reader: RowReader & { fits: true },
): Examination {
  const known = new KnownRows(register, scope)
  const finders = new Map(
    referenceFields(register).map(([field, target]): [string, RecordFinder] => [
      field,
      rules.finders?.[field]?.(scope) ?? findByTitle(target, scope),
    ]),
  )
  const chunkExaminer = new ChunkExaminer({ register, scope, known, finders, mapping })
  async function* chunks(): AsyncGenerator<readonly ExaminedRow[]> {
    let rows: ReadRow[] = []
    for await (const source of table.rows) {
      rows.push(reader.read(source))
      if (rows.length % ROWS_BETWEEN_TURNS === 0) await nextTurn()
      if (rows.length < CHUNK_ROWS) continue
      yield await chunkExaminer.examine(rows)
      rows = []
    }
    if (rows.length > 0) yield await chunkExaminer.examine(rows)
  }
  return { chunks: chunks(), finders: [...finders.values()], known }
}

interface ChunkContext {
  readonly register: AnyRegister
  readonly scope: Reading
  readonly known: KnownRows
  readonly finders: ReadonlyMap<string, RecordFinder>
  readonly mapping: ImportMapping
}

class ChunkExaminer {
  readonly #context: ChunkContext
  readonly #mappingHash: string
  #anyKnown: boolean | undefined

  constructor(context: ChunkContext) {
    this.#context = context
    this.#mappingHash = mappingHash(context.mapping)
  }

  async examine(rows: readonly ReadRow[]): Promise<ExaminedRow[]> {
    const { known, finders } = this.#context
    const keys = rows.map((row) => hashOfKey(row.key.text))
    this.#anyKnown ??= (await known.count(this.#context.mapping.name)) > 0
    const latest = this.#anyKnown ? await known.latest(keys) : new Map<string, KnownRow>()
    for (const [field, finder] of finders) {
      const paths = rows.flatMap((row) => (row.paths[field] ? [row.paths[field]] : []))
      if (paths.length > 0) await finder.learn(paths)
    }
    const differing = rows.flatMap((row, index) => {
      const earlier = latest.get(keys[index]?.toString('hex') ?? '')
      return earlier && !this.#sameAs(earlier, hashOfCells(row.raw)) ? [earlier] : []
    })
    const imported = await known.asImported(differing)
    const current = await this.#currentRecords(differing)
    return rows.map((row, index) => {
      const keyHash = keys[index] ?? hashOfKey(row.key.text)
      const hex = keyHash.toString('hex')
      const earlier = latest.get(hex)
      const hash = hashOfCells(row.raw)
      const same_as_kept = earlier !== undefined && this.#sameAs(earlier, hash)
      const shared = { row, key_hash: keyHash, hash, known: earlier, same_as_kept }
      if (!earlier) return { ...shared, action: 'create', ...this.#whole(row) }
      const record = current.get(earlier.record_id)
      if (!record) return { ...shared, action: 'keep', findings: row.findings, values: {}, custom: {} }
      return { ...shared, ...this.#changes(row, imported.get(hex), record) }
    })
  }

  #sameAs(earlier: KnownRow, hash: Buffer): boolean {
    return earlier.mapping_sha256 === this.#mappingHash && earlier.hash.equals(hash)
  }

  async #currentRecords(known: readonly KnownRow[]): Promise<Map<string, CurrentRecord>> {
    if (known.length === 0) return new Map()
    const { register, scope } = this.#context
    const columns = sql.join(recordColumns(register).map((name) => sql`${sql.ref(name)}`))
    const rows = await scope.rows<CurrentRecord>(sql`
      select ${columns} from ${tableOf(register)} where id = any(${known.map((one) => one.record_id)}::uuid[])`)
    return new Map(rows.map((row) => [row.id, row]))
  }

  #find(field: string, path: RecordPath | null): { id: string | null; problem?: CellProblem } {
    if (path === null) return { id: null }
    const found = this.#context.finders.get(field)?.find(path)
    if (typeof found === 'string') return { id: found }
    return found ? { id: null, problem: found } : { id: null }
  }

  #columnOf(field: string): Finding['column'] {
    const { mapping } = this.#context
    const column = mapping.columns.find((one) => 'field' in one && one.field === field)
    if (column) return { position: column.position, header: column.header }
    return mapping.paths[field]?.[0]?.title ?? null
  }

  #whole(row: ReadRow): Pick<ExaminedRow, 'findings' | 'values' | 'custom'> {
    const findings = [...row.findings]
    const values: Record<string, FieldValue> = { ...row.values }
    for (const field of this.#context.finders.keys()) {
      if (!(field in row.paths) && !this.#context.register.fields[field]?.required) continue
      const { id, problem } = this.#find(field, row.paths[field] ?? null)
      values[field] = id
      const missing = id === null && this.#context.register.fields[field]?.required
      const found = problem ?? (missing ? error('tabular.required_missing') : undefined)
      if (found) findings.push({ ...found, column: this.#columnOf(field) })
    }
    return { findings, values, custom: row.custom }
  }

  /**
   * What the file changes in a record: fields whose value in the file differs from the value it had when it was
   * last imported. What a person edited since stays, unless the file itself brings another value.
   */
  #changes(
    row: ReadRow,
    imported: ReadRow | undefined,
    record: CurrentRecord,
  ): Pick<ExaminedRow, 'action' | 'findings' | 'values' | 'custom'> {
    if (record.archived_at !== null)
      return {
        action: 'keep',
        findings: [...row.findings, { ...recordArchived, column: null }],
        values: {},
        custom: {},
      }
    const findings = [...row.findings]
    const values: Record<string, FieldValue> = {}
    const custom: Record<string, FieldValue> = {}
    const replaced = (field: string) =>
      findings.push({ ...editReplaced(field), column: this.#columnOf(field) })
    for (const [field, value] of Object.entries(row.values)) {
      const before = imported?.values[field]
      if (same(value, before) || same(value, record[field])) continue
      values[field] = value
      if (imported && !same(before, record[field])) replaced(field)
    }
    for (const field of new Set([...Object.keys(row.custom), ...Object.keys(imported?.custom ?? {})])) {
      const value = row.custom[field] ?? null
      const before = imported?.custom[field]
      if (same(value, before) || same(value, record.custom[field])) continue
      custom[field] = value
      if (imported && !same(before, record.custom[field])) replaced(field)
    }
    for (const [field, path] of Object.entries(row.paths)) {
      if (same(path, imported?.paths[field])) continue
      const { id, problem } = this.#find(field, path)
      if (problem) findings.push({ ...problem, column: this.#columnOf(field) })
      else if (!same(id, record[field])) values[field] = id
    }
    const changed = Object.keys(values).length + Object.keys(custom).length > 0
    return { action: changed ? 'change' : 'keep', findings, values, custom }
  }
}
