import { type RawBuilder, sql } from 'kysely'
import { encodeLeaf, type LeafAction } from '../../kernel/merkle/leaf/leaf.ts'

/** A change with its operation, as the sequencer and the export read it. */
export interface LeafRow {
  readonly change_id: number
  readonly operation_id: string
  readonly name: string
  readonly event: string
  readonly at: string
  readonly actor_id: string | null
  readonly change_count: number
  /** Place among the changes of its operation, from 1. */
  readonly ordinal: number
  readonly table_name: string | null
  readonly row_id: string | null
  readonly action: 'i' | 'u' | 'd' | 'e' | 'x'
  readonly schema_version: number
  readonly subject_person_id: string | null
  readonly before_hash: string | null
  readonly after_hash: string | null
}

/** The columns of a `LeafRow` over `c` (trail.change) and `o` (trail.operation), but its ordinal. */
export const leafColumns: RawBuilder<unknown> = sql`
  c.id as change_id, c.operation_id, o.name, o.event,
  to_char(o.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  o.actor_id, o.change_count, c.table_name, c.row_id, c.action::text as action, c.schema_version,
  c.subject_person_id, encode(c.before_hash, 'hex') as before_hash, encode(c.after_hash, 'hex') as after_hash`

const actions: Record<LeafRow['action'], LeafAction> = {
  i: 'insert',
  u: 'update',
  d: 'delete',
  e: 'event',
  x: 'erase',
}

/** The leaf of a change, as it is hashed into the log. */
export const leafText = (organizationId: string, row: LeafRow): string =>
  encodeLeaf({
    version: 1,
    organization: organizationId,
    operation: row.operation_id,
    name: row.name,
    event: row.event,
    at: row.at,
    actor: row.actor_id,
    changes: row.change_count,
    change: row.ordinal,
    table: row.table_name,
    row: row.row_id,
    action: actions[row.action],
    schema_version: row.schema_version,
    subject: row.subject_person_id,
    before: row.before_hash,
    after: row.after_hash,
  })
