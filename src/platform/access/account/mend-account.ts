import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { hashToken, newToken } from '../token.ts'
import type { OneTimeLink } from './invitation.ts'
import type { OrganizationTransaction } from './organization-transaction.ts'

const linkHours = 24

/** Why the database refused to mend an account (auth.mendable), in words for an administrator. */
function assertMended(refusal: string | null | undefined): void {
  switch (refusal) {
    case null:
      return
    case 'elsewhere':
      throw new OperationError(
        'refused-by-rule',
        'Nothing was changed: this person signs in to another organization with the same account, so only they may mend it, by e-mail from the sign-in page.',
      )
    case 'no-second-factor':
      throw new OperationError('refused-by-rule', 'Nothing was changed: this person has no second factor.')
    default:
      throw new OperationError(
        'refused-by-rule',
        'Nothing was changed: this person cannot sign in at present. Invite or enable them first.',
      )
  }
}

/**
 * Makes a link by which a person of the command's organization sets a new password; an earlier one ends.
 * @throws refused-by-rule for a person without an account, or whose account opens another organization too.
 */
export async function issueResetLink(tx: OrganizationTransaction, personId: string): Promise<OneTimeLink> {
  const token = newToken(tx.sources)
  const at = tx.now.toISOString()
  const expires = new Date(tx.now.getTime() + linkHours * 3_600_000).toISOString()
  const [issued] = await tx.rows<{ refusal: string | null }>(sql`
    select auth.issue_reset(${personId}, ${hashToken(token)}, ${at}, ${expires}) as refusal`)
  assertMended(issued?.refusal)
  return { link: `/reset?token=${token}`, expires_at: expires }
}

/**
 * Ends the password, the sessions and the open links of a person of the command's organization. A second factor stays.
 * @throws refused-by-rule as `issueResetLink`.
 */
export async function endAccess(tx: OrganizationTransaction, personId: string): Promise<void> {
  const [ended] = await tx.rows<{ refusal: string | null }>(sql`
    select auth.close_account(${personId}, ${tx.now.toISOString()}) as refusal`)
  assertMended(ended?.refusal)
}

/**
 * Removes the second factor of a person of the command's organization who has lost it.
 * @throws refused-by-rule as `issueResetLink`, and when there is none.
 */
export async function removeLostSecondFactor(tx: OrganizationTransaction, personId: string): Promise<void> {
  const [removed] = await tx.rows<{ refusal: string | null }>(sql`
    select auth.remove_second_factor(${personId}) as refusal`)
  assertMended(removed?.refusal)
}
