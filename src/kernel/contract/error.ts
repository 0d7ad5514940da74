/**
 * The one catalogue of errors. A kind is bound to its HTTP status here and nowhere else; the exhaustive
 * `satisfies` makes a kind without a status a compile error.
 */
export const errorKinds = {
  'invalid-input': 400,
  'not-signed-in': 401,
  'not-permitted': 403,
  'not-found': 404,
  conflict: 409,
  'in-flight': 409,
  'version-conflict': 412,
  'too-large': 413,
  'unsupported-content': 415,
  'refused-by-rule': 422,
  'key-reused': 422,
  'version-required': 428,
  'too-many-requests': 429,
  unexpected: 500,
  unavailable: 503,
} as const satisfies Record<string, number>

export type ErrorKind = keyof typeof errorKinds

/** One thing wrong with one input: where, and what to do about it. */
export interface Issue {
  /** Dotted path into the input, e.g. `name` or `changes.stage`. */
  readonly path: string
  readonly message: string
}

/**
 * A failure that the caller may see. The message says what happened, what was kept and what to do.
 * Anything else that is thrown becomes `unexpected`, with no detail shown.
 */
export class OperationError extends Error {
  readonly kind: ErrorKind
  readonly issues: readonly Issue[]
  /** Machine-readable facts, e.g. `{ current_version: 4 }`. */
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    kind: ErrorKind,
    message: string,
    more: { issues?: readonly Issue[]; facts?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message)
    this.name = 'OperationError'
    this.kind = kind
    this.issues = more.issues ?? []
    this.facts = more.facts ?? {}
  }
}
