import { sql } from 'kysely'
import type { ImportMapping } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { type CellProblem, error, type Finding } from '../../../kernel/tabular/finding.ts'
import type { FieldValue } from '../../../kernel/tabular/mapping/mapping.ts'
import { recordColumns } from '../../registers/read/read.ts'
import { tableOf } from '../../registers/read/source.ts'
import type { ImportRules } from '../import/import-rules.ts'
import { mappingHash } from '../mapping/choose-mapping.ts'
import { askRules } from './ask-rules.ts'
import type { CurrentRecord, ExaminedRow, ExaminingScope } from './examined-row.ts'
import { editReplaced, idUnknown, notOwned, recordArchived, recordMovedOn } from './finding-text.ts'
import type { KnownRow, KnownRows } from './known-rows.ts'
import type { OwnRows } from './own-rows.ts'
import type { References } from './references.ts'
import { hashOfCells, hashOfKey, identityColumns, type ReadRow, type RowReader } from './row-reader.ts'

interface ChunkContext {
  readonly register: AnyRegister
  readonly scope: ExaminingScope
  readonly rules: ImportRules
  readonly known: KnownRows
  readonly references: References
  readonly mapping: ImportMapping
  readonly reader: RowReader & { fits: true }
  readonly ownRows: OwnRows | undefined
}

type Effect = Pick<ExaminedRow, 'action' | 'findings' | 'before' | 'values' | 'custom'>

const same = (a: unknown, b: unknown): boolean =>
  (a ?? null) === (b ?? null) || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const kept = (findings: readonly Finding[]): Effect => ({
  action: 'keep',
  findings,
  before: null,
  values: {},
  custom: {},
})

/** Decides what importing some rows would do, with a fixed number of questions to the database. */
export class ChunkExaminer {
  readonly #context: ChunkContext
  readonly #mappingHash: string
  #anyKnown: boolean | undefined

  constructor(context: ChunkContext) {
    this.#context = context
    this.#mappingHash = mappingHash(context.mapping)
  }

