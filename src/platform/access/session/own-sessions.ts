import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AccessContext } from '../context.ts'
import type { SignedInUser } from './session.ts'

/** A session as its person may see it. */
export interface OwnSession {
  readonly id: string
  /** The session that asks. */
  readonly current: boolean
  readonly signed_in_at: string
  readonly last_seen_at: string
  readonly second_factor: boolean
  /** What the browser called itself at sign-in. */
  readonly agent: string | null
  readonly address: string | null
}

/** A person's open sessions: the one that asks first, then by last use. */
export async function ownSessions(
  { database, sources }: AccessContext,
  user: SignedInUser,
): Promise<OwnSession[]> {
  const at = sources.now().toISOString()
  const { rows } = await database.read({ role: 'app' }, (db) =>
    sql<OwnSession>`
      select id, id = ${user.session_id} as current, authenticated_at as signed_in_at, last_seen_at, second_factor, agent, address
      from auth.session
      where user_id = ${user.user_id} and expires_at > ${at}
        and last_seen_at > ${at}::timestamptz - interval '12 hours'
      order by 2 desc, last_seen_at desc, id limit 100`.execute(db),
  )
  return rows
}

/**
 * Ends one of a person's own sessions at once.
 * @throws not-found for one that is over, or somebody else's.
 */
export async function endOwnSession(
  { database }: AccessContext,
  user: SignedInUser,
  id: string,
): Promise<void> {
  const { rows } = await database.write({ role: 'app' }, (db) =>
    sql`delete from auth.session where user_id = ${user.user_id} and id = ${id} returning id`.execute(db),
  )
  if (rows.length === 0)
    throw new OperationError('not-found', 'This session is over already. Nothing was changed.')
}

/** Ends all sessions of a person except the one that asks. */
export async function endOtherSessions({ database }: AccessContext, user: SignedInUser): Promise<void> {
  await database.write({ role: 'app' }, (db) =>
    sql`delete from auth.session where user_id = ${user.user_id} and id <> ${user.session_id}`.execute(db),
  )
}
