import { OperationError } from '../../../kernel/contract/error.ts'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'

/**
 * Values of a record that nobody changes while it is in some states. Declared as data, so that lists and pages say it
 * beforehand of every record that they show, and every way of writing refuses it.
 */
export interface Lock<R extends AnyRegister = AnyRegister> {
  /** Every state unless named. */
  readonly in?: readonly (keyof R['lifecycle']['states'] & string)[]
  /** Everything that is kept of the record, and who owns it, unless named. */
  readonly fields?: readonly (keyof R['fields'] & string)[]
  /** As a sentence goes on after "Nothing was changed:". */
  readonly because: string
}

const holds = (lock: Lock, state: string) => lock.in === undefined || lock.in.includes(state)

/** Why nobody can change anything of a record in a state; undefined when something can be changed. */
export const lockedBecause = (locks: readonly Lock[], state: string): string | undefined =>
  locks.find((lock) => lock.fields === undefined && holds(lock, state))?.because

/** What a register's locks keep, as answers say it: of records in one state, or of any. */
export const locksOf = (locks: readonly Lock[], state?: string) =>
  locks
    .filter((lock) => state === undefined || holds(lock, state))
    .map((lock) => ({
      states: lock.in ? [...lock.in] : null,
      fields: lock.fields ? [...lock.fields] : null,
      because: lock.because,
    }))

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** @throws refused-by-rule when a record would no longer stand as its locks keep it */
export function assertUnlocked(
  locks: readonly Lock[],
  after: Readonly<Record<string, unknown>>,
  before: RecordOf<AnyRegister>,
): void {
  const held: Readonly<Record<string, unknown>> = { ...before }
  for (const lock of locks.filter((one) => holds(one, before.state))) {
    const moved = lock.fields?.find((field) => !same(after[field], held[field]))
    if (lock.fields !== undefined && moved === undefined) continue
    throw new OperationError(
      'refused-by-rule',
      `Nothing was changed: ${lock.because}`,
      moved === undefined ? {} : { issues: [{ path: moved, message: lock.because }] },
    )
  }
}
