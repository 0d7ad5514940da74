import type { z } from 'zod'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { lock } from '../../../kernel/register/answer.ts'
import { keepsRecord } from '../../../kernel/register/lock.ts'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'

/**
 * Values of a record that nobody changes while it is in some states, or while it holds a value. Declared as data, so that
 * lists and pages say it beforehand of every record that they show, and every way of writing refuses it.
 */
export interface Lock<R extends AnyRegister = AnyRegister> {
  /** Every state unless named. */
  readonly in?: readonly (keyof R['lifecycle']['states'] & string)[]
  /** Only while this field holds true or a value. */
  readonly when?: keyof R['fields'] & string
  /** Everything that is kept of the record, and who owns it, unless named. */
  readonly fields?: readonly (keyof R['fields'] & string)[]
  /** As a sentence goes on after "Nothing was changed:". */
  readonly because: string
}

type SaidLock = z.input<typeof lock>
type Kept = RecordOf<AnyRegister>

const said = (one: Lock): SaidLock => ({
  states: one.in ? [...one.in] : null,
  when: one.when ?? null,
  fields: one.fields ? [...one.fields] : null,
  because: one.because,
})

const holding = (locks: readonly Lock[], record: Kept): SaidLock[] =>
  locks.map(said).filter((one) => keepsRecord(one, { ...record }))

/** Why nobody can change anything of a record as it stands; undefined when something can be changed. */
export const lockedBecause = (locks: readonly Lock[], record: Kept): string | undefined =>
  holding(locks, record).find(({ fields }) => fields === null)?.because

/** What a register's locks keep, as answers say it: of one record as it stands, or of any. */
export const locksOf = (locks: readonly Lock[], record?: Kept): SaidLock[] =>
  record === undefined ? locks.map(said) : holding(locks, record)

/** The fields that tell which records locks keep. */
export const fieldsOfLocks = (locks: readonly Lock[]): string[] =>
  locks.flatMap(({ when }) => (when === undefined ? [] : [when]))

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** @throws refused-by-rule when a record would no longer stand as its locks keep it */
export function assertUnlocked(
  locks: readonly Lock[],
  after: Readonly<Record<string, unknown>>,
  before: Kept,
): void {
  const held: Readonly<Record<string, unknown>> = { ...before }
  for (const { fields, because } of holding(locks, before)) {
    const moved = fields?.find((field) => !same(after[field], held[field]))
    if (fields !== null && moved === undefined) continue
    throw new OperationError(
      'refused-by-rule',
      `Nothing was changed: ${because}`,
      moved === undefined ? {} : { issues: [{ path: moved, message: because }] },
    )
  }
}
