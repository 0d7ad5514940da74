import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { type AnyRegister, permissionFor, type RecordOf } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import type { TransitionOperation } from '../../../kernel/register/transition.ts'
import { command, type Handler } from '../../operations/handler.ts'
import type { SharedTransaction, Transaction } from '../../operations/scope.ts'
import { obstaclesTo } from '../decision/decision.ts'
import { type RowOf, readRecord, recordColumns } from '../read/read.ts'
import { type RegisterTables, tableOf } from '../read/source.ts'
import type { WriteRules } from './write-rules.ts'

type Row = RecordOf<AnyRegister> & Record<string, unknown>
type Tx = Transaction<RegisterTables>
type Values = Readonly<Record<string, unknown>>
/** What writing a record needs of a transaction, whichever module's it is. */
type Writing = Pick<SharedTransaction, 'rows' | 'actor' | 'now'>

const returning = (register: AnyRegister): RawBuilder<unknown> =>
  sql.join(recordColumns(register).map((name) => sql`${sql.ref(name)}`))

/** Inserts one record and returns it. The caller records the operation. */
export async function insertRecord<R extends AnyRegister>(
  register: R,
  tx: Writing,
  values: Values,
  id: string,
): Promise<RowOf<R>> {
  const at = tx.now.toISOString()
  const row: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    organization_id: tx.actor.organization_id,
    id,
    version: 1,
    state: register.lifecycle.initial,
    created_at: at,
    created_by: tx.actor.person_id,
    updated_at: at,
    updated_by: tx.actor.person_id,
  }
  const names = Object.keys(row)
  const [inserted] = await tx.rows<RowOf<R>>(sql`
    insert into ${tableOf(register)} (${sql.join(names.map((name) => sql.ref(name)))})
    values (${sql.join(names.map((name) => row[name]))}) returning ${returning(register)}`)
  if (!inserted) throw new Error(`Nothing was inserted into ${register.table}.`)
  return inserted
}

/**
 * Changes one record at the version its caller has seen.
 * @throws version-conflict with the current version, when it has moved on.
 */
