/** Why the embedded PostgreSQL could not be brought up. Callers may branch on it; people read the message. */
export type EmbeddedServerErrorKind =
  | 'platform_without_binaries'
  | 'binaries_unusable'
  | 'directory_unwritable'
  | 'directory_unreachable'
  | 'directory_of_other_account'
  | 'disk_full'
  | 'other_major_version'
  | 'password_refused'
  | 'locked'
  | 'start_failed'
  | 'stop_failed'

/** Message says what happened, what was kept and what to do. */
export class EmbeddedServerError extends Error {
  readonly kind: EmbeddedServerErrorKind

  constructor(kind: EmbeddedServerErrorKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'EmbeddedServerError'
    this.kind = kind
  }
}

/** The `code` of a Node system error (`ENOENT`, `EACCES`...), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

/** Turns a failed write under `directory` into the error a person can act on; other errors pass through. */
export function describeWriteFailure(directory: string, error: unknown): unknown {
  const code = systemCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedServerError(
      'directory_unwritable',
      `The embedded database cannot write to ${directory} (${code}). Nothing was changed. ` +
        'Make the directory writable for this account, choose another data directory, or set DATABASE_URL to a PostgreSQL you run.',
      error,
    )
  }
  return error
}

/** The error for a full disk or exhausted quota; what was committed before stays. */
export function diskFull(directory: string, cause?: unknown): EmbeddedServerError {
  return new EmbeddedServerError(
    'disk_full',
    `The disk that holds ${directory} is full. Everything committed before is kept. ` +
      'Free some space there, or move the data directory to a larger disk, then start again.',
    cause,
  )
}
