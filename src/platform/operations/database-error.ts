import { OperationError } from '../../kernel/contract/error.ts'

interface DatabaseError extends Error {
  readonly code: string
  readonly constraint?: string
  readonly table?: string
  readonly column?: string
}

const isDatabaseError = (error: unknown): error is DatabaseError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^[0-9A-Z]{5}$/.test(error.code)

const busy = () =>
  new OperationError(
    'unavailable',
    'Too much is going on at the moment. Nothing was changed. Try again shortly.',
  )

/** The database was not reached at all. */
const unreached = new Set(['ECONNREFUSED', 'ENOENT', 'EHOSTUNREACH', 'ENETUNREACH'])
/** The connection broke while something was under way. */
const cut = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P02'])

function outage(error: Error): OperationError | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (unreached.has(code))
    return new OperationError(
      'unavailable',
      'The database is not reachable at the moment. Nothing was changed. Try again shortly.',
    )
  if (cut.has(code) || error.message.startsWith('Connection terminated'))
    return new OperationError(
      'unavailable',
      'The connection to the database broke, so it is not known whether this was carried out. Look again, or send it again with the same Idempotency-Key: then it happens once.',
    )
  return undefined
}

/**
 * Turns what the database refuses into an answer the caller can act on. The transaction is gone by then, so
 * "nothing was changed" holds. Other errors pass unchanged and end as `unexpected`.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof Error && /timeout exceeded when trying to connect/.test(error.message)) return busy()
  const away = error instanceof Error ? outage(error) : undefined
  if (away) return away
  if (!isDatabaseError(error)) return error
  const facts = { ...(error.constraint ? { constraint: error.constraint } : {}) }
  switch (error.code) {
    // Raised by our own triggers: a rule that the database itself enforces, in words for people (see
    // 0005_access.sql).
    case 'PL001':
      return new OperationError('refused-by-rule', error.message)
    case '23505':
      return new OperationError('conflict', 'Nothing was changed: another record already holds this value.', {
        facts,
      })
    case '23503':
      return new OperationError(
        'invalid-input',
        'Nothing was changed: it refers to a person or record that this organization does not have.',
        { facts },
      )
    // Text or a number that the database cannot hold or compare: a made-up cursor, or a character it cannot
    // represent.
    case '22P02':
    case '22P05':
    case '22021':
    case '22003':
    case '22007':
    case '22008':
    case '22009':
    case '23514':
    case '23502':
    case '22001':
      return new OperationError(
        'invalid-input',
        'Nothing was changed: a value is outside what its field allows.',
        { facts },
      )
    case '40001':
    case '40P01':
      return new OperationError(
        'conflict',
        'Nothing was changed: someone else changed the same records at this moment. Try again.',
      )
    case '57014':
      return new OperationError(
        'unavailable',
        'This took longer than allowed, so it was ended. Nothing was changed. Narrow what you ask for, or try again when less is going on.',
      )
    case '53300':
    case '57P01':
    case '57P03':
      return new OperationError(
        'unavailable',
        'The database is not reachable at the moment. Nothing was changed. Try again shortly.',
      )
    default:
      return error
  }
}
