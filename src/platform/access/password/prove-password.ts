import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { foldEmail } from '../account/email.ts'
import type { ProofContext } from '../context.ts'
import { beginAttempt, type Origin, ownSession } from '../sign-in/attempt.ts'
import { verifyPassword } from './password-hash.ts'

interface Account {
  readonly user_id: string
  readonly hash: string | null
}

/** Whose password was shown. */
export interface ProvenPassword {
  readonly user_id: string
  /** Forgets earlier failures, in the transaction that continues from here. */
  readonly succeed: (db: Kysely<never>) => Promise<void>
  /** What it was compared with, for a transaction that must not go on once the password is another. */
  readonly hash: string
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
  context: ProofContext,
  email: string,
  password: string,
  origin: Origin,
): Promise<ProvenPassword> {
  const guessed = { kind: 'password', subject: foldEmail(email) } as const
  const attempt = await beginAttempt(context, guessed, origin)
  const account = await context.database.read({ role: 'app' }, async (db) => {
    const { rows } = await sql<Account>`
      select u.id as user_id, w.hash from auth.user u left join auth.password w on w.user_id = u.id
      where u.email = ${guessed.subject}`.execute(db)
    return rows[0]
  })
  const right = await verifyPassword(password, account?.hash ?? context.nobodysHash)
  if (!right || !account?.hash) throw wrong()
  return { user_id: account.user_id, hash: account.hash, succeed: attempt.succeed }
}

/**
 * Asks someone who is signed in for their password again, before anything about their identity changes.
 * @throws invalid-input, naming the field `password`, when it is wrong.
 */
export async function askPassword(
  context: ProofContext,
  user: { readonly email: string },
  password: string,
): Promise<ProvenPassword> {
  try {
    return await provePassword(context, user.email, password, ownSession)
  } catch (error) {
    if (!(error instanceof OperationError) || error.kind !== 'not-signed-in') throw error
    throw new OperationError('invalid-input', 'Nothing was changed: the password is wrong.', {
      issues: [{ path: 'password', message: 'is wrong' }],
    })
  }
}
