import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import { type GivenSignature, isSigned } from '../../kernel/contract/signature.ts'
import type { Database } from '../db/database.ts'
import type { Call } from './call.ts'

const keptForHours = 48

/** Deletes stored answers, in every organization, that are too old for a retry to ask for. */
export async function forgetAnswers(database: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptForHours * 3_600_000).toISOString()
  await database.write({ role: 'app' }, (db) => sql`select app.forget_answers(${before})`.execute(db))
}

/**
 * Leaves out the password and code of a signer: they are stored nowhere, not even hashed, and a retry may bring a new
 * code.
 */
function withoutSecrets(operation: AnyOperation, input: unknown): unknown {
  if (!isSigned(operation)) return input
  const { signature, ...rest } = input as { signature: GivenSignature }
  return { ...rest, signature: { statement: signature.statement } }
}

/** Answers kept under `Idempotency-Key`, in the command's own transaction. */
export class Answers {
  readonly #db: Kysely<never>
  readonly #call: Call
  readonly #operation: AnyOperation
  readonly #hash: Buffer

  constructor(db: Kysely<never>, operation: AnyOperation, call: Call) {
    this.#db = db
    this.#call = call
    this.#operation = operation
    const hash = createHash('sha256').update(
      JSON.stringify([operation.name, withoutSecrets(operation, call.input)]),
    )
    if (call.upload) hash.update(call.upload.bytes)
    this.#hash = hash.digest()
  }

  /**
   * Claims the key for this transaction.
   * @returns the stored answer when the call was carried out before.
   * @throws in-flight while another call holds the key, key-reused when it stands for another request.
   */
  async claim(): Promise<string | undefined> {
    const { organization_id, person_id } = this.#call.actor
    const key = this.#call.idempotency_key ?? ''
    const claimed = await sql<{
      free: boolean
    }>`select pg_try_advisory_xact_lock(hashtextextended(${`${organization_id}/${person_id}/${key}`}, 7100002)) as free`.execute(
      this.#db,
    )
    if (!claimed.rows[0]?.free)
      throw new OperationError(
        'in-flight',
        'A request with this Idempotency-Key is still running. Wait for its answer, then ask again.',
      )
    const found = await sql<{
      request_hash: Buffer
      body: string
    }>`select request_hash, body from app.answer where person_id = ${person_id} and key = ${key}`.execute(
      this.#db,
    )
    const stored = found.rows[0]
    if (!stored) return undefined
    if (!stored.request_hash.equals(this.#hash))
      throw new OperationError(
        'key-reused',
        'This Idempotency-Key was used for another request. Nothing was changed. Use a new key.',
      )
    if (this.#operation.secret_answer)
      throw new OperationError(
        'conflict',
        'This request was carried out before. Its answer holds a secret that is shown once and not kept: make a new one if it was lost.',
      )
    return stored.body
  }

  keep(result: unknown, now: Date): Promise<unknown> {
    const { organization_id, person_id } = this.#call.actor
    return sql`insert into app.answer (organization_id, person_id, key, operation, request_hash, body, at)
      values (${organization_id}, ${person_id}, ${this.#call.idempotency_key}, ${this.#operation.name}, ${this.#hash}, ${this.#operation.secret_answer ? 'null' : JSON.stringify(result)}, ${now.toISOString()})`.execute(
      this.#db,
    )
  }
}
