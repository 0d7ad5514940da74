import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { SharedTransaction, Transaction } from '../operations/scope.ts'
import { readRecords } from '../registers/read-many.ts'
import { type RegisterTables, tableOf } from '../registers/source.ts'
import type { WriteRules } from '../registers/write.ts'
import { namesOf, relation, type TypedColumns, writtenColumns } from '../registers/write-many.ts'
import type { ExaminedRow } from './examine.ts'
import { hashOfCells } from './row-reader.ts'

type Tx = Pick<SharedTransaction, 'rows' | 'actor' | 'now' | 'sources'>

/**
 * Writes changed fields into existing records, at the version they were examined at: one statement. Only what a row
 * names is set; of the custom fields, null takes one away.
 * @throws conflict when one of them was changed meanwhile.
 */
export async function updateRecords(
  register: AnyRegister,
  tx: Tx,
  rows: readonly ExaminedRow[],
): Promise<void> {
  if (rows.length === 0) return
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
  const updated = await tx.rows(sql`
    update ${tableOf(register)} as t
    set ${sql.join(sets)}, version = t.version + 1, updated_at = ${tx.now.toISOString()}, updated_by = ${tx.actor.person_id}
    from ${relation(changes, shape)}
    where t.id = r.id and t.version = r.version returning t.id`)
  if (updated.length < rows.length)
    throw new OperationError(
      'conflict',
      'Nothing was imported: someone else changed one of these records at this moment. Import the file again.',
    )
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

/** Keeps rows of the file as evidence: one statement. */
export async function keepRows(
  register: AnyRegister,
  tx: Tx,
  importId: string,
  rows: readonly ExaminedRow[],
): Promise<void> {
  if (rows.length === 0) return
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
  await tx.rows(sql`
    insert into app.import_row (organization_id, register, import_id, ${namesOf(columns)})
    select ${tx.actor.organization_id}::uuid, ${register.name}, ${importId}::uuid, ${namesOf(columns, 'r.')}
    from ${relation(kept, columns)}`)
}
