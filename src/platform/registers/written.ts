import { sql } from 'kysely'
import type { SharedTransaction } from '../operations/scope.ts'

/** A record as the spine knows it. */
export interface WrittenRecord {
  readonly id: string
  readonly state: string
}

/**
 * Records of a register that the operation at hand has written so far, by id, from what the trail captured of it: for
 * reactions, since an event may name one record and change others, or name none.
 */
export const recordsWritten = (tx: SharedTransaction, register: string): Promise<WrittenRecord[]> =>
  // Each record is looked up by its key. Where statistics may choose, and a first import of thousands has none yet, the
  // register is read once for each of them. It is written out, so that one plan serves every operation.
  tx.rows<WrittenRecord>(sql`
    select r.id, r.state
    from (select distinct row_id from trail.change where operation_id = ${tx.operation_id}) w
    cross join lateral (select id, state, register from app.record where id = w.row_id limit 1) r
    where r.register = ${sql.lit(register)} order by r.id`)
