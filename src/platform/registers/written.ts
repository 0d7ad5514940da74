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
  // As an array: each is then looked up, rather than all records of the register read. The register is written out, so
  // that one plan serves every operation.
  tx.rows<WrittenRecord>(sql`
    select r.id, r.state from app.record r
    where r.register = ${sql.lit(register)}
      and r.id = any(array(select c.row_id from trail.change c where c.operation_id = ${tx.operation_id}))
    order by r.id`)
