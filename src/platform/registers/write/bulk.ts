import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { command, type Handler } from '../../operations/handler.ts'
import type { Transaction } from '../../operations/scope.ts'
import { conditions } from '../read/conditions.ts'
import { recordColumns } from '../read/read.ts'
import { column, type RegisterTables, source, tableOf } from '../read/source.ts'
import { updateRecord } from './write.ts'
import type { WriteRules } from './write-rules.ts'

const recordsById = (
  register: AnyRegister,
  tx: Transaction<RegisterTables>,
  rows: readonly { id: string }[],
) =>
  tx.rows<RecordOf<AnyRegister>>(sql`
    select ${sql.join(recordColumns(register).map((name) => column(name)))} from ${source(register, null)}
    where ${column('id')} = any(${rows.map(({ id }) => id)}::uuid[]) order by ${column('id')}`)

/** Where the server decides fields of its own, each record gets its own values. */
async function changeEach(
  register: AnyRegister,
  tx: Transaction<RegisterTables>,
  records: readonly RecordOf<AnyRegister>[],
  changes: Readonly<Record<string, unknown>>,
  derive: NonNullable<WriteRules['derive']>,
): Promise<{ id: string }[]> {
  const changed: { id: string }[] = []
  for (const record of records) {
    const current: Readonly<Record<string, unknown>> = { ...record }
    const different = Object.entries(changes).some(
      ([name, value]) => JSON.stringify(current[name] ?? null) !== JSON.stringify(value),
    )
    if (!different) continue
    const derived = await derive(tx, { ...record, ...changes }, record)
    await updateRecord(register, tx, record.id, record.version, { ...changes, ...derived })
    changed.push({ id: record.id })
  }
  return changed
}

/** Changing many records at once: all or none, and only those that the change makes different. */
export function bulkHandlers(
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'bulk'>,
  rules: WriteRules = {},
): Handler[] {
  const bulk = command<RegisterTables>()(operations.bulk, async (tx, input) => {
    const changes = Object.entries(input.changes).filter(([, value]) => value !== undefined)
    if (changes.length === 0)
      throw new OperationError('invalid-input', 'Nothing was changed: name at least one field to change.')
    const filter = 'filter' in input.selection ? input.selection.filter : { archived: 'false' }
    const chosen: RawBuilder<unknown>[] = [conditions(register, tx, filter)]
    if ('ids' in input.selection) chosen.push(sql`${column('id')} = any(${input.selection.ids}::uuid[])`)
    const rows = await tx.rows<{ id: string }>(sql`
      select ${column('id')} from ${source(register, null)} where ${sql.join(chosen, sql` and `)}
      order by ${column('id')} for update`)
    const expected = 'ids' in input.selection ? new Set(input.selection.ids).size : input.selection.count
    if (rows.length !== expected)
      throw new OperationError(
        'conflict',
        `Nothing was changed: ${rows.length} records are selected now, ${expected} when you looked. Look at the list again.`,
        { facts: { selected: rows.length, expected } },
      )
    const before = rules.check || rules.derive || rules.followUp ? await recordsById(register, tx, rows) : []
    for (const record of before)
      await rules.check?.(tx, { ...record, ...Object.fromEntries(changes) }, record)
    const different = sql.join(
      changes.map(([name, value]) => sql`${sql.ref(name)} is distinct from ${value}`),
      sql` or `,
    )
    const changed = rules.derive
      ? await changeEach(register, tx, before, Object.fromEntries(changes), rules.derive)
      : await tx.rows<{ id: string }>(sql`
      update ${tableOf(register)}
      set ${sql.join([
        ...changes.map(([name, value]) => sql`${sql.ref(name)} = ${value}`),
        sql`version = version + 1`,
        sql`updated_at = ${tx.now.toISOString()}`,
        sql`updated_by = ${tx.actor.person_id}`,
      ])}
      where id = any(${rows.map(({ id }) => id)}::uuid[]) and (${different}) returning id`)
    if (rules.followUp) {
      const earlier = new Map(before.map((record) => [record.id, record]))
      for (const record of await recordsById(register, tx, changed))
        await rules.followUp(tx, record, earlier.get(record.id) ?? null)
    }
    return tx.record(
      {
        event: `${register.name}.bulk-revised`,
        detail: { changes: Object.fromEntries(changes), changed: changed.length },
      },
      { operation_id: tx.operation_id, changed: changed.length, unchanged: rows.length - changed.length },
    )
  })
  return [bulk]
}
