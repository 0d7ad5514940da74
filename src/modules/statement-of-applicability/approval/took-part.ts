import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { startStatement } from '../decision/decision-contract.ts'
import { implementedBy } from '../load-statement.ts'

/** Tables whose rows are what the statement decides, beside the controls that its rows are linked to. */
const decided = ['soa_row', 'soa_origin', 'soa_conflict_answer', 'soa_fact'] as const

/**
 * A link that leads, or led, from a row to a control that carries it out. By what the link is, not by the operation:
 * an undo puts it back or takes it away as much as whoever chose the controls.
 */
const controlChosen = sql<SqlBool>`c.table_name = 'link' and exists (
  select from trail.change known
  join app.soa_row chosen_for on chosen_for.id::text = known.after ->> 'from_id'
  where known.row_id = c.row_id and known.table_name = 'link' and known.after is not null
    and known.after ->> 'relation' = ${implementedBy}
)`

/**
 * Whether a person decided anything in the statement since a moment. Read from the trail: what others changed or took
 * away afterwards makes nobody less of an author. Starting it decides nothing yet.
 */
export const tookPart = (personId: string | null, since: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (
    select from trail.operation o join trail.change c on c.operation_id = o.id and c.xid = o.xid
    where o.actor_id = ${personId} and o.at > ${since} and o.name <> ${startStatement.name}
      and (c.table_name = any(${[...decided]}::text[]) or (${controlChosen}))
  )`
