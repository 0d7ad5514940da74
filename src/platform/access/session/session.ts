import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AccessContext } from '../context.ts'
import type { Headers } from '../request/own-page.ts'
import type { Visitor } from '../request/visitor.ts'
import { hashToken, newToken } from '../token.ts'

/** A session ends after a week at the latest, and after twelve hours without a request (see auth.identify). */
export const sessionSeconds = 7 * 24 * 3600

export interface SignedInUser {
  readonly user_id: string
  readonly session_id: string
  readonly email: string
  /** Whether this session was begun with a second factor. */
  readonly second_factor: boolean
}

/**
 * Starts a session in the transaction at hand.
 * @returns its token, for the cookie; only the hash is kept.
 */
export async function startSession(
  { sources }: AccessContext,
  db: Kysely<never>,
  userId: string,
  secondFactor: boolean,
  { agent, address }: Visitor,
): Promise<string> {
  const token = newToken(sources)
  const now = sources.now()
  const expires = new Date(now.getTime() + sessionSeconds * 1000)
  await sql`
    insert into auth.session (id, user_id, token_hash, authenticated_at, second_factor, last_seen_at, expires_at, agent, address)
    values (${sources.newId()}, ${userId}, ${hashToken(token)}, ${now.toISOString()}, ${secondFactor}, ${now.toISOString()}, ${expires.toISOString()}, ${agent}, ${address})`.execute(
    db,
  )
  return token
}

/** Ends every session of a user, and sign-ins that wait for their second factor. */
export async function endSessions(db: Kysely<never>, userId: string, now: Date): Promise<void> {
  await sql`delete from auth.session where user_id = ${userId}`.execute(db)
  await sql`update auth.one_time_token set used_at = ${now.toISOString()}
    where user_id = ${userId} and purpose = 'second-factor' and used_at is null`.execute(db)
}

/** Ends the session of a cookie, unless it has already ended. */
export async function endSession({ database, cookies }: AccessContext, headers: Headers): Promise<void> {
  const token = cookies.session.read(headers.cookie)
  if (token === undefined) return
  await database.write({ role: 'app' }, (db) =>
    sql`delete from auth.session where token_hash = ${hashToken(token)}`.execute(db),
  )
}

/**
 * The user of a session, for what concerns their identity rather than an organization.
 * @throws not-signed-in
 */
export async function requireUser(context: AccessContext, headers: Headers): Promise<SignedInUser> {
  const token = context.cookies.session.read(headers.cookie)
  const at = context.sources.now()
  const idleSince = new Date(at.getTime() - 12 * 3600 * 1000)
  const user =
    token === undefined
      ? undefined
      : await context.database.read({ role: 'app' }, async (db) => {
          const { rows } = await sql<SignedInUser>`
            select u.id as user_id, s.id as session_id, u.email, s.second_factor from auth.session s join auth.user u on u.id = s.user_id
            where s.token_hash = ${hashToken(token)} and s.expires_at > ${at.toISOString()}
              and s.last_seen_at > ${idleSince.toISOString()} and auth.may_enter(u.id)`.execute(db)
          return rows[0]
        })
  if (!user) throw new OperationError('not-signed-in', 'Sign in first.')
  return user
}
