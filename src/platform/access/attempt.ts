import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../kernel/contract/error.ts'
import type { ProofContext } from './context.ts'

/** What is guessed at: a password by address, or a code by user. */
export interface Guessed {
  readonly kind: 'password' | 'second-factor'
  /** The address tried, in lower case, or the user's id. */
  readonly subject: string
}

const keyOf = ({ keys }: ProofContext, { kind, subject }: Guessed) => keys.digest(`attempt ${kind}`, subject)

/**
 * Counts an attempt before it is checked. Ten within fifteen minutes close the account to attempts for fifteen
 * minutes, whether it exists or not.
 * @throws too-many-requests with `facts.retry_after_seconds`
 */
export async function beginAttempt(context: ProofContext, guessed: Guessed): Promise<void> {
  const now = context.sources.now()
  const { rows } = await context.database.write({ role: 'app' }, (db) =>
    sql<{ until: string | null }>`
      select auth.begin_attempt(${keyOf(context, guessed)}, ${now.toISOString()}) as until`.execute(db),
  )
  const until = rows[0]?.until
  if (!until) return
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000))
  throw new OperationError(
    'too-many-requests',
    'Too many attempts failed. Nobody was signed in. Wait fifteen minutes, or reset the password, then try again.',
    { facts: { retry_after_seconds: seconds } },
  )
}

/** Forgets the attempts, after one that succeeded. */
export async function clearAttempts(
  context: ProofContext,
  db: Kysely<never>,
  guessed: Guessed,
): Promise<void> {
  await sql`select auth.clear_attempts(${keyOf(context, guessed)})`.execute(db)
}
