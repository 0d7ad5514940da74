import type { Kysely, RawBuilder } from 'kysely'
import type { ReadonlyKysely } from 'kysely/readonly'
import type { Permission, Reach } from '../../kernel/access/role.ts'
import type { RegisterCadences } from '../../kernel/cadence/cadence-rule.ts'
import type { Sources } from '../ids.ts'
import type { ServedRegister } from '../registers/served-register.ts'
import type { TrailAccess } from '../trail/trail-access.ts'

/** Who acts, in which organization, with what. Made by access, never by a caller. */
export interface Actor {
  readonly organization_id: string
  readonly person_id: string
  readonly roles: readonly string[]
  /** Narrows what the roles grant: the scopes of an API key. Undefined: everything the roles grant. */
  readonly scopes?: readonly string[]
}

/** The installation itself acts: something happened because time passed. It holds no role. */
export interface Installation {
  readonly organization_id: string
  readonly person_id: null
  readonly roles: readonly string[]
  readonly scopes?: readonly string[]
}

/** A file that came with a request. */
export interface Upload {
  readonly file_name: string
  readonly bytes: Buffer
}

/** Runs one statement and answers its rows. */
export type Rows = <T>(statement: RawBuilder<unknown>) => Promise<T[]>
/** What a statement needs to be sent: it may have been compiled before. */
export type Compilable = Pick<RawBuilder<unknown>, 'compile'>

/** Which requirements the packs that an organization works with hold. */
export interface KnownRequirements {
  readonly urn: Pick<ReadonlySet<string>, 'has'>
  /** Those of ISO/IEC 42001, such as `A.5.2`. */
  readonly number: Pick<ReadonlySet<string>, 'has'>
}

/** Reads them in any scope. */
export type RequirementSource = (scope: SharedScope) => Promise<KnownRequirements>

interface Scope {
  readonly actor: Actor
  readonly sources: Sources
  readonly now: Date
  /** How far the actor's permission for this operation reaches. */
  readonly reach: Reach
  /** Whether the actor holds a further permission, and how far it reaches. */
  readonly reachOf: (permission: Permission) => Reach | undefined
  /** Everything the actor may do. */
  readonly permissions: () => Readonly<Record<string, Reach>>
  /** Every register of the product with its code, by name: for operations that concern records of any kind. */
  readonly registers: ReadonlyMap<string, ServedRegister>
  /** The review cadences of each register, by its name. */
  readonly cadences: ReadonlyMap<string, RegisterCadences>
  /** The requirements that fields may name. */
  readonly knownRequirements: RequirementSource
  /** How this installation's trails are signed. */
  readonly trail: TrailAccess
  readonly upload?: Upload
  /**
   * For the platform's generic handlers, whose tables are known only by declaration. Modules use `db`, which
   * knows their own tables only. In a query the transaction itself refuses to write.
   */
  readonly rows: Rows
}

/** What a query handler gets: it cannot write, by type and by the transaction's mode. */
export interface ReadScope<Tables> extends Scope {
  readonly db: ReadonlyKysely<Tables>
  /**
   * Runs the last statement of this query, sent together with the end of the transaction. It saves a round trip,
   * for what is asked often.
   */
  readonly lastRows: <T>(statement: Compilable) => Promise<T[]>
  /**
   * Runs one statement in a read-only transaction of its own, also after the handler has returned: for answers that
   * are streamed. What such statements see may differ, so they read only what never changes.
   */
  readonly apart: Rows
}

declare const recorded: unique symbol
/** A result whose operation has been recorded. Only `WriteScope.record` makes one. */
export interface Recorded<T> {
  readonly [recorded]: T
}

/** What the operation did, in the words of its contract. */
export interface Entry<Event extends string> {
  readonly event: Event
  /** The record that it is about, when it is about one. */
  readonly record_id?: string
  /** What the event states beyond the changed rows, such as the reason of a transition. */
  readonly detail?: Readonly<Record<string, unknown>>
}

export type NoTransaction<Tables> = Omit<
  Kysely<Tables>,
  'transaction' | 'startTransaction' | 'connection' | 'destroy'
>

/** What rules read with, before values are written and in dry runs alike. They decide; they cannot write. */
export type RuleScope<Tables> = Omit<ReadScope<Tables>, 'db' | 'lastRows' | 'apart'> & {
  readonly db: Pick<ReadonlyKysely<Tables>, 'selectFrom' | 'fn'>
}

/**
 * What a module's exported functions take from other modules' handlers: any reading scope, whatever tables its
 * caller owns.
 */
export type SharedScope = Omit<ReadScope<never>, 'db' | 'actor' | 'lastRows' | 'apart'> & {
  readonly db: object
  readonly actor: Actor | Installation
}
/** As `SharedScope`, where a person acts: for decisions. */
export type PersonalScope = SharedScope & { readonly actor: Actor }
/** As `SharedScope`, in a transaction that writes. */
export type SharedTransaction = Omit<Transaction<never>, 'db' | 'actor'> & {
  readonly db: object
  readonly actor: Actor | Installation
}

/** A module's own tables in a scope that came from another module. Call it with the module's own table types only. */
export const tablesIn = <Tables>(scope: SharedScope): ReadonlyKysely<Tables> =>
  scope.db as ReadonlyKysely<Tables>
/** A module's own tables in another module's transaction, to write. */
export const writableTablesIn = <Tables>(tx: SharedTransaction): NoTransaction<Tables> =>
  tx.db as NoTransaction<Tables>

/** As `SharedTransaction`, where nobody acts but the installation itself. */
export type JobTransaction = SharedTransaction & { readonly actor: Installation }

/** How and when the signer proved again who they are. Only the runner makes one. */
export interface Proof {
  readonly by: 'password' | 'password_and_second_factor'
  readonly at: string
}

/** One transaction that writes. */
export interface Transaction<Tables> extends Scope {
  readonly db: NoTransaction<Tables>
  readonly operation_id: string
  /** Present exactly when the operation is signed. */
  readonly proof?: Proof
  /**
   * Runs one statement in a transaction of its own that commits at once, on a second connection: for what others
   * must see while this transaction runs, such as its progress. It carries no operation, so tables under the trail
   * refuse it. Never let this transaction wait for it: the number of connections is limited.
   */
  readonly aside: Rows
}

/** What a command handler gets: its transaction, and the duty to record it. */
export interface WriteScope<Tables, Event extends string> extends Transaction<Tables> {
  /** The last thing a command does: nothing may be written after it. */
  readonly record: <T>(entry: Entry<Event>, result: T) => Recorded<T>
}
