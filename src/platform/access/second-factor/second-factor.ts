import { type Kysely, sql } from 'kysely'
import type { ProofContext } from '../context.ts'
import { beginAttempt, type Origin } from '../sign-in/attempt.ts'
import { hashToken } from '../token.ts'
import { stepOfCode } from './totp.ts'

/** As written down: upper case in groups of four; as compared: without what people add or lose. */
export const foldRecoveryCode = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')

/** Checks a code or a recovery code and uses it up: each is good once, also for two at the same moment. */
async function takeCode(
  { sources, keys }: ProofContext,
  db: Kysely<never>,
  userId: string,
  code: string,
): Promise<boolean> {
  const { rows } = await sql<{ sealed_secret: Buffer }>`
    select sealed_secret from auth.second_factor where user_id = ${userId} and confirmed_at is not null`.execute(
    db,
  )
  const factor = rows[0]
  if (!factor) return false
  const now = sources.now()
  const digits = code.replaceAll(/\s/g, '')
  if (/^\d{6}$/.test(digits)) {
    const step = stepOfCode(keys.open(factor.sealed_secret, userId), digits, now)
    if (step === undefined) return false
    const taken = await sql`
      update auth.second_factor set last_step = ${step}
      where user_id = ${userId} and confirmed_at is not null and (last_step is null or last_step < ${step})
      returning user_id`.execute(db)
    return taken.rows.length > 0
  }
  const taken = await sql`
    update auth.recovery_code set used_at = ${now.toISOString()}
    where user_id = ${userId} and code_hash = ${hashToken(foldRecoveryCode(code))} and used_at is null
    returning user_id`.execute(db)
  return taken.rows.length > 0
}

/**
 * Has a code or a recovery code prove a person. What it leads to happens in the transaction that uses the code up.
 * @throws what `wrong` makes for a code that is wrong or was used before, too-many-requests after too many of them.
 */
export async function proveCode<T>(
  context: ProofContext,
  given: { readonly userId: string; readonly code: string; readonly origin: Origin },
  wrong: () => Error,
  then: (db: Kysely<never>) => Promise<T>,
): Promise<T> {
  const { userId, code, origin } = given
  const attempt = await beginAttempt(context, { kind: 'second-factor', subject: userId }, origin)
  return context.database.write({ role: 'app' }, async (db) => {
    if (!(await takeCode(context, db, userId, code))) throw wrong()
    await attempt.succeed(db)
    return then(db)
  })
}
