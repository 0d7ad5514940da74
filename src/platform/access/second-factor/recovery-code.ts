import { type Kysely, sql } from 'kysely'
import type { Sources } from '../../ids.ts'
import { recordOwn } from '../account/record-own.ts'
import type { AccessContext } from '../context.ts'
import { askPassword } from '../password/prove-password.ts'
import type { SignedInUser } from '../session/session.ts'
import { ownSession } from '../sign-in/attempt.ts'
import { hashToken } from '../token.ts'
import { base32 } from './base32.ts'
import { codeMissing, codeWrong } from './code-refused.ts'
import { foldRecoveryCode, proveCode } from './second-factor.ts'

const count = 10

/** Codes that each sign in once in place of one of the authenticator app; only hashes of them are kept. */
export const newRecoveryCodes = (sources: Sources): string[] =>
  Array.from({ length: count }, () => (base32(sources.randomBytes(10)).match(/.{4}/g) ?? []).join('-'))

/** Keeps the recovery codes of a second factor. */
export async function keepRecoveryCodes(
  db: Kysely<never>,
  userId: string,
  codes: readonly string[],
): Promise<void> {
  const hashes = codes.map((code) => hashToken(foldRecoveryCode(code)))
  await sql`
    insert into auth.recovery_code (user_id, code_hash)
    select ${userId}, hash from unnest(${hashes}::bytea[]) hash`.execute(db)
}

/**
 * Makes new recovery codes; all earlier ones stop working. Proven by the password and by the second factor itself, as
 * removing it is: the codes open the account without the app.
 * @returns the codes, shown once.
 * @throws invalid-input, naming `password` or `code`.
 */
export async function renewRecoveryCodes(
  context: AccessContext,
  user: SignedInUser,
  given: { readonly password: string; readonly code?: string | undefined },
): Promise<{ readonly recovery_codes: readonly string[] }> {
  if (given.code === undefined) throw codeMissing()
  const { succeed } = await askPassword(context, user, given.password)
  const codes = newRecoveryCodes(context.sources)
  const proof = { userId: user.user_id, code: given.code, origin: ownSession }
  await proveCode(context, proof, codeWrong, async (db) => {
    await recordOwn(db, context.sources, user.user_id, 'account.renew-recovery-codes')
    await succeed(db)
    const at = context.sources.now().toISOString()
    await sql`update auth.recovery_code set used_at = ${at}
      where user_id = ${user.user_id} and used_at is null`.execute(db)
    await keepRecoveryCodes(db, user.user_id, codes)
  })
  return { recovery_codes: codes }
}
