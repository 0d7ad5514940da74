import { sql } from 'kysely'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { type Handler, query } from '../../operations/handler.ts'
import { decodePosition, encodePosition } from '../read/order.ts'
import { readRecord } from '../read/read.ts'
import type { RegisterTables } from '../read/source.ts'
import { titlesOf } from '../read/titles.ts'

interface Captured {
  readonly change_id: number
  readonly leaf_index: number | null
  readonly operation_id: string
  readonly at: string
  readonly actor_id: string | null
  readonly name: string
  readonly event: string
  readonly action: 'i' | 'u' | 'd' | 'e' | 'x'
  readonly after: Image | null
  readonly before: Image | null
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Image = { [key: string]: Json }

const actions = { i: 'insert', u: 'update', d: 'delete', e: 'event', x: 'event' } as const
/** Columns that every write moves; they say nothing about what a person did. */
export const bookkeeping: ReadonlySet<string> = new Set([
  'organization_id',
  'id',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
])

const isEmpty = (value: Json | undefined) =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0)

/** A row that was added or removed held nothing there; one that was changed tells unknown from "none of them". */
const saysNothing = (one: Image, other: Image, field: string) =>
  (one[field] === undefined || other[field] === undefined) && isEmpty(one[field]) && isEmpty(other[field])

/** The fields in which two images of a row differ. */
function differences(before: Image, after: Image): { field: string; before: Json; after: Json }[] {
  return Object.keys({ ...before, ...after })
    .filter((field) => !bookkeeping.has(field) && !saysNothing(before, after, field))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
}

/** What differs in a record, and which columns differ whose values no caller is shown. */
export function shownDifferences(
  register: Pick<AnyRegister, 'hidden_columns'> | undefined,
  before: Image,
  after: Image,
) {
  const hidden = new Set(register?.hidden_columns)
  const all = differences(before, after)
  return {
    changes: all.filter(({ field }) => !hidden.has(field)),
    unshown: all.map(({ field }) => field).filter((field) => hidden.has(field)),
  }
}

/** The history of a record, read from the trail's own images: newest first. */
export function historyHandlers(
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'history'>,
): Handler[] {
  const history = query<RegisterTables>()(operations.history, async (scope, input) => {
    await readRecord(register, scope, input.id)
    const after = input.cursor ? Number(decodePosition(input.cursor, 'history').value) : null
    const captured = await scope.rows<Captured>(sql`
      select c.id as change_id, l.leaf_index, c.operation_id, o.at, o.actor_id, o.name, o.event, c.action::text as action, c.after,
        (select p.after from trail.change p
         where p.row_id = c.row_id and p.table_name = c.table_name and p.id < c.id order by p.id desc limit 1) as before
      from trail.change c
      join trail.operation o on o.id = c.operation_id and o.xid = c.xid
      left join trail.leaf l on l.change_id = c.id
      where c.row_id = ${input.id} and (c.table_name = ${register.table} or c.table_name is null)
        and (${after}::bigint is null or c.id < ${after}::bigint)
      order by c.id desc limit ${input.limit + 1}`)
    const shown = captured.slice(0, input.limit)
    const last = captured.length > input.limit ? shown.at(-1) : undefined
    const items = shown.map((one) => {
      const now = one.after ?? {}
      return {
        leaf_index: one.leaf_index,
        operation_id: one.operation_id,
        at: one.at,
        actor_id: one.actor_id,
        name: one.name,
        event: one.event,
        action: actions[one.action],
        version: typeof now.version === 'number' ? now.version : null,
        ...(one.action === 'e'
          ? { changes: [], unshown: [] }
          : shownDifferences(register, one.before ?? {}, now)),
        detail: one.action === 'e' ? now : null,
      }
    })
    const people = [...new Set(items.flatMap(({ actor_id }) => (actor_id ? [actor_id] : [])))]
    return {
      items,
      titles: await titlesOf(scope, people),
      next_cursor: last ? encodePosition({ sort: 'history', value: last.change_id, id: input.id }) : null,
    }
  })
  return [history]
}
