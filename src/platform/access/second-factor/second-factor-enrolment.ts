import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { recordOwn } from '../account/record-own.ts'
import type { AccessContext } from '../context.ts'
import { askPassword } from '../password/prove-password.ts'
import type { Visitor } from '../request/visitor.ts'
import { endSessions, type SignedInUser, startSession } from '../session/session.ts'
import { ownSession } from '../sign-in/attempt.ts'
import { base32 } from './base32.ts'
import { codeMissing, codeWrong } from './code-refused.ts'
import { keepRecoveryCodes, newRecoveryCodes } from './recovery-code.ts'
import { proveCode } from './second-factor.ts'
import { keyUri, stepOfCode } from './totp.ts'

const issuer = 'Plumbline'
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

/** How a person's second factor stands. */
export interface SecondFactorState {
  /** Signing in asks for it. */
  readonly enabled: boolean
  readonly recovery_codes_left: number
}

/** Whether signing in asks the person for a second factor, and how many recovery codes are not used up. */
export async function readSecondFactor(
  { database }: AccessContext,
  user: SignedInUser,
): Promise<SecondFactorState> {
  const { rows } = await database.read({ role: 'app' }, (db) =>
    sql<{ codes: number }>`
      select (select count(*) from auth.recovery_code c where c.user_id = f.user_id and c.used_at is null) as codes
      from auth.second_factor f where f.user_id = ${user.user_id} and f.confirmed_at is not null`.execute(db),
  )
  return { enabled: rows.length > 0, recovery_codes_left: rows[0]?.codes ?? 0 }
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
  const { succeed } = await askPassword(context, user, password)
  const { sources, keys } = context
  const secret = sources.randomBytes(secretBytes)
  const codes = newRecoveryCodes(sources)
  await context.database.write({ role: 'app' }, async (db) => {
    await succeed(db)
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
        'Nothing was changed: a second factor is in use. Turn it off before you set up another.',
      )
    await keepRecoveryCodes(db, user.user_id, codes)
  })
  return { uri: keyUri(secret, issuer, user.email), secret: base32(secret), recovery_codes: codes }
}

/**
 * Puts the prepared second factor into use, proven by a first code. Every other session ends: it was begun without.
 * @returns the token of the session that goes on.
 * @throws invalid-input for a wrong code, conflict when none is prepared.
 */
export async function confirmSecondFactor(
  context: AccessContext,
  user: SignedInUser,
  code: string,
  visitor: Visitor,
): Promise<string> {
  return context.database.write({ role: 'app' }, async (db) => {
    await recordOwn(db, context.sources, user.user_id, 'account.add-second-factor')
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
    return renewSession(context, db, user, true, visitor)
  })
}

/** Ends every session of the user and begins another in place of the one that asks. */
async function renewSession(
  context: AccessContext,
  db: Kysely<never>,
  { user_id }: SignedInUser,
  secondFactor: boolean,
  visitor: Visitor,
): Promise<string> {
  await endSessions(db, user_id, context.sources.now())
  return startSession(context, db, user_id, secondFactor, visitor)
}

/**
 * Removes the second factor and its recovery codes, proven by the password and, when it is in use, by itself: who found the
 * password out could otherwise take away what is to stop them. Every other session ends.
 * @returns the token of the session that goes on.
 * @throws invalid-input, naming `password` or `code`.
 */
export async function removeSecondFactor(
  context: AccessContext,
  user: SignedInUser,
  given: { readonly password: string; readonly code?: string | undefined },
  visitor: Visitor,
): Promise<string> {
  const { enabled: inUse } = await readSecondFactor(context, user)
  if (inUse && given.code === undefined) throw codeMissing()
  const { succeed } = await askPassword(context, user, given.password)
  const remove = async (db: Kysely<never>) => {
    if (inUse) await recordOwn(db, context.sources, user.user_id, 'account.remove-second-factor')
    await succeed(db)
    await sql`delete from auth.second_factor where user_id = ${user.user_id}`.execute(db)
    return renewSession(context, db, user, false, visitor)
  }
  if (!inUse || given.code === undefined) return context.database.write({ role: 'app' }, remove)
  return proveCode(context, { userId: user.user_id, code: given.code, origin: ownSession }, codeWrong, remove)
}
