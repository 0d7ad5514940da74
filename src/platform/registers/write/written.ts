import { sql } from 'kysely'
import type { SharedTransaction } from '../../operations/scope.ts'

/** A record as the spine knows it. */
export interface WrittenRecord {
  readonly id: string
  readonly state: string
}

/**
 * Records of a register that this operation has written so far, by id, from what the trail captured. For reactions:
 * an event may name one record and change others, or name none.
 */
export const recordsWritten = (tx: SharedTransaction, register: string): Promise<WrittenRecord[]> =>
  // Forces a lookup of each record by its key. Without statistics, as during a first import of thousands, the planner
  // would read the whole register once per record.
  tx.rows<WrittenRecord>(sql`
    select r.id, r.state
    from (select distinct row_id from trail.change where operation_id = ${tx.operation_id}) w
    cross join lateral (select id, state, register from app.record where id = w.row_id limit 1) r
    where r.register = ${sql.lit(register)} order by r.id`)
