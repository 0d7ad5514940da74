import type { z } from 'zod'
import type { Permission } from '../access/role.ts'
import type { ErrorKind } from './error.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * The contract of one operation: the only door to data. HTTP routes, OpenAPI, the web client's types and
 * the command line all derive from it.
 *
 * The input is one object wherever it comes from: path parameters (`:id`), then the query string for GET
 * and DELETE or the JSON body otherwise, plus `expected_version` from `If-Match` when `versioned`.
 */
export interface Operation<
  Name extends string = string,
  Kind extends 'command' | 'query' = 'command' | 'query',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Event extends string = string,
> {
  readonly name: Name
  readonly kind: Kind
  readonly method: Method
  /** Below `/api`, e.g. `/risks/:id/acceptances`. */
  readonly path: `/${string}`
  readonly summary: string
  /** Denied unless one of the person's roles grants it. */
  readonly permission: Permission
  readonly input: Input
  readonly output: Output
  /** What a command may record. A query records nothing. */
  readonly events: readonly Event[]
  /** Kinds of failure beyond those that follow from its shape; see `possibleErrors`. */
  readonly errors: readonly ErrorKind[]
  /** HTTP status of success; 200 unless something was created. */
  readonly status: 200 | 201
  /** Needs `If-Match` with the version that the change is based on. */
  readonly versioned: boolean
  /** The answer is a file, not JSON. */
  readonly file: boolean
  /** Its answer holds a secret that is shown once, so it is not stored for `Idempotency-Key`. */
  readonly secret_answer: boolean
  /** Accepts a file upload (`multipart/form-data`) beside its input. */
  readonly upload: boolean
}

export type AnyOperation = Operation
export type InputOf<O extends AnyOperation> = z.output<O['input']>
export type OutputOf<O extends AnyOperation> = z.output<O['output']>
export type EventOf<O extends AnyOperation> = O['events'][number]

interface Declared<Name extends string, Input extends z.ZodType, Output extends z.ZodType> {
  readonly name: Name
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly permission: Permission
  readonly input: Input
  readonly output: Output
  readonly errors?: readonly ErrorKind[]
  readonly file?: boolean
  readonly upload?: boolean
  readonly secret_answer?: boolean
}

/** Declares an operation that reads. Its handler gets a handle without write methods. */
export function queryOperation<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  declared: Declared<Name, Input, Output>,
): Operation<Name, 'query', Input, Output, never> {
  return {
    errors: [],
    file: false,
    upload: false,
    secret_answer: false,
    ...declared,
    kind: 'query',
    events: [],
    status: 200,
    versioned: false,
  }
}

/** Declares an operation that writes, in exactly one transaction, and records one of its events. */
export function commandOperation<
  const Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Event extends string,
>(
  declared: Declared<Name, Input, Output> & {
    readonly events: readonly Event[]
    readonly status?: 200 | 201
    readonly versioned?: boolean
  },
): Operation<Name, 'command', Input, Output, Event> {
  return {
    errors: [],
    status: 200,
    versioned: false,
    file: false,
    upload: false,
    secret_answer: false,
    ...declared,
    kind: 'command',
  }
}

/** How any operation may fail. */
const anywhere = ['invalid-input', 'not-signed-in', 'not-permitted', 'too-many-requests'] as const
const atAnyTime = ['unexpected', 'unavailable'] as const
/** What the database itself may refuse: a duplicate of a unique value, or a violated constraint. */
const whereWritten = ['conflict', 'refused-by-rule'] as const

/** Every kind of failure that a caller has to expect: what the contract names, and what follows from its shape. */
export function possibleErrors(operation: AnyOperation): readonly ErrorKind[] {
  const { kind, method, path, versioned } = operation
  const written = kind === 'command'
  return [
    ...new Set<ErrorKind>([
      ...anywhere,
      ...(path.includes('/:') ? (['not-found'] as const) : []),
      ...(written ? whereWritten : []),
      ...(written && method === 'POST' ? (['in-flight', 'key-reused'] as const) : []),
      ...(versioned ? (['version-required', 'version-conflict'] as const) : []),
      ...(method === 'GET' ? [] : (['too-large', 'unsupported-content'] as const)),
      ...operation.errors,
      ...atAnyTime,
    ]),
  ]
}
