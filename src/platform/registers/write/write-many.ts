import { type RawBuilder, sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { SharedTransaction } from '../../operations/scope.ts'
import { tableOf } from '../read/source.ts'
import { fieldTypes } from '../table-sql.ts'

type Tx = Pick<SharedTransaction, 'rows' | 'actor' | 'now'>
/** Names of columns with their SQL types. */
export type TypedColumns = readonly (readonly [name: string, type: string])[]

/** The columns that are written beside those every record has, with their types. */
export const writtenColumns = (register: AnyRegister): TypedColumns => [
  ['owner_id', 'uuid'],
  ...Object.entries(register.fields).map(([name, { kind }]): [string, string] => [name, fieldTypes[kind]]),
  ['custom', 'jsonb'],
]

/** Rows of one JSON text as a relation: one parameter whatever the number of rows and columns. */
export const relation = (rows: readonly object[], columns: TypedColumns) => {
  const shape = sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (${shape})`
}

/** The names of columns, of one relation or of none. */
export const namesOf = (columns: TypedColumns, prefix = ''): RawBuilder<unknown> =>
  sql.join(columns.map(([name]) => sql`${sql.ref(`${prefix}${name}`)}`))

export interface NewRecord {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
  readonly custom?: Readonly<Record<string, unknown>>
}

interface Inserted {
  /** Columns that the register hides and the rows set. */
  readonly hidden?: TypedColumns
  /** Skips records that the database would refuse as duplicates. */
  readonly skipStanding?: boolean
}

/** The statement that inserts records in their initial state, whatever their number; it answers their ids. */
export function insertion(
  register: AnyRegister,
  { actor, now }: Pick<Tx, 'actor' | 'now'>,
  records: readonly NewRecord[],
  { hidden = [], skipStanding = false }: Inserted = {},
): RawBuilder<unknown> {
  const columns: TypedColumns = [['id', 'uuid'], ...writtenColumns(register), ...hidden]
  const { organization_id, person_id } = actor
  const at = now.toISOString()
  const rows = records.map(({ id, values, custom = {} }) => ({ ...values, id, custom }))
  return sql`
    insert into ${tableOf(register)}
      (organization_id, version, state, created_at, created_by, updated_at, updated_by, ${namesOf(columns)})
    select ${organization_id}::uuid, 1, ${register.lifecycle.initial}, ${at}::timestamptz, ${person_id}::uuid, ${at}::timestamptz, ${person_id}::uuid, ${namesOf(columns, 'r.')}
    from ${relation(rows, columns)} ${skipStanding ? sql`on conflict do nothing` : sql``} returning id`
}

/**
 * Inserts records in their initial state: one statement, whatever their number. The caller records the operation.
 * @returns how many were inserted.
 */
export async function insertRecords(
  register: AnyRegister,
  tx: Tx,
  records: readonly NewRecord[],
  options?: Inserted,
): Promise<number> {
  if (records.length === 0) return 0
  return (await tx.rows(insertion(register, tx, records, options))).length
}

/** A record at the version from which its change was decided. */
export interface ChangedRecord {
  readonly id: string
  readonly version: number
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * Sets the same columns of many records, one statement whatever their number, each at the version that its change
 * was decided from. Records that somebody else is writing, or has written since, are skipped.
 * @returns how many were changed.
 */
export async function changeRecords(
  register: AnyRegister,
  tx: Tx,
  records: readonly ChangedRecord[],
  columns: TypedColumns,
): Promise<number> {
  if (records.length === 0) return 0
  const rows = records.map(({ id, version, values }) => ({ ...values, id, version }))
  const shape: TypedColumns = [['id', 'uuid'], ['version', 'int'], ...columns]
  const sets = columns.map(([name]) => sql`${sql.ref(name)} = ${sql.ref(`w.${name}`)}`)
  const changed = await tx.rows(sql`
    with wanted as (select * from ${relation(rows, shape)}), held as (
      select t.organization_id, t.id from ${tableOf(register)} t
      join wanted w on w.id = t.id and w.version = t.version for update of t skip locked
    )
    update ${tableOf(register)} t
    set ${sql.join(sets)}, version = t.version + 1, updated_at = ${tx.now.toISOString()}, updated_by = ${tx.actor.person_id}
    from held h join wanted w on w.id = h.id
    where t.organization_id = h.organization_id and t.id = h.id returning t.id`)
  return changed.length
}
