import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { setControls, startStatement } from '../decision/decision-contract.ts'

/** Tables whose rows are what the statement decides: its rows, and their origins, answers, facts and controls. */
const decided = ['soa_row', 'soa_origin', 'soa_conflict_answer', 'soa_fact'] as const

/**
 * Whether a person decided anything in the statement since a moment. Read from the trail: what others changed or took
 * away afterwards makes nobody less of an author. Starting it decides nothing yet.
 */
export const tookPart = (personId: string | null, since: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  sql<SqlBool>`exists (
    select from trail.operation o join trail.change c on c.operation_id = o.id and c.xid = o.xid
    where o.actor_id = ${personId} and o.at > ${since} and o.name <> ${startStatement.name}
      and (c.table_name = any(${[...decided]}::text[]) or (c.table_name = 'link' and o.name = ${setControls.name}))
  )`
