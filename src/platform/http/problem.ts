import { type ErrorKind, errorKinds, OperationError } from '../../kernel/contract/error.ts'

/** RFC 9457 problem details, the answer to every failed request. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly kind: ErrorKind
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  readonly facts: Readonly<Record<string, unknown>>
}

const titles: Record<ErrorKind, string> = {
  'invalid-input': 'The input needs correcting',
  'not-signed-in': 'Not signed in',
  'not-permitted': 'Not permitted',
  'not-found': 'Not found',
  conflict: 'Conflict with the current state',
  'in-flight': 'Still running',
  'version-conflict': 'Changed by someone else',
  'too-large': 'Too large',
  'unsupported-content': 'Unsupported content',
  'refused-by-rule': 'Refused by a rule',
  'key-reused': 'Key used for another request',
  'version-required': 'Version required',
  'too-many-requests': 'Too many requests',
  unexpected: 'Unexpected error',
  unavailable: 'Not available at the moment',
}

export const problemOf = (error: OperationError): Problem => ({
  type: `urn:plumbline:problem:${error.kind}`,
  title: titles[error.kind],
  status: errorKinds[error.kind],
  detail: error.message,
  kind: error.kind,
  issues: error.issues,
  facts: error.facts,
})

interface HttpError {
  readonly statusCode?: number
  readonly code?: string
  readonly message: string
}

/** What the HTTP layer itself refuses, in the same words as operations; undefined for the unexpected. */
export function fromHttpError(error: HttpError): OperationError | undefined {
  switch (error.statusCode) {
    case 400:
      return new OperationError(
        'invalid-input',
        `The request could not be read: ${error.message}. Nothing was changed.`,
      )
    case 414:
      return new OperationError(
        'invalid-input',
        'The request could not be read: a part of its address is too long. Nothing was changed.',
      )
    case 413:
      return new OperationError(
        'too-large',
        'The request is larger than allowed. Nothing was changed. Send less at once, or raise the limit in the configuration.',
      )
    case 415:
      return new OperationError(
        'unsupported-content',
        'Send JSON (application/json) or, for files, multipart/form-data. Nothing was changed.',
      )
    case 429:
      return new OperationError('too-many-requests', 'Too many requests. Wait a little, then try again.')
    default:
      return undefined
  }
}
