import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { ReadScope } from '../../operations/scope.ts'
import { bookkeeping } from '../../registers/record/history.ts'
import type { Captured, Image, Json } from '../read/captured.ts'
import type { OperationSummary } from '../read/read-operations.ts'
import { mayRead, type SpineRecord, spineOf } from '../read/readable.ts'

/** The most rows that are undone at once. */
export const undoRowsMax = 5000

export type UndoEffect = 'restore-fields' | 'archive' | 'take-from-archive' | 'remove-link' | 'restore-link'

/** Why a row stays as it is, and with it the whole operation. */
export type ObstacleReason =
  | 'changed-since'
  | 'state-decided'
  | 'never-undone'
  | 'older-form'
  | 'erased'
  | 'not-permitted'

/** One row of the operation and what undoing does to it. */
export interface UndoStep {
  readonly table: string
  readonly row_id: string
  /** Undefined for links. */
  readonly register: AnyRegister | undefined
  readonly title: string | null
  readonly effect: UndoEffect
  /** The row as the operation found it; null when it made the row. */
  readonly before: Image | null
  /** The row as the operation left it, which is how it still stands; null when it removed the row. */
  readonly after: Image | null
  /** From how it stands to how it will stand. */
  readonly changes: { field: string; before: Json; after: Json }[]
}

export interface Obstacle {
  readonly table: string
  readonly row_id: string | null
  readonly title: string | null
  readonly reason: ObstacleReason
  /** For `changed-since`: the latest operation that changed the row. */
  readonly since: {
    operation_id: string
    at: string
    event: string
    actor_id: string | null
  } | null
}

export interface UndoPlan {
  /** Why the operation as a whole cannot be undone; null when its rows decide. */
  readonly refused: string | null
  readonly steps: readonly UndoStep[]
  readonly obstacles: readonly Obstacle[]
  /** Its rows were changed independently, so those without an obstacle can be undone without the others. */
  readonly divisible: boolean
  /** Digest of exactly these rows, so that what is confirmed is what was shown. */
  readonly digest: string
}

/** A row the operation changed: its image before the first and after the last of the operation's changes to it. */
export interface TouchedRow {
  readonly table: string
  readonly row_id: string | null
  readonly schema_version: number
  readonly erased: boolean
  readonly before: Image | null
  readonly after: Image | null
  readonly since: Obstacle['since']
}

/** Tables whose rows state what once happened. They stay when it is undone, as the trail does. */
const staying = new Set(['import', 'comment'])

export type PlanScope = Pick<ReadScope<unknown>, 'rows' | 'actor' | 'reachOf' | 'registers'>

interface TouchedChange extends Captured {
  readonly since: Obstacle['since']
}

const touchedBy = (operationId: string): RawBuilder<unknown> => sql`
  select c.id as change_id, null as leaf_index, c.table_name, c.row_id, c.action::text as action, c.schema_version, c.after,
    (select p.after from trail.change p
     where p.row_id = c.row_id and p.table_name = c.table_name and p.id < c.id
     order by p.id desc limit 1) as before,
    (select json_build_object('operation_id', o.id, 'at', o.at, 'event', o.event, 'actor_id', o.actor_id)
     from trail.change n join trail.operation o on o.id = n.operation_id and o.xid = n.xid
     where n.row_id = c.row_id and n.table_name = c.table_name and n.id > c.id and n.operation_id <> c.operation_id
     order by n.id desc limit 1) as since
  from trail.change c
  where c.operation_id = ${operationId} and c.table_name is not null
  order by c.id limit ${undoRowsMax + 1}`

/** What an operation is undone by: who did it, and as what. */
export type Undoable = Pick<OperationSummary, 'operation_id' | 'name' | 'actor_id'>

/** Tables whose rows follow from others and are made anew after an undo: they stay too. */
const following = ({ registers }: Pick<PlanScope, 'registers'>, { name }: Undoable): ReadonlySet<string> =>
  new Set(
    [...registers.values()]
      .filter(({ register }) => register.consequent && !name.startsWith(`${register.name}.`))
      .map(({ register }) => register.table),
  )

/** Whether an operation changes many records independently of each other. */
const changesEach = ({ name }: Undoable): boolean => /\.(bulk|import)$/.test(name)

/** The rows of an operation that could go back; undefined when they are too many to look at. */
async function rowsTouchedBy(scope: PlanScope, operation: Undoable): Promise<TouchedRow[] | undefined> {
  const changes = await scope.rows<TouchedChange>(touchedBy(operation.operation_id))
  if (changes.length > undoRowsMax) return undefined
  const rows = new Map<string, TouchedRow>()
  for (const change of changes) {
    const key = `${change.table_name}/${change.row_id}`
    const earlier = rows.get(key)
    const erased = change.action !== 'd' && change.after === null
    rows.set(key, {
      table: change.table_name ?? '',
      row_id: change.row_id,
      schema_version: change.schema_version,
      erased: erased || (earlier?.erased ?? false) || (change.action !== 'i' && change.before === null),
      before: earlier ? earlier.before : change.action === 'i' ? null : change.before,
      after: change.action === 'd' ? null : change.after,
      since: change.since,
    })
  }
  const follow = following(scope, operation)
  return [...rows.values()].filter(
    ({ table, before, after, erased }) =>
      !staying.has(table) && !follow.has(table) && (erased || before || after),
  )
}