export async function updateRecord<R extends AnyRegister>(
  register: R,
  tx: Writing,
  id: string,
  expectedVersion: number,
  changes: Values,
): Promise<RowOf<R>> {
  const sets = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  const [updated] = await tx.rows<RowOf<R>>(sql`
    update ${tableOf(register)}
    set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${tx.now.toISOString()}`, sql`updated_by = ${tx.actor.person_id}`])}
    where id = ${id} and version = ${expectedVersion} returning ${returning(register)}`)
  if (updated) return updated
  throw conflict(await readRecord(register, { ...tx, reach: 'all' }, id), expectedVersion)
}

const conflict = (current: Pick<Row, 'version'>, expectedVersion: number) =>
  new OperationError(
    'version-conflict',
    `Nothing was changed: the record is at version ${current.version} now, your change was made on version ${expectedVersion}. Compare both and send it again.`,
    { facts: { current_version: current.version, expected_version: expectedVersion } },
  )

/** Refuses before any rule runs: rules must judge the version that is then replaced. */
function assertVersion(record: Row, expectedVersion: number): void {
  if (record.version !== expectedVersion) throw conflict(record, expectedVersion)
}

/**
 * Whether a state lets a record be archived: one where nothing has been decided yet, or where everything is over.
 * What is approved, accepted or under way must first be brought to an end by a transition.
 */
export function isArchivable(register: AnyRegister, state: string): boolean {
  const { initial, states, transitions } = register.lifecycle
  const ends = !Object.values(transitions).some(({ from }) => from.includes(state))
  return state === initial || ends || states[state]?.tone === 'neutral'
}

function assertArchivable(register: AnyRegister, record: Row): void {
  if (!isArchivable(register, record.state))
    throw new OperationError(
      'refused-by-rule',
      `Nothing was changed: a record in state ${record.state} is not archived. Reopen it or bring it to its end first.`,
    )
}

/** Reads a record to write it: it exists, is within reach, and is not archived. */
async function forWriting(register: AnyRegister, tx: Tx, id: string): Promise<Row> {
  const visible = await readRecord(
    register,
    { ...tx, reach: tx.reachOf(permissionFor(register, 'read')) ?? 'own' },
    id,
  )
  if (tx.reach === 'own' && visible.owner_id !== tx.actor.person_id)
    throw new OperationError(
      'not-permitted',
      'Nothing was changed: your role lets you change only records that you own.',
    )
  return visible
}

function assertNotArchived(record: Row): void {
  if (record.archived_at)
    throw new OperationError(
      'refused-by-rule',
      'Nothing was changed: the record is archived. Restore it first.',
    )
}

/** The handlers that write single records: create, revise, transition, archive, restore. */
export function writeHandlers(
  register: AnyRegister,
  operations: StandardOperations<AnyRegister>,
  rules: WriteRules = {},
): Handler[] {
  const bind = command<RegisterTables>()
  const { name } = register

  const create = bind(operations.create, async (tx, input) => {
    if (tx.reach === 'own' && input.owner_id && input.owner_id !== tx.actor.person_id)
      throw new OperationError(
        'not-permitted',
        'Nothing was created: your role lets you create only records that you own.',
      )
    const owner = tx.reach === 'own' ? tx.actor.person_id : (input.owner_id ?? null)
    const { custom = {}, ...given } = input
    const values = { ...given, custom, owner_id: owner }
    await rules.check?.(tx, values, null)
    const derived = await rules.derive?.(tx, values, null)
    const created = await insertRecord(register, tx, { ...values, ...derived }, tx.sources.newId())
    await rules.followUp?.(tx, created, null)
    return tx.record({ event: `${name}.created`, record_id: created.id }, created)
  })

  const revise = bind(operations.revise, async (tx, input) => {
    const before = await forWriting(register, tx, input.id)
    assertNotArchived(before)
    assertVersion(before, input.expected_version)
    const { owner_id = before.owner_id, ...changes } = input.changes
    const wanted = { ...before, ...changes, owner_id }
    await rules.check?.(tx, wanted, before)
    const derived = await rules.derive?.(tx, wanted, before)
    const after = await updateRecord(register, tx, input.id, input.expected_version, {
      ...input.changes,
      ...derived,
    })
    await rules.followUp?.(tx, after, before)
    return tx.record({ event: `${name}.revised`, record_id: after.id }, after)
  })

  const archive = bind(operations.archive, async (tx, input) => {
    const before = await forWriting(register, tx, input.id)
    assertNotArchived(before)
    assertArchivable(register, before)
    const after = await updateRecord(register, tx, input.id, input.expected_version, {
      archived_at: tx.now.toISOString(),
    })
    const detail = { reason: input.reason ?? null }
    return tx.record({ event: `${name}.archived`, record_id: after.id, detail }, after)
  })

  const restore = bind(operations.restore, async (tx, input) => {
    const before = await forWriting(register, tx, input.id)
    if (!before.archived_at)
      throw new OperationError('refused-by-rule', 'Nothing was changed: the record is not archived.')
    assertVersion(before, input.expected_version)
    await rules.check?.(tx, { ...before, archived_at: null }, before)
    const after = await updateRecord(register, tx, input.id, input.expected_version, { archived_at: null })
    await rules.followUp?.(tx, after, before)
    return tx.record({ event: `${name}.restored`, record_id: after.id }, after)
  })

  return [create, revise, archive, restore]
}

/** The handlers that move a record along its lifecycle, one for each transition. */
export function transitionHandlers(
  register: AnyRegister,
  operations: readonly TransitionOperation[],
  rules: WriteRules = {},
): Handler[] {
  const bind = command<RegisterTables>()
  const refuse = (why: string) => new OperationError('refused-by-rule', `Nothing was changed: ${why}`)
  return operations.map((operation) => {
    const verb = operation.name.slice(register.name.length + 1)
    const declared = register.lifecycle.transitions[verb]
    if (!declared) throw new Error(`Register ${register.name} has no transition ${verb}.`)
    return bind(operation, async (tx, input) => {
      const before = await forWriting(register, tx, input.id)
      assertNotArchived(before)
      assertVersion(before, input.expected_version)
      if (!declared.from.includes(before.state))
        throw refuse(`a record in state ${before.state} cannot take ${verb}.`)
      const [obstacle] = await obstaclesTo(register, tx, before, verb, rules)
      if (obstacle) throw refuse(obstacle.reason)
      const derived = await rules.derive?.(tx, { ...before, state: declared.to }, before)
      const after = await updateRecord(register, tx, input.id, input.expected_version, {
        ...derived,
        state: declared.to,
      })
      await rules.followUp?.(tx, after, before)
      const detail = { from: before.state, to: declared.to, reason: input.reason ?? null }
      return tx.record({ event: `${register.name}.${declared.event}`, record_id: after.id, detail }, after)
    })
  })
}
