import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AccessContext } from '../context.ts'
import { hashPassword } from '../password/password-hash.ts'
import { assertPasswordAllowed } from '../password/password-policy.ts'
import { provePassword } from '../password/prove-password.ts'
import type { Visitor } from '../request/visitor.ts'
import { originOf } from '../sign-in/attempt.ts'
import { admit, type SignIn } from '../sign-in/sign-in.ts'
import { hashToken, newToken } from '../token.ts'
import type { OrganizationTransaction } from './organization-transaction.ts'

const invitationDays = 7

/** A link that works once; shown to whoever asked for it and not kept. */
export interface OneTimeLink {
  /** Below the address that the pages are served from. */
  readonly link: string
  readonly expires_at: string
}

export interface Invitation {
  readonly organization: string
  readonly name: string
  readonly email: string
  /** The address has an account already: its password is asked for, not a new one. */
  readonly has_account: boolean
}

interface OpenInvitation extends Omit<Invitation, 'has_account'> {
  readonly organization_id: string
  readonly person_id: string
  readonly user_id: string | null
}

const over = () =>
  new OperationError(
    'not-found',
    'This invitation is not valid: it was used, has expired or was replaced by a newer one. Ask an administrator for a new one.',
  )

/** Stores an invitation in a transaction of its organization; an earlier one of the same person ends. */
export async function keepInvitation(
  { rows, sources, now }: Pick<OrganizationTransaction, 'rows' | 'sources' | 'now'>,
  invited: {
    readonly organization_id: string
    readonly person_id: string
    /** Null when nobody is signed in: the organization is being founded. */
    readonly created_by: string | null
  },
): Promise<OneTimeLink> {
  const token = newToken(sources)
  const at = now.toISOString()
  const expires = new Date(now.getTime() + invitationDays * 86_400_000).toISOString()
  await rows(sql`
    update auth.invitation set revoked_at = ${at}
    where person_id = ${invited.person_id} and accepted_at is null and revoked_at is null`)
  await rows(sql`
    insert into auth.invitation (organization_id, id, person_id, token_hash, created_at, created_by, expires_at)
    values (${invited.organization_id}, ${sources.newId()}, ${invited.person_id}, ${hashToken(token)}, ${at}, ${invited.created_by}, ${expires})`)
  return { link: `/invitation?token=${token}`, expires_at: expires }
}

/** Invites a person of the command's organization. */
export const issueInvitation = (tx: OrganizationTransaction, personId: string): Promise<OneTimeLink> =>
  keepInvitation(tx, {
    organization_id: tx.actor.organization_id,
    person_id: personId,
    created_by: tx.actor.person_id,
  })

async function openInvitation({ database, sources }: AccessContext, token: string): Promise<OpenInvitation> {
  const { rows } = await database.read({ role: 'app' }, (db) =>
    sql<OpenInvitation>`
      select * from auth.find_invitation(${hashToken(token)}, ${sources.now().toISOString()})`.execute(db),
  )
  if (!rows[0]) throw over()
  return rows[0]
}

/** @throws not-found for an invitation that is not open. */
export async function readInvitation(context: AccessContext, token: string): Promise<Invitation> {
  const { organization, name, email, user_id } = await openInvitation(context, token)
  return { organization, name, email, has_account: user_id !== null }
}

/**
 * Takes up an invitation and signs in. A new address chooses its password here; one that has an account
 * proves it with the password it has. Recorded in the organization's trail as the person's own act.
 * @throws not-found, invalid-input for a password that may not be taken, not-signed-in for a wrong one.
 */
export async function acceptInvitation(
  context: AccessContext,
  token: string,
  password: string,
  visitor: Visitor,
): Promise<SignIn> {
  const { database, sources } = context
  const { email, user_id, organization_id, person_id } = await openInvitation(context, token)
  const proven =
    user_id === null
      ? undefined
      : await provePassword(context, email, password, originOf(context, visitor, email))
  if (!proven) assertPasswordAllowed(password, email)
  const hash = proven ? null : await hashPassword(password, sources)
  const at = sources.now().toISOString()
  const newId = sources.newId()
  const userId = await database.write(
    { role: 'app', organizationId: organization_id, operationId: sources.newId() },
    async (db, later) => {
      const { rows } = await sql<{ user_id: string | null }>`
        select auth.accept_invitation(${hashToken(token)}, ${newId}, ${hash}, ${proven?.hash ?? null}, ${at}) as user_id`.execute(
        db,
      )
      const accepted = rows[0]?.user_id ?? null
      // Address or password may have been changed since: only who was proven, or is new, comes in by this.
      if (accepted !== (proven?.user_id ?? newId)) throw over()
      later(
        sql`select trail.record(${at}, 'invitation.accept', 'person.activated', ${person_id}, ${person_id}, null)`.execute(
          db,
        ),
      )
      return accepted
    },
  )
  return database.write({ role: 'app' }, async (db) => {
    await proven?.succeed(db)
    return admit(context, db, { id: userId, email }, visitor)
  })
}
