import { sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import type { OrganizationTransaction } from './context.ts'
import type { OneTimeLink } from './invitation.ts'
import { hashToken, newToken } from './token.ts'

const shownHours = 24

/**
 * Makes a link by which a person of the transaction's organization sets a new password; an earlier one ends.
 * @throws refused-by-rule for a person without an account, or whose account opens another organization too.
 */
export async function issueResetLink(tx: OrganizationTransaction, personId: string): Promise<OneTimeLink> {
  const token = newToken(tx.sources)
  const at = tx.now.toISOString()
  const expires = new Date(tx.now.getTime() + shownHours * 3_600_000).toISOString()
  const [issued] = await tx.rows<{ outcome: string }>(sql`
    select auth.issue_reset(${personId}, ${hashToken(token)}, ${at}, ${expires}) as outcome`)
  switch (issued?.outcome) {
    case 'issued':
      return { link: `/reset?token=${token}`, expires_at: expires }
    case 'elsewhere':
      throw new OperationError(
        'refused-by-rule',
        'No link was made: this person signs in to another organization with the same account, so only they may reset its password, by e-mail from the sign-in page.',
      )
    default:
      throw new OperationError(
        'refused-by-rule',
        'No link was made: this person cannot sign in at present. Invite or enable them first.',
      )
  }
}
