import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { ReadScope } from '../../operations/scope.ts'
import { decodePosition, encodePosition } from '../../registers/read/order.ts'

/** An operation as the trail's list shows it: who did what and when, and where it stands in the log. */
export interface OperationSummary {
  readonly operation_id: string
  readonly at: string
  readonly name: string
  readonly event: string
  readonly actor_id: string | null
  /** Its leaves: one for each changed row, and one for what the event itself states. */
  readonly change_count: number
  /** The first record it changed, if it changed any. */
  readonly record_id: string | null
  /** Whether it changed others besides. */
  readonly several: boolean
  /** Whether the sequencer has placed it in the log, which takes about a second. */
  readonly placed: boolean
  readonly first_leaf: number | null
  readonly last_leaf: number | null
  /** Size of the smallest signed tree that holds all of its leaves. */
  readonly tree_size: number | null
}

/** As text, or as a statement computes it. */
type Instant = string | RawBuilder<string>

export interface OperationFilter {
  readonly actor_id?: string | undefined
  readonly event?: string | undefined
  /** The register, or other table, of which it changed a row. */
  readonly register?: string | undefined
  readonly record_id?: string | undefined
  /** Instants; `from` inclusive, `until` exclusive. */
  readonly from?: Instant | undefined
  readonly until?: Instant | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

type Scope = Pick<ReadScope<unknown>, 'rows' | 'actor' | 'reach'>

const exactTime = sql`to_char(o.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** The columns of an `OperationSummary` over `o` (trail.operation) and `place`. */
const summaryColumns = sql`
  o.id as operation_id, ${exactTime} as at, o.name, o.event, o.actor_id, o.change_count,
  first.row_id as record_id,
  exists (select from trail.change c join app.record r on r.id = c.row_id
   where c.operation_id = o.id and c.row_id <> first.row_id) as several,
  place.leaf_index is not null as placed, place.leaf_index as first_leaf,
  place.leaf_index + o.change_count - 1 as last_leaf,
  (select k.tree_size from trail.checkpoint k
   where k.tree_size >= place.leaf_index + o.change_count order by k.tree_size limit 1) as tree_size`

const operationsWithPlace = sql`
  trail.operation o
  cross join lateral (
    select l.leaf_index from trail.change c left join trail.leaf l on l.change_id = c.id
    where c.operation_id = o.id order by c.id limit 1
  ) place
  left join lateral (
    select c.row_id from trail.change c join app.record r on r.id = c.row_id
    where c.operation_id = o.id order by c.id limit 1
  ) first on true`

/** With reach `own`, only what the actor did. */
const visible = ({ reach, actor }: Scope): RawBuilder<unknown> =>
  reach === 'all' ? sql`true` : sql`o.actor_id = ${actor.person_id}`

/** A page of the organization's operations, newest first. */
export async function listOperations(
  scope: Scope,
  filter: OperationFilter,
): Promise<{ items: OperationSummary[]; next_cursor: string | null }> {
  const where = [visible(scope)]
  if (filter.actor_id !== undefined) where.push(sql`o.actor_id = ${filter.actor_id}`)
  if (filter.event !== undefined) where.push(sql`o.event = any(${filter.event.split(',')})`)
  if (filter.from !== undefined) where.push(sql`o.at >= ${filter.from}`)
  if (filter.until !== undefined) where.push(sql`o.at < ${filter.until}`)
  const touched: RawBuilder<unknown>[] = []
  if (filter.register !== undefined) touched.push(sql`c.table_name = ${filter.register.replaceAll('-', '_')}`)
  if (filter.record_id !== undefined) touched.push(sql`c.row_id = ${filter.record_id}`)
  if (touched.length > 0)
    where.push(
      sql`exists (select from trail.change c where c.operation_id = o.id and ${sql.join(touched, sql` and `)})`,
    )
  if (filter.cursor !== undefined) {
    const { value, id } = decodePosition(filter.cursor, 'trail')
    where.push(sql`o.at <= ${value} and (o.at < ${value} or o.id < ${id}::uuid)`)
  }
  const found = await scope.rows<OperationSummary>(sql`
    select ${summaryColumns} from ${operationsWithPlace} where ${sql.join(where, sql` and `)}
    order by o.at desc, o.id desc limit ${filter.limit + 1}`)
  const items = found.slice(0, filter.limit)
  const last = found.length > filter.limit ? items.at(-1) : undefined
  return {
    items,
    next_cursor: last ? encodePosition({ sort: 'trail', value: last.at, id: last.operation_id }) : null,
  }
}

/** @throws not-found, also for another organization's operation or one beyond the actor's reach. */
export async function readOperation(scope: Scope, id: string): Promise<OperationSummary> {
  const [found] = await scope.rows<OperationSummary>(
    sql`select ${summaryColumns} from ${operationsWithPlace} where o.id = ${id} and ${visible(scope)}`,
  )
  if (found) return found
  throw new OperationError('not-found', 'There is no such operation in the trail, or you may not see it.')
}
