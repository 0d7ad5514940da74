import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { foldEmail } from '../account/email.ts'
import { recordOwn } from '../account/record-own.ts'
import type { AccessContext } from '../context.ts'
import type { Visitor } from '../request/visitor.ts'
import { endSessions } from '../session/session.ts'
import { forgetAttempts, originOf } from '../sign-in/attempt.ts'
import { hashToken, newToken } from '../token.ts'
import { hashPassword } from './password-hash.ts'
import { assertPasswordAllowed } from './password-policy.ts'

const mailedHours = 2
/** Anybody may ask for anybody's address, and must not fill a mailbox by that. */
const mostMailedAnHour = 3

const over = () =>
  new OperationError(
    'not-found',
    'This link is not valid: it was used, has expired or was replaced by a newer one. The password is as it was. Ask for a new link.',
  )

/**
 * Mails a link to whoever owns the address, when it has an account and mail is set up. Says nothing about
 * either: the caller answers before this ends. Earlier links and sign-ins under way stay good, as nobody has proven
 * anything by asking; setting the password ends them.
 */
export async function mailReset(context: AccessContext, email: string): Promise<void> {
  const { database, sources, mail, baseUrl } = context
  if (!mail) return
  const token = newToken(sources)
  const now = sources.now()
  const expires = new Date(now.getTime() + mailedHours * 3_600_000).toISOString()
  const address = foldEmail(email)
  const issued = await database.write({ role: 'app' }, async (db) => {
    // One request for an address at a time: several at once would each count only what was there before all of them.
    await sql`select pg_advisory_xact_lock(hashtextextended(${address}, 7100013))`.execute(db)
    const { rows } = await sql`
      insert into auth.one_time_token (token_hash, purpose, user_id, created_at, expires_at)
      select ${hashToken(token)}, 'reset', u.id, ${now.toISOString()}, ${expires} from auth.user u
      where u.email = ${address} and auth.may_enter(u.id) and ${mostMailedAnHour} > (
        select count(*) from auth.one_time_token t
        where t.user_id = u.id and t.purpose = 'reset' and t.created_at > ${now.toISOString()}::timestamptz - interval '1 hour'
      ) returning user_id`.execute(db)
    return rows.length > 0
  })
  if (!issued) return
  await mail.sendPasswordReset({
    email: address,
    link: `${baseUrl}/reset?token=${token}`,
    expires_at: expires,
  })
}

interface ResetAccount {
  readonly user_id: string
  readonly email: string
}

/** Whose password an open link sets. */
async function openReset({ database, sources }: AccessContext, token: string): Promise<ResetAccount> {
  const { rows } = await database.read({ role: 'app' }, (db) =>
    sql<ResetAccount>`
      select u.id as user_id, u.email from auth.one_time_token t join auth.user u on u.id = t.user_id
      where t.token_hash = ${hashToken(token)} and t.purpose = 'reset' and t.used_at is null
        and t.expires_at > ${sources.now().toISOString()}`.execute(db),
  )
  if (!rows[0]) throw over()
  return rows[0]
}

/**
 * Whether a link still sets a password, before one is asked for. Looking does not use it up.
 * @returns whose it is.
 * @throws not-found for a link that is not open.
 */
export async function readReset(context: AccessContext, token: string): Promise<{ readonly email: string }> {
  const { email } = await openReset(context, token)
  return { email }
}

/**
 * Sets a new password by a one-time link and ends every session of the user. A second factor stays.
 * @returns whose it is: they have proven that the address is theirs.
 * @throws not-found for a link that is not open, invalid-input for a password that may not be taken; the link stays good then.
 */
export async function resetPassword(
  context: AccessContext,
  token: string,
  password: string,
  visitor: Visitor,
): Promise<{ readonly email: string }> {
  const { database, sources } = context
  const found = await openReset(context, token)
  assertPasswordAllowed(password, found.email)
  const hash = await hashPassword(password, sources)
  const now = sources.now()
  await database.write({ role: 'app' }, async (db) => {
    await recordOwn(db, sources, found.user_id, 'account.reset-password')
    const { rows } = await sql`
      update auth.one_time_token set used_at = ${now.toISOString()}
      where token_hash = ${hashToken(token)} and used_at is null returning user_id`.execute(db)
    if (rows.length === 0) throw over()
    await keepPassword(db, found.user_id, hash, now)
    const guessed = { kind: 'password', subject: found.email } as const
    await forgetAttempts(context, db, guessed, originOf(context, visitor, found.email))
  })
  return { email: found.email }
}

/** Keeps a new password hash; every session and open link of the user ends. */
export async function keepPassword(
  db: Kysely<never>,
  userId: string,
  hash: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into auth.password (user_id, hash, changed_at) values (${userId}, ${hash}, ${now.toISOString()})
    on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`.execute(db)
  await endSessions(db, userId, now)
  await sql`update auth.one_time_token set used_at = ${now.toISOString()}
    where user_id = ${userId} and used_at is null`.execute(db)
}