/** What undoing an operation would do, row by row, and everything that stands in the way. Changes nothing. */
export async function planUndo(scope: PlanScope, operation: Undoable): Promise<UndoPlan> {
  if (operation.actor_id === null)
    return refusing('no person did this: the installation carried it out, and would do so again.')
  const rows = await rowsTouchedBy(scope, operation)
  if (rows === undefined)
    return refusing(
      `this operation changed more than ${undoRowsMax} rows. Change them back by a bulk change instead.`,
    )
  if (rows.length === 0)
    return refusing('this operation changed no record. What was said and what an event stated stays.')
  const { steps, obstacles } = await judge(scope, rows)
  return {
    refused: null,
    steps,
    obstacles,
    divisible: changesEach(operation) && steps.length > 0,
    digest: digestOf(steps, obstacles),
  }
}

const refusing = (why: string): UndoPlan => ({
  refused: why,
  steps: [],
  obstacles: [],
  divisible: false,
  digest: digestOf([], []),
})

const digestOf = (steps: readonly UndoStep[], obstacles: readonly Obstacle[]): string => {
  const idsOf = (rows: readonly { table: string; row_id: string | null }[]) =>
    rows.map(({ table, row_id }) => `${table} ${row_id}`).sort()
  return createHash('sha256')
    .update(JSON.stringify([idsOf(steps), idsOf(obstacles)]))
    .digest('hex')
}

async function judge(
  scope: PlanScope,
  rows: readonly TouchedRow[],
): Promise<Pick<UndoPlan, 'steps' | 'obstacles'>> {
  const tables = new Map([...scope.registers.values()].map(({ register }) => [register.table, register]))
  const ids = rows.flatMap((row) => [row.row_id, linkSource(row)].filter((id) => id !== null))
  const spine = await spineOf(scope, ids)
  const steps: UndoStep[] = []
  const obstacles: Obstacle[] = []
  const counts = new Map<string, number>()
  for (const { table } of rows) counts.set(table, (counts.get(table) ?? 0) + 1)

  for (const row of rows) {
    const register = tables.get(row.table)
    const record = spine.get(linkSource(row) ?? row.row_id ?? '')
    const title = record && mayRead(scope, record) ? record.title : null
    const step = stepFor(row, register, title)
    const reason =
      reasonAgainst(row, register, step) ??
      (mayUndo(scope, record, step, (counts.get(row.table) ?? 0) > 1) ? undefined : 'not-permitted')
    const { table, row_id, since } = row
    if (step && reason === undefined) steps.push(step)
    else obstacles.push({ table, row_id, title, reason: reason ?? 'never-undone', since })
  }
  return { steps, obstacles }
}

/** For a link, the record it starts from, whose permission decides. */
const linkSource = ({ table, before, after }: TouchedRow): string | null => {
  const from = table === 'link' ? (after ?? before)?.from_id : null
  return typeof from === 'string' ? from : null
}

function stepFor(
  row: TouchedRow,
  register: AnyRegister | undefined,
  title: string | null,
): UndoStep | undefined {
  const { table, row_id, before, after } = row
  if (row_id === null) return undefined
  const common = { table, row_id, register, title, before, after }
  if (table === 'link') return { ...common, effect: after ? 'remove-link' : 'restore-link', changes: [] }
  if (!register || !after) return undefined
  if (!before) return { ...common, effect: 'archive', changes: [] }
  const changes = wayBack(after, before)
  const archived = changes.find(({ field }) => field === 'archived_at')
  const effect = !archived ? 'restore-fields' : archived.after === null ? 'take-from-archive' : 'archive'
  return { ...common, effect, changes }
}

/** Every field that must change to restore a row. Unknown (null) and empty differ here. */
const wayBack = (now: Image, before: Image): UndoStep['changes'] =>
  Object.keys({ ...now, ...before })
    .filter((field) => !bookkeeping.has(field))
    .map((field) => ({ field, before: now[field] ?? null, after: before[field] ?? null }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))

function reasonAgainst(
  row: TouchedRow,
  register: AnyRegister | undefined,
  step: UndoStep | undefined,
): ObstacleReason | undefined {
  if (row.erased) return 'erased'
  if (row.since) return 'changed-since'
  if (!step) return 'never-undone'
  if (!register) return undefined
  if (row.schema_version !== register.schema_version) return 'older-form'
  // A state is reached by a decision, with its own guards, signatures and separation of duties.
  if (step.changes.some(({ field }) => field === 'state')) return 'state-decided'
  const restorable = new Set([...Object.keys(register.fields), 'owner_id', 'archived_at', 'custom'])
  return step.changes.every(({ field }) => restorable.has(field)) ? undefined : 'never-undone'
}

/** Undoing needs what writing needed: the register's `write` for one row, `bulk` for several, within reach. */
function mayUndo(
  scope: Pick<PlanScope, 'actor' | 'reachOf'>,
  record: SpineRecord | undefined,
  step: UndoStep | undefined,
  several: boolean,
): boolean {
  if (!record || !step || !mayRead(scope, record)) return false
  const verbs = [several && step.register ? 'bulk' : 'write']
  if (step.changes.some(({ field }) => field === 'archived_at')) verbs.push('archive')
  return verbs.every((verb) => {
    const reach = scope.reachOf(`${record.register}:${verb}`)
    return reach === 'all' || (reach === 'own' && record.owner_id === scope.actor.person_id)
  })
}
