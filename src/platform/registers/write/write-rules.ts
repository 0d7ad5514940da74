import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import type { RuleScope, Transaction } from '../../operations/scope.ts'
import type { Decision, Obstacle } from '../decision/decision.ts'
import type { RegisterTables } from '../read/source.ts'
import type { Lock } from './lock.ts'

/** What a module adds to the standard writes of its register; its rules see the module's own tables. */
export interface WriteRules<R extends AnyRegister = AnyRegister, Tables = RegisterTables> {
  /** Values that cannot change in some states. Checked before `check`. */
  readonly locks?: readonly Lock<R>[]
  /**
   * Decides whether values are acceptable, before they are written: on creation (`before` is null), on every
   * revision, for every record of a bulk change, when a record is taken from the archive, when a change is undone, and
   * for every row of an import and of its dry run.
   * @throws refused-by-rule or invalid-input, saying what to do.
   */
  readonly check?: (
    scope: RuleScope<Tables>,
    after: Partial<RecordOf<R>>,
    before: RecordOf<R> | null,
  ) => Promise<void>
  /**
   * What the server decides: the values of computed fields, written together with what the caller sent or with the
   * state that a transition leads to.
   */
  readonly derive?: (
    scope: RuleScope<Tables>,
    after: Partial<RecordOf<R>>,
    before: RecordOf<R> | null,
  ) => Promise<Partial<RecordOf<R>>>
  /**
   * Why a transition must not happen now, by its verb; undefined lets it pass. Pages ask too, before anybody tries:
   * they say what is missing, or do not offer the transition to people whom the reason bars.
   */
  readonly guards?: Readonly<
    Partial<
      Record<
        keyof R['lifecycle']['transitions'] & string,
        (scope: RuleScope<Tables>, record: RecordOf<R>) => Promise<string | Obstacle | undefined>
      >
    >
  >
  /** Decisions about its records that are operations of their own. */
  readonly decisions?: readonly Decision<R, Tables>[]
  /** What follows each write in the same transaction, before it is recorded. */
  readonly followUp?: (
    tx: Transaction<Tables>,
    after: RecordOf<R>,
    before: RecordOf<R> | null,
  ) => Promise<void>
}
