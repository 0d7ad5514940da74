import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import { beginAttempt, clearAttempts } from './attempt.ts'
import type { AccessContext } from './context.ts'
import { provePassword } from './prove-password.ts'
import { checkSecondFactor } from './second-factor.ts'
import { startSession } from './session.ts'
import { hashToken, newToken } from './token.ts'

/** How long the second factor may take after the password. */
export const pendingSeconds = 300
const pendingFailures = 5

/** What a proven password leads to: a session, or the question for the second factor. */
export type SignIn =
  | { readonly second_factor: false; readonly session: string }
  | { readonly second_factor: true; readonly pending: string }

/**
 * Lets a user in whose identity is proven, as far as a second factor does not stand between.
 * @throws not-permitted when no organization lets this user in.
 */
export async function admit(context: AccessContext, db: Kysely<never>, userId: string): Promise<SignIn> {
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
    return { second_factor: false, session: await startSession(context, db, userId, false) }
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
export async function signIn(context: AccessContext, email: string, password: string): Promise<SignIn> {
  const { user_id, clear } = await provePassword(context, email, password)
  return context.database.write({ role: 'app' }, async (db) => {
    await clear(db)
    return admit(context, db, user_id)
  })
}

/**
 * Completes a sign-in by a code of the authenticator app or a recovery code. The pending sign-in ends with
 * success, after five wrong codes, or after five minutes.
 * @returns the session's token.
 */
export async function proveSecondFactor(
  context: AccessContext,
  pending: string | undefined,
  code: string,
): Promise<string> {
  const over = () =>
    new OperationError('not-signed-in', 'This sign-in is over. Start again with your password.')
  if (pending === undefined) throw over()
  const hash = hashToken(pending)
  const open = await context.database.write({ role: 'app' }, async (db) => {
    const { rows } = await sql<{ user_id: string }>`
      update auth.one_time_token set failures = failures + 1
      where token_hash = ${hash} and purpose = 'second-factor' and used_at is null
        and expires_at > ${context.sources.now().toISOString()} and failures < ${pendingFailures}
      returning user_id`.execute(db)
    return rows[0]
  })
  if (!open) throw over()
  const guessed = { kind: 'second-factor', subject: open.user_id } as const
  await beginAttempt(context, guessed)
  return context.database.write({ role: 'app' }, async (db) => {
    if (!(await checkSecondFactor(context, db, open.user_id, code)))
      throw new OperationError(
        'not-signed-in',
        'The code is wrong or was used before. Nobody was signed in. Wait for the next code, or use a recovery code.',
      )
    const { rows } = await sql`
      update auth.one_time_token set used_at = ${context.sources.now().toISOString()}
      where token_hash = ${hash} and used_at is null returning user_id`.execute(db)
    if (rows.length === 0) throw over()
    await clearAttempts(context, db, guessed)
    return startSession(context, db, open.user_id, true)
  })
}
