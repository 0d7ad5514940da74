import { type Kysely, sql } from 'kysely'
import type { ProofContext } from './context.ts'
import { hashToken } from './token.ts'
import { stepOfCode } from './totp.ts'

/** As written down: upper case in groups of four; as compared: without what people add or lose. */
export const foldRecoveryCode = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '')

/** Checks a code or a recovery code and uses it up: each is good for one sign-in, also for two at the same moment. */
export async function checkSecondFactor(
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
