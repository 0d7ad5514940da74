import type { z } from 'zod'
import type { AnyOperation, EventOf, InputOf, Operation } from '../../kernel/contract/operation.ts'
import type { ReadScope, Recorded, WriteScope } from './scope.ts'

type Answer<O extends AnyOperation> = z.input<O['output']>

/** An operation with the code that carries it out; types are erased here and restored by the contract. */
export interface Handler {
  readonly operation: AnyOperation
  readonly read?: (scope: ReadScope<never>, input: never) => Promise<unknown>
  readonly write?: (scope: WriteScope<never, never>, input: never) => Promise<Recorded<unknown>>
}

/** Binds a query to its contract. `Tables` are those the module owns: touching another does not compile. */
export const query =
  <Tables>() =>
  <O extends Operation<string, 'query'>>(
    operation: O,
    run: (scope: ReadScope<Tables>, input: InputOf<O>) => Promise<Answer<O>>,
  ): Handler => ({ operation, read: run as unknown as NonNullable<Handler['read']> })

/** Binds a command to its contract: it must return what only `tx.record` makes, for an event it declares. */
export const command =
  <Tables>() =>
  <O extends Operation<string, 'command'>>(
    operation: O,
    run: (scope: WriteScope<Tables, EventOf<O>>, input: InputOf<O>) => Promise<Recorded<Answer<O>>>,
  ): Handler => ({ operation, write: run as unknown as NonNullable<Handler['write']> })
