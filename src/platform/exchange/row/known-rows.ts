import { sql } from 'kysely'
import { type ImportMapping, importMappingSchema } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { ColumnRef } from '../../../kernel/tabular/finding.ts'
import type { Reading } from '../exchange-rules.ts'
import { identityColumns, type ReadRow, rowReader } from './row-reader.ts'

/** The latest kept row of an import key. */
export interface KnownRow {
  readonly key_hash: Buffer
  readonly version: number
  readonly record_id: string
  readonly hash: Buffer
  readonly import_id: string
  readonly mapping_sha256: string
}

type ReadCells = (cells: readonly string[]) => ReadRow | undefined

/** What earlier imports of a register kept, and what it meant when it was imported. */
export class KnownRows {
  readonly #register: AnyRegister
  readonly #scope: Reading
  readonly #readers = new Map<string, ReadCells>()
  #count: Promise<number> | undefined

  constructor(register: AnyRegister, scope: Reading) {
    this.#register = register
    this.#scope = scope
  }

  /** How many keys of a mapping name earlier imports know; asked once, before this import writes. */
  count(mappingName: string): Promise<number> {
    this.#count ??= this.#countKeys(mappingName)
    return this.#count
  }

  async #countKeys(mappingName: string): Promise<number> {
    const [row] = await this.#scope.rows<{ count: number }>(sql`
      select count(*) as count from app.import_row r
      join app.import i on i.organization_id = r.organization_id and i.id = r.import_id
      where r.register = ${this.#register.name} and r.version = 1 and i.mapping_name = ${mappingName}`)
    return row?.count ?? 0
  }

  /**
   * How many records of earlier imports with this mapping a file does not name, which names so many of them. Rows that
   * name their records by id are not told apart by their keys: they are left out.
   */
  async absent(mapping: ImportMapping, named: number): Promise<number> {
    const byId = mapping.columns.some((column) => 'field' in column && column.field === identityColumns.id)
    return byId ? 0 : Math.max(0, (await this.count(mapping.name)) - named)
  }

  /** The latest row of each key, by the key's hash in hexadecimal. */
  async latest(keyHashes: readonly Buffer[]): Promise<Map<string, KnownRow>> {
    const rows = await this.#scope.rows<KnownRow>(sql`
      select distinct on (r.key_hash) r.key_hash, r.version, r.record_id, r.hash, r.import_id, i.mapping_sha256
      from app.import_row r
      join app.import i on i.organization_id = r.organization_id and i.id = r.import_id
      where r.register = ${this.#register.name} and r.key_hash = any(${[...keyHashes]}::bytea[])
      order by r.key_hash, r.version desc`)
    return new Map(rows.map((row) => [row.key_hash.toString('hex'), row]))
  }

  /** The same rows read with the mapping they were imported with; a row whose mapping is no longer understood is absent. */
  async asImported(known: readonly KnownRow[]): Promise<Map<string, ReadRow>> {
    const all = new Map<string, ReadRow>()
    if (known.length === 0) return all
    await this.#learnReaders(known.map(({ import_id }) => import_id))
    const rows = await this.#scope.rows<{ key_hash: Buffer; import_id: string; cells: string[] }>(sql`
      select r.key_hash, r.import_id, r.cells from app.import_row r
      join unnest(${known.map((one) => one.key_hash)}::bytea[], ${known.map((one) => one.version)}::int[]) as k (key_hash, version)
        on r.key_hash = k.key_hash and r.version = k.version
      where r.register = ${this.#register.name}`)
    for (const { key_hash, import_id, cells } of rows) {
      const read = this.#readers.get(import_id)?.(cells)
      if (read) all.set(key_hash.toString('hex'), read)
    }
    return all
  }

  async #learnReaders(importIds: readonly string[]): Promise<void> {
    const missing = [...new Set(importIds)].filter((id) => !this.#readers.has(id))
    if (missing.length === 0) return
    const imports = await this.#scope.rows<{ id: string; mapping: unknown; columns: ColumnRef[] }>(sql`
      select id, mapping, columns from app.import where id = any(${missing}::uuid[])`)
    for (const { id, mapping, columns } of imports) {
      const parsed = importMappingSchema.safeParse(mapping)
      const reader = parsed.success ? rowReader(this.#register, parsed.data, columns) : undefined
      this.#readers.set(id, (cells) =>
        reader?.fits ? reader.read({ line: 0, cells, findings: [] }) : undefined,
      )
    }
  }
}
