import { sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import { clearAttempts } from './attempt.ts'
import { base32 } from './base32.ts'
import type { AccessContext } from './context.ts'
import { askPassword } from './prove-password.ts'
import { foldRecoveryCode } from './second-factor.ts'
import type { SignedInUser } from './session.ts'
import { hashToken } from './token.ts'
import { keyUri, stepOfCode } from './totp.ts'

const issuer = 'Plumbline'
const recoveryCodes = 10
const secretBytes = 20

/** What a user needs to set up an authenticator app, shown once. */
export interface Enrolment {
  /** For the QR code. */
  readonly uri: string
  /** The same secret, to type by hand. */
  readonly secret: string
  /** Each signs in once in place of a code. */
  readonly recovery_codes: readonly string[]
}

export async function secondFactorEnabled({ database }: AccessContext, user: SignedInUser): Promise<boolean> {
  const { rows } = await database.read({ role: 'app' }, (db) =>
    sql`select from auth.second_factor where user_id = ${user.user_id} and confirmed_at is not null`.execute(
      db,
    ),
  )
  return rows.length > 0
}

/**
 * Prepares a second factor. It is asked for at sign-in only once a first code has confirmed it.
 * @throws conflict when one is in use.
 */
export async function enrolSecondFactor(
  context: AccessContext,
  user: SignedInUser,
  password: string,
): Promise<Enrolment> {
  const { clear } = await askPassword(context, user, password)
  const { sources, keys } = context
  const secret = sources.randomBytes(secretBytes)
  const codes = Array.from({ length: recoveryCodes }, () =>
    (base32(sources.randomBytes(10)).match(/.{4}/g) ?? []).join('-'),
  )
  await context.database.write({ role: 'app' }, async (db) => {
    await clear(db)
    await sql`delete from auth.second_factor where user_id = ${user.user_id} and confirmed_at is null`.execute(
      db,
    )
    const { rows } = await sql`
      insert into auth.second_factor (user_id, sealed_secret, created_at)
      values (${user.user_id}, ${keys.seal(secret, user.user_id)}, ${sources.now().toISOString()})
      on conflict (user_id) do nothing returning user_id`.execute(db)
    if (rows.length === 0)
      throw new OperationError(
        'conflict',
        'Nothing was changed: a second factor is in use. Remove it before you set up another.',
      )
    const hashes = codes.map((code) => hashToken(foldRecoveryCode(code)))
    await sql`
      insert into auth.recovery_code (user_id, code_hash)
      select ${user.user_id}, hash from unnest(${hashes}::bytea[]) hash`.execute(db)
  })
  return { uri: keyUri(secret, issuer, user.email), secret: base32(secret), recovery_codes: codes }
}

/**
 * Puts the prepared second factor into use, proven by a first code.
 * @throws invalid-input for a wrong code, conflict when none is prepared.
 */
export async function confirmSecondFactor(
  context: AccessContext,
  user: SignedInUser,
  code: string,
): Promise<void> {
  await context.database.write({ role: 'app' }, async (db) => {
    const { rows } = await sql<{ sealed_secret: Buffer }>`
      select sealed_secret from auth.second_factor
      where user_id = ${user.user_id} and confirmed_at is null for update`.execute(db)
    const prepared = rows[0]
    if (!prepared)
      throw new OperationError('conflict', 'Nothing was changed: no second factor waits for its first code.')
    const now = context.sources.now()
    const step = stepOfCode(context.keys.open(prepared.sealed_secret, user.user_id), code.trim(), now)
    if (step === undefined)
      throw new OperationError(
        'invalid-input',
        'Nothing was changed: the code is wrong. Check the clock of your device and enter the code it shows now.',
        { issues: [{ path: 'code', message: 'is wrong' }] },
      )
    await sql`
      update auth.second_factor set confirmed_at = ${now.toISOString()}, last_step = ${step}
      where user_id = ${user.user_id}`.execute(db)
  })
}

/** Removes the second factor and its recovery codes. */
export async function removeSecondFactor(
  context: AccessContext,
  user: SignedInUser,
  password: string,
): Promise<void> {
  const { clear } = await askPassword(context, user, password)
  await context.database.write({ role: 'app' }, async (db) => {
    await clear(db)
    await sql`delete from auth.second_factor where user_id = ${user.user_id}`.execute(db)
    await clearAttempts(context, db, { kind: 'second-factor', subject: user.user_id })
  })
}
