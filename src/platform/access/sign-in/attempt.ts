import { type Kysely, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { AccessContext, ProofContext } from '../context.ts'
import { knownDevice } from '../request/device.ts'
import { networkOf, type Visitor } from '../request/visitor.ts'

/** What is guessed at: a password by address, or a code by user. */
export interface Guessed {
  readonly kind: 'password' | 'second-factor'
  /** The address tried, in lower case, or the user's id. */
  readonly subject: string
}

/** Where a guess comes from: a browser from which this person signed in before, any other by its network, or an open session. */
export type Origin =
  | { readonly from: 'device' | 'network'; readonly name: string }
  | { readonly from: 'session' }

/** The origin of guesses by somebody who is signed in and is asked again. */
export const ownSession: Origin = { from: 'session' }

/** Where a visitor's guess at an address comes from. */
export function originOf(context: AccessContext, visitor: Visitor, email: string): Origin {
  const device = knownDevice(context, visitor, email)
  return device === undefined
    ? { from: 'network', name: networkOf(visitor.address) }
    : { from: 'device', name: device }
}

interface Limit {
  readonly most: number
  readonly within: string
  readonly pause: string
  /** Counted over all networks together. */
  readonly everywhere?: boolean
}

const burst: Limit = { most: 10, within: '15 minutes', pause: '15 minutes' }

/**
 * Somebody who guesses closes the account to their own network. Guessing from many networks slows all unknown browsers down,
 * to fewer guesses than could ever find a password, and touches neither browsers from which the person signed in before
 * nor open sessions.
 */
const limits: Record<Origin['from'], readonly Limit[]> = {
  network: [
    burst,
    { most: 30, within: '24 hours', pause: '1 hour' },
    { most: 100, within: '24 hours', pause: '1 hour', everywhere: true },
  ],
  device: [burst, { most: 100, within: '24 hours', pause: '1 hour' }],
  session: [burst],
}

interface Counted extends Limit {
  readonly key: Buffer
}

function countedFor({ keys }: ProofContext, { kind, subject }: Guessed, origin: Origin): Counted[] {
  const name = 'name' in origin ? origin.name : ''
  return limits[origin.from].map((limit) => {
    const where = limit.everywhere ? 'everywhere' : `${origin.from} ${name}`
    return { ...limit, key: keys.digest(`attempt ${kind} ${limit.within} ${where}`, subject) }
  })
}

/** An attempt that was let through. */
export interface Attempt {
  /** Call when it succeeds: earlier attempts from the same place are forgotten. */
  readonly succeed: (db: Kysely<never>) => Promise<void>
}

/**
 * Counts an attempt before it is checked, whether the account exists or not.
 * @throws too-many-requests with `facts.retry_after_seconds`
 */
export async function beginAttempt(
  context: ProofContext,
  guessed: Guessed,
  origin: Origin,
): Promise<Attempt> {
  const counted = countedFor(context, guessed, origin)
  const now = context.sources.now()
  const at = now.toISOString()
  const { rows } = await context.database.write({ role: 'app' }, (db) =>
    sql<{ until: string | null }>`
      select auth.begin_attempts(${counted.map(({ key }) => key)}, ${counted.map(({ most }) => most)},
        ${counted.map(({ within }) => within)}::interval[], ${counted.map(({ pause }) => pause)}::interval[], ${at}) as until`.execute(
      db,
    ),
  )
  const until = rows[0]?.until
  if (until) throw tooMany(origin, Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000)))
  const keysOf = (everywhere: boolean) =>
    counted.filter((one) => (one.everywhere ?? false) === everywhere).map(({ key }) => key)
  return {
    succeed: async (db) => {
      await sql`select auth.end_attempts(${keysOf(false)}::bytea[], ${keysOf(true)}::bytea[], ${at})`.execute(
        db,
      )
    },
  }
}

/** Forgets all attempts from one place and those counted everywhere: the password has been replaced. */
export async function forgetAttempts(
  context: ProofContext,
  db: Kysely<never>,
  guessed: Guessed,
  origin: Origin,
): Promise<void> {
  const keys = countedFor(context, guessed, origin).map(({ key }) => key)
  await sql`select auth.end_attempts(${keys}::bytea[], '{}', ${context.sources.now().toISOString()})`.execute(
    db,
  )
}

function tooMany({ from }: Origin, seconds: number): OperationError {
  const minutes = Math.ceil(seconds / 60)
  const wait = `${minutes} minute${minutes === 1 ? '' : 's'}`
  const message =
    from === 'network'
      ? `Too many attempts failed. Nobody was signed in. Wait ${wait}, sign in on a device where you have signed in before, or reset the password.`
      : `Too many attempts failed. Nothing was changed. Wait ${wait} and try again, or reset the password.`
  return new OperationError('too-many-requests', message, { facts: { retry_after_seconds: seconds } })
}
