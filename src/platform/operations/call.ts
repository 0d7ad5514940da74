import type { Departure } from '../db/departure.ts'
import type { Actor, Rows, Upload } from './scope.ts'

/** A request to carry out an operation, whoever sends it and however it came. */
export interface Call {
  readonly actor: Actor
  readonly input: unknown
  readonly upload?: Upload | undefined
  /** From `Idempotency-Key`: the same call with the same key is carried out once. */
  readonly idempotency_key?: string | undefined
  /**
   * Tells when nobody waits for the answer any more. A query is then cancelled; a command is carried out all the
   * same.
   */
  readonly departure?: Departure | undefined
  /**
   * For a query whose actor is only presumed: checks, in the transaction that reads, that it really is them.
   * Without that nothing is answered.
   */
  readonly holds?: ((rows: Rows) => Promise<boolean>) | undefined
}
