import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { Transaction } from '../../operations/scope.ts'
import { recordColumns } from '../../registers/read/read.ts'
import { column, type RegisterTables, source, tableOf } from '../../registers/read/source.ts'
import { type Obstacle, planUndo, type Undoable, type UndoPlan, type UndoStep } from './undo-plan.ts'

type Tx = Transaction<RegisterTables>
type Row = RecordOf<AnyRegister> & Record<string, unknown>

/** What was undone, and what was left as it is. */
export interface Undone {
  readonly steps: readonly UndoStep[]
  readonly left: number
}

/**
 * Undoes an operation in the transaction at hand: every row stands again as the operation found it, as a new
 * version; a record it made is archived. All rows or none; of a plan that was confirmed, all rows that it names. The
 * caller records what was done.
 * @param confirmed the digest of a plan in which rows stand in the way: they are left, and the others go back
 * @throws conflict listing the rows that changed since, not-permitted, refused-by-rule
 */
export async function undoOperation(tx: Tx, operation: Undoable, confirmed?: string): Promise<Undone> {
  await lockRows(tx, operation.operation_id)
  const plan = await planUndo(tx, operation)
  if (plan.refused !== null)
    throw new OperationError('refused-by-rule', `Nothing was undone: ${plan.refused}`)
  if (confirmed !== undefined) assertConfirmed(plan, confirmed)
  else if (plan.obstacles.length > 0) throw refusal(plan.obstacles)
  const byRegister = Map.groupBy(plan.steps, ({ register }) => register)
  for (const [register, own] of byRegister)
    if (register) await restoreRecords(tx, register, own)
    else await restoreLinks(tx, own)
  return { steps: plan.steps, left: plan.obstacles.length }
}

/** Leaving rows out takes a confirmation of exactly the plan that showed which. */
function assertConfirmed(plan: UndoPlan, confirmed: string): void {
  if (plan.digest !== confirmed)
    throw new OperationError(
      'conflict',
      'Nothing was undone: other records stand in the way now than when you looked. Look again.',
    )
  if (plan.obstacles.length > 0 && !plan.divisible) throw refusal(plan.obstacles)
}

/** Locks the rows, so that nothing changes between looking for later changes and writing. */
async function lockRows(tx: Tx, operationId: string): Promise<void> {
  const touched = await tx.rows<{ table_name: string; ids: string[] }>(sql`
    select table_name, array_agg(distinct row_id) as ids from trail.change
    where operation_id = ${operationId} and table_name is not null group by table_name order by table_name`)
  for (const { register } of tx.registers.values()) {
    const own = touched.find(({ table_name }) => table_name === register.table)
    if (own)
      await tx.rows(sql`
        select id from ${tableOf(register)} where id = any(${own.ids}::uuid[]) order by id for update`)
  }
}

function refusal(obstacles: readonly Obstacle[]): OperationError {
  const shown = obstacles.slice(0, 200)
  const facts = { obstacles: shown, obstacle_count: obstacles.length }
  const changed = obstacles.filter(({ reason }) => reason === 'changed-since').length
  if (changed > 0)
    return new OperationError(
      'conflict',
      `Nothing was undone: ${changed} of the rows changed since. They are listed; look at them and change them yourself.`,
      { facts },
    )
  if (obstacles.some(({ reason }) => reason === 'not-permitted'))
    return new OperationError(
      'not-permitted',
      'Nothing was undone: it needs the permission that the change itself needed, on every record it touched.',
      { facts },
    )
  return new OperationError(
    'refused-by-rule',
    'Nothing was undone: the operation holds a decision or a row that is never taken back this way. Use the record’s own steps.',
    { facts },
  )
}

const recordsOf = (tx: Tx, register: AnyRegister, ids: readonly string[]) =>
  tx.rows<Row>(sql`
    select ${sql.join(recordColumns(register).map((name) => column(name)))} from ${source(register, null)}
    where ${column('id')} = any(${ids}::uuid[]) order by ${column('id')}`)

async function restoreRecords(tx: Tx, register: AnyRegister, steps: readonly UndoStep[]): Promise<void> {
  const { check, followUp } = tx.registers.get(register.name)?.rules ?? {}
  const ids = steps.map(({ row_id }) => row_id)
  const now = new Map((await recordsOf(tx, register, ids)).map((record) => [record.id, record]))
  const targets = new Map(steps.map((step) => [step.row_id, targetOf(tx, step)]))
  if (check) for (const [id, record] of now) await check(tx, { ...record, ...targets.get(id) }, record)

  const columns = [...new Set([...targets.values()].flatMap((target) => Object.keys(target)))]
  const images = [...now.values()].map((record) => ({
    ...Object.fromEntries(columns.map((name) => [name, record[name]])),
    ...targets.get(record.id),
    id: record.id,
    version: record.version,
  }))
  const sets = columns.map((name) => sql`${sql.id(name)} = p.${sql.id(name)}`)
  const restored = await tx.rows<{ id: string }>(sql`
    update ${tableOf(register)} r
    set ${sql.join([...sets, sql`version = r.version + 1`, sql`updated_at = ${tx.now.toISOString()}`, sql`updated_by = ${tx.actor.person_id}`])}
    from jsonb_populate_recordset(null::${tableOf(register)}, ${JSON.stringify(images)}::jsonb) p
    where r.id = p.id and r.version = p.version returning r.id`)
  if (restored.length !== steps.length)
    throw new OperationError(
      'conflict',
      'Nothing was undone: some of the records are not there any more. Look at the operation again.',
    )
  if (followUp)
    for (const record of await recordsOf(tx, register, ids))
      await followUp(tx, record, now.get(record.id) ?? null)
}

/** The columns a step changes, with what they will hold. */
function targetOf(tx: Tx, step: UndoStep): Record<string, unknown> {
  if (!step.before) return { archived_at: tx.now.toISOString() }
  return Object.fromEntries(step.changes.map(({ field, after }) => [field, after]))
}

async function restoreLinks(tx: Tx, steps: readonly UndoStep[]): Promise<void> {
  const added = steps.filter(({ effect }) => effect === 'remove-link').map(({ row_id }) => row_id)
  const removed = steps.filter(({ effect }) => effect === 'restore-link').map(({ before }) => before)
  const gone = await tx.rows(sql`delete from app.link where id = any(${added}::uuid[]) returning id`)
  if (gone.length !== added.length)
    throw new OperationError('conflict', 'Nothing was undone: a link is not there any more.')
  await tx.rows(sql`
    insert into app.link select * from jsonb_populate_recordset(null::app.link, ${JSON.stringify(removed)}::jsonb)`)
}
