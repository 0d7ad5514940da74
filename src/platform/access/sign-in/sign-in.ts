import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { foldEmail } from '../account/email.ts'
import type { AccessContext } from '../context.ts'
import { provePassword } from '../password/prove-password.ts'
import type { Visitor } from '../request/visitor.ts'
import { proveCode } from '../second-factor/second-factor.ts'
import { startSession } from '../session/session.ts'
import { hashToken, newToken } from '../token.ts'
import { originOf } from './attempt.ts'

/** How long the second factor may take after the password. */
export const pendingSeconds = 300
const pendingFailures = 5

/** A session that was begun, and under which address. */
export interface Entered {
  readonly session: string
  readonly email: string
}

/** What a proven password leads to: a session, or the question for the second factor. */
export type SignIn =
  | ({ readonly second_factor: false } & Entered)
  | { readonly second_factor: true; readonly pending: string }

/**
 * Signs in a user whose password is proven, unless a second factor is still needed.
 * @throws not-permitted when no organization lets this user in.
 */
export async function admit(
  context: AccessContext,
  db: Kysely<never>,
  user: { readonly id: string; readonly email: string },
  visitor: Visitor,
): Promise<SignIn> {
  const { id: userId, email } = user
  const { rows } = await sql<{ may_enter: boolean; second_factor: boolean }>`
    select auth.may_enter(${userId}) as may_enter,
      exists (select from auth.second_factor f where f.user_id = ${userId} and f.confirmed_at is not null) as second_factor`.execute(
    db,
  )
  if (!rows[0]?.may_enter)
    throw new OperationError(
      'not-permitted',
      'Your access has ended or has not begun. Nobody was signed in. Ask an administrator of your organization.',
    )
  if (!rows[0].second_factor)
    return { second_factor: false, email, session: await startSession(context, db, userId, false, visitor) }
  const pending = newToken(context.sources)
  const now = context.sources.now()
  await sql`
    insert into auth.one_time_token (token_hash, purpose, user_id, created_at, expires_at)
    values (${hashToken(pending)}, 'second-factor', ${userId}, ${now.toISOString()}, ${new Date(now.getTime() + pendingSeconds * 1000).toISOString()})`.execute(
    db,
  )
  return { second_factor: true, pending }
}

/** Signs in with address and password. */
export async function signIn(
  context: AccessContext,
  address: string,
  password: string,
  visitor: Visitor,
): Promise<SignIn> {
  const email = foldEmail(address)
  const { user_id, succeed } = await provePassword(
    context,
    email,
    password,
    originOf(context, visitor, email),
  )
  return context.database.write({ role: 'app' }, async (db) => {
    await succeed(db)
    return admit(context, db, { id: user_id, email }, visitor)
  })
}

/**
 * Completes a sign-in by a code of the authenticator app or a recovery code. The pending sign-in ends with
 * success, after five wrong codes, or after five minutes.
 */
export async function proveSecondFactor(
  context: AccessContext,
  pending: string | undefined,
  code: string,
  visitor: Visitor,
): Promise<Entered> {
  const over = () =>
    new OperationError('not-signed-in', 'This sign-in is over. Start again with your password.')
  const wrong = () =>
    new OperationError(
      'not-signed-in',
      'The code is wrong or was used before. Nobody was signed in. Wait for the next code, or use a recovery code.',
    )
  if (pending === undefined) throw over()
  const hash = hashToken(pending)
  const open = await context.database.write({ role: 'app' }, async (db) => {
    const { rows } = await sql<{ user_id: string; email: string }>`
      update auth.one_time_token t set failures = failures + 1
      from auth.user u
      where u.id = t.user_id and t.token_hash = ${hash} and t.purpose = 'second-factor' and t.used_at is null
        and t.expires_at > ${context.sources.now().toISOString()} and t.failures < ${pendingFailures}
      returning t.user_id, u.email`.execute(db)
    return rows[0]
  })
  if (!open) throw over()
  const { user_id: userId, email } = open
  return proveCode(
    context,
    { userId, code, origin: originOf(context, visitor, email) },
    wrong,
    async (db) => {
      const { rows } = await sql`
      update auth.one_time_token set used_at = ${context.sources.now().toISOString()}
      where token_hash = ${hash} and used_at is null returning user_id`.execute(db)
      if (rows.length === 0) throw over()
      return { email, session: await startSession(context, db, userId, true, visitor) }
    },
  )
}
