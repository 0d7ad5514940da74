import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import { beginAttempt, clearAttempts } from './attempt.ts'
import type { AccessContext } from './context.ts'
import { foldEmail } from './email.ts'
import { verifyPassword } from './password-hash.ts'

interface Account {
  readonly user_id: string
  readonly hash: string | null
}

const wrong = () =>
  new OperationError(
    'not-signed-in',
    'The address or the password is wrong. Nobody was signed in. Try again, or reset the password.',
  )

/**
 * Checks the password of an address, whether there is such an account or not, in about the same time.
 * @returns the user.
 * @throws not-signed-in when either is wrong, too-many-requests after too many failures.
 */
export async function provePassword(
  context: AccessContext,
  email: string,
  password: string,
): Promise<{ user_id: string; clear: (db: Kysely<never>) => Promise<void> }> {
  const guessed = { kind: 'password', subject: foldEmail(email) } as const
  await beginAttempt(context, guessed)
  const account = await context.database.read({ role: 'app' }, async (db) => {
    const { rows } = await sql<Account>`
      select u.id as user_id, w.hash from auth.user u left join auth.password w on w.user_id = u.id
      where u.email = ${guessed.subject}`.execute(db)
    return rows[0]
  })
  const right = await verifyPassword(password, account?.hash ?? (await context.nobodysHash))
  if (!right || !account?.hash) throw wrong()
  return { user_id: account.user_id, clear: (db) => clearAttempts(context, db, guessed) }
}
