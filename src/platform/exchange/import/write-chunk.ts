import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { SharedTransaction, Transaction } from '../../operations/scope.ts'
import { readRecords } from '../../registers/read/read-many.ts'
import { type RegisterTables, tableOf } from '../../registers/read/source.ts'
import {
  insertion,
  namesOf,
  relation,
  type TypedColumns,
  writtenColumns,
} from '../../registers/write/write-many.ts'
import type { WriteRules } from '../../registers/write/write-rules.ts'
import type { ExaminedRow } from '../row/examined-row.ts'
import { hashOfCells } from '../row/row-reader.ts'

type Acting = Pick<SharedTransaction, 'actor' | 'now'>

/** Statements that write one chunk of a file, each whatever the number of its rows; undefined where it has none. */
export interface PreparedChunk {
  readonly rows: readonly ExaminedRow[]
  readonly created: readonly ExaminedRow[]
  readonly changed: readonly ExaminedRow[]
  /** Rows of the file that are kept as evidence. */
  readonly kept: readonly ExaminedRow[]
  readonly insertion: RawBuilder<unknown> | undefined
  readonly change: RawBuilder<unknown> | undefined
  readonly keeping: RawBuilder<unknown> | undefined
}

/** Makes everything ready to be sent, so that the database need not wait for it between two chunks. */
export function prepareChunk(
  register: AnyRegister,
  acting: Acting,
  importId: string,
  rows: readonly ExaminedRow[],
): PreparedChunk {
  const created = rows.filter(({ action }) => action === 'create')
  const changed = rows.filter(({ action }) => action === 'change')
  const kept = rows.filter(({ same_as_kept }) => !same_as_kept)
  const records = created.map(({ record_id, values, custom }) => ({ id: record_id, values, custom }))
  return {
    rows,
    created,
    changed,
    kept,
    insertion: records.length > 0 ? insertion(register, acting, records) : undefined,
    change: changed.length > 0 ? changeOf(register, acting, changed) : undefined,
    keeping: kept.length > 0 ? keepingOf(register, acting, importId, kept) : undefined,
  }
}

/** @throws conflict when a record was changed since the rows were examined. */
export async function writeChunk(
  tx: Pick<SharedTransaction, 'rows'>,
  { changed, ...statements }: PreparedChunk,
): Promise<void> {
  const [, updated = []] = await Promise.all(
    [statements.insertion, statements.change, statements.keeping].map((one) => (one ? tx.rows(one) : [])),
  )
  if (updated.length < changed.length)
    throw new OperationError(
      'conflict',
      'Nothing was imported: someone else changed one of these records at this moment. Import the file again.',
    )
}

/**
 * Sets changed fields of existing records, at the version they were examined at. Only what a row names is set; of the
 * custom fields, null takes one away. It answers the ids of what it changed.
 */
function changeOf(register: AnyRegister, { actor, now }: Acting, rows: readonly ExaminedRow[]) {
  const written: TypedColumns = [...writtenColumns(register), ['state', 'text']]
  const columns = written.filter(([name]) => name === 'custom' || rows.some(({ values }) => name in values))
  const changes = rows.map(({ record_id, before, values, custom }) => ({
    ...values,
    id: record_id,
    version: before?.version,
    custom: Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== null)),
    removed: Object.keys(custom).filter((name) => custom[name] === null),
    changed: Object.keys(values),
  }))
  const sets: RawBuilder<unknown>[] = columns.map(([name]) =>
    name === 'custom'
      ? sql`custom = (t.custom || r.custom) - r.removed`
      : sql`${sql.ref(name)} = case when ${name} = any(r.changed) then ${sql.ref(`r.${name}`)} else ${sql.ref(`t.${name}`)} end`,
  )
  const shape: TypedColumns = [
    ['id', 'uuid'],
    ['version', 'int'],
    ['changed', 'text[]'],
    ['removed', 'text[]'],
    ...columns,
  ]
  return sql`
    update ${tableOf(register)} as t
    set ${sql.join(sets)}, version = t.version + 1, updated_at = ${now.toISOString()}, updated_by = ${actor.person_id}
    from ${relation(changes, shape)}
    where t.id = r.id and t.version = r.version returning t.id`
}

/** What a register's module lets follow each write, for records that were written together. */
export async function followRecords(
  register: AnyRegister,
  tx: Transaction<RegisterTables>,
  { followUp }: WriteRules,
  rows: readonly ExaminedRow[],
): Promise<void> {
  if (!followUp || rows.length === 0) return
  const ids = rows.map(({ record_id }) => record_id)
  const written = new Map((await readRecords(register, tx, ids)).map((record) => [record.id, record]))
  for (const { record_id, before } of rows) {
    const after = written.get(record_id)
    if (after) await followUp(tx, after, before)
  }
}

/** Keeps rows of the file as evidence. */
function keepingOf(register: AnyRegister, { actor }: Acting, importId: string, rows: readonly ExaminedRow[]) {
  const kept = rows.map(({ record_id, row, key_hash, hash, known }) => ({
    key_hash: `\\x${key_hash.toString('hex')}`,
    version: (known?.version ?? 0) + 1,
    import_key: row.key.text,
    record_id,
    line: row.line,
    hash: `\\x${hash.toString('hex')}`,
    parts_hash: row.key.parts.some((part) => part !== '')
      ? `\\x${hashOfCells(row.key.parts).toString('hex')}`
      : null,
    cells: row.raw,
  }))
  const columns: TypedColumns = [
    ['key_hash', 'bytea'],
    ['version', 'int'],
    ['import_key', 'text'],
    ['record_id', 'uuid'],
    ['line', 'int'],
    ['hash', 'bytea'],
    ['parts_hash', 'bytea'],
    ['cells', 'jsonb'],
  ]
  return sql`
    insert into app.import_row (organization_id, register, import_id, ${namesOf(columns)})
    select ${actor.organization_id}::uuid, ${register.name}, ${importId}::uuid, ${namesOf(columns, 'r.')}
    from ${relation(kept, columns)}`
}
