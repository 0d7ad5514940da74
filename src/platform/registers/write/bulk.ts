import { sql } from 'kysely'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { command, type Handler } from '../../operations/handler.ts'
import type { Transaction } from '../../operations/scope.ts'
import { recordColumns } from '../read/read.ts'
import { column, type RegisterTables, source, tableOf } from '../read/source.ts'
import { changesOf, different } from './bulk-changes.ts'
import { mostSelected, requireAsSeen, requireFew, type SelectedRow, selected } from './bulk-selection.ts'
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
    const changes = changesOf(input)
    const rows = await tx.rows<SelectedRow>(sql`
      select ${column('id')}, ${column('version')} from ${source(register, null)}
      where ${selected(register, tx, input.selection)}
      order by ${column('id')} limit ${mostSelected + 1} for update`)
    requireFew(rows)
    requireAsSeen(input.selection, rows)
    const before = rules.check || rules.derive || rules.followUp ? await recordsById(register, tx, rows) : []
    for (const record of before) await rules.check?.(tx, { ...record, ...changes }, record)
    const changed = rules.derive
      ? await changeEach(register, tx, before, changes, rules.derive)
      : await tx.rows<{ id: string }>(sql`
      update ${tableOf(register)} as r
      set ${sql.join([
        ...Object.entries(changes).map(([name, value]) => sql`${sql.ref(name)} = ${value}`),
        sql`version = version + 1`,
        sql`updated_at = ${tx.now.toISOString()}`,
        sql`updated_by = ${tx.actor.person_id}`,
      ])}
      where id = any(${rows.map(({ id }) => id)}::uuid[]) and (${different(changes)}) returning id`)
    if (rules.followUp) {
      const earlier = new Map(before.map((record) => [record.id, record]))
      for (const record of await recordsById(register, tx, changed))
        await rules.followUp(tx, record, earlier.get(record.id) ?? null)
    }
    return tx.record(
      {
        event: `${register.name}.bulk-revised`,
        detail: { changes, changed: changed.length },
      },
      { operation_id: tx.operation_id, changed: changed.length, unchanged: rows.length - changed.length },
    )
  })
  return [bulk]
}