  async examine(rows: readonly ReadRow[]): Promise<ExaminedRow[]> {
    const { known, references, scope, ownRows, rules } = this.#context
    const hashes = rows.map((row) => hashOfKey(row.key.text))
    const keys = hashes.map((hash) => hash.toString('hex'))
    const cells = rows.map((row) => hashOfCells(row.raw))
    this.#anyKnown ??= (await known.count(this.#context.mapping.name)) > 0
    const latest = this.#anyKnown ? await known.latest(hashes) : new Map<string, KnownRow>()
    await references.learn(rows)
    const sameAsKept = (index: number) => {
      const earlier = latest.get(keys[index] ?? '')
      const hash = cells[index]
      if (!earlier || !hash) return false
      return earlier.mapping_sha256 === this.#mappingHash && earlier.hash.equals(hash)
    }
    const differing = rows.flatMap((row, index) => {
      const earlier = latest.get(keys[index] ?? '')
      return earlier && !row.record && !sameAsKept(index) ? [earlier] : []
    })
    const imported = await known.asImported(differing)
    const current = await this.#currentRecords([
      ...differing.map(({ record_id }) => record_id),
      ...rows.flatMap(({ record }) => record?.id ?? []),
    ])
    const examined = rows.map((row, index): ExaminedRow => {
      const key = keys[index] ?? ''
      const earlier = latest.get(key)
      const id = row.record?.id ?? earlier?.record_id
      const shared = {
        row,
        key_hash: hashes[index] ?? hashOfKey(row.key.text),
        hash: cells[index] ?? hashOfCells(row.raw),
        known: earlier,
        same_as_kept: sameAsKept(index),
        record_id: id ?? ownRows?.idFor(key) ?? scope.sources.newId(),
      }
      if (row.record) return { ...shared, ...this.#named(row, row.record, current.get(row.record.id)) }
      if (!earlier) return { ...shared, ...this.#created(row) }
      const record = current.get(earlier.record_id)
      return { ...shared, ...(record ? this.#changed(row, imported.get(key), record) : kept(row.findings)) }
    })
    return askRules(rules.write, scope, examined, (field) => this.#columnOf(field))
  }

  async #currentRecords(ids: readonly string[]): Promise<Map<string, CurrentRecord>> {
    if (ids.length === 0) return new Map()
    const { register, scope } = this.#context
    const columns = sql.join(recordColumns(register).map((name) => sql`${sql.ref(name)}`))
    const rows = await scope.rows<CurrentRecord>(sql`
      select ${columns} from ${tableOf(register)} where id = any(${[...ids]}::uuid[])`)
    return new Map(rows.map((row) => [row.id, row]))
  }

  #columnOf(field: string): Finding['column'] {
    const { mapping } = this.#context
    const column = mapping.columns.find((one) => 'field' in one && one.field === field)
    if (column) return { position: column.position, header: column.header }
    return mapping.paths[field]?.[0]?.title ?? null
  }

  readonly #at = (field: string, problem: CellProblem): Finding => ({
    ...problem,
    column: this.#columnOf(field),
  })

  #created(row: ReadRow): Effect {
    const { register, references, scope } = this.#context
    const findings = [...row.findings]
    const values: Record<string, FieldValue> = { ...row.values }
    for (const field of references.fields) {
      if (!(field in row.paths) && !register.fields[field]?.required) continue
      const { id, problem } = references.find(field, row.paths[field] ?? null)
      values[field] = id
      const missing = id === null && register.fields[field]?.required
      const found = problem ?? (missing ? error('tabular.required_missing') : undefined)
      if (found) findings.push(this.#at(field, found))
    }
    if (scope.reach === 'own') {
      values.owner_id ??= scope.actor.person_id
      if (values.owner_id !== scope.actor.person_id) findings.push(this.#at('owner_id', notOwned))
    }
    return { action: 'create', findings, before: null, values, custom: row.custom }
  }

  /** What a row does to the record that it names by its id: what the record is, it says in whole. */
  #named(row: ReadRow, { id, version }: NonNullable<ReadRow['record']>, record?: CurrentRecord): Effect {
    if (!record) return kept([...row.findings, this.#at(identityColumns.id, idUnknown(id))])
    const effect = this.#changed(row, undefined, record)
    if (effect.action === 'keep' || version === null || version === record.version) return effect
    const moved = this.#at(identityColumns.version, recordMovedOn(version, record.version))
    return { ...effect, findings: [...effect.findings, moved] }
  }

  /**
   * What the file changes in a record: fields whose value in the file differs from the value it had when it was
   * last imported. What a person edited since stays, unless the file itself brings another value.
   */
  #changed(row: ReadRow, imported: ReadRow | undefined, record: CurrentRecord): Effect {
    const { references, reader, scope } = this.#context
    if (record.archived_at !== null) return kept([...row.findings, { ...recordArchived, column: null }])
    const findings = [...row.findings]
    const values: Record<string, FieldValue> = {}
    const custom: Record<string, FieldValue> = {}
    const replaced = (field: string) => findings.push(this.#at(field, editReplaced(field)))
    for (const [field, value] of Object.entries(row.values)) {
      const before = imported?.values[field]
      // A row that names its record says in whole what it is.
      if ((!row.record && same(value, before)) || same(value, record[field])) continue
      // A cell cannot hold every value, such as space at the ends of a text. As it was exported, it changes nothing.
      if (row.record && reader.readsAs(field, record[field], value)) continue
      values[field] = value
      if (imported && !same(before, record[field])) replaced(field)
    }
    for (const field of new Set([...Object.keys(row.custom), ...Object.keys(imported?.custom ?? {})])) {
      const value = row.custom[field] ?? null
      const before = imported?.custom[field]
      if ((!row.record && same(value, before)) || same(value, record.custom[field])) continue
      custom[field] = value
      if (imported && !same(before, record.custom[field])) replaced(field)
    }
    for (const [field, path] of Object.entries(row.paths)) {
      if (!row.record && same(path, imported?.paths[field])) continue
      const { id, problem } = references.find(field, path)
      if (problem) findings.push(this.#at(field, problem))
      else if (!same(id, record[field])) values[field] = id
    }
    const changed = Object.keys(values).length + Object.keys(custom).length > 0
    if (!changed) return kept(findings)
    if (scope.reach === 'own' && record.owner_id !== scope.actor.person_id)
      findings.push({ ...notOwned, column: null })
    return { action: 'change', findings, before: record, values, custom }
  }
}
