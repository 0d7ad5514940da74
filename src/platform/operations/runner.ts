import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Grants, type Permission, type Reach, reachOf } from '../../kernel/access/role.ts'
import type { RegisterCadences } from '../../kernel/cadence/cadence-rule.ts'
import { OperationError } from '../../kernel/contract/error.ts'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import { type GivenSignature, isSigned } from '../../kernel/contract/signature.ts'
import type { ProvePerson } from '../access/sign-in/prove-person.ts'
import type { Database } from '../db/database.ts'
import type { Sources } from '../ids.ts'
import {
  cadencesOf,
  grantsOf,
  handlersOf,
  type Module,
  type Reaction,
  reactionsOf,
  requirementSourceOf,
} from '../module.ts'
import type { ServedRegister } from '../registers/served-register.ts'
import type { TrailAccess } from '../trail/trail-access.ts'
import { Answers } from './answers.ts'
import type { Call } from './call.ts'
import { translateDatabaseError } from './database-error.ts'
import type { Handler } from './handler.ts'
import { parseInput } from './parse-input.ts'
import type {
  Actor,
  Compilable,
  Entry,
  JobTransaction,
  Proof,
  ReadScope,
  Recorded,
  RequirementSource,
  Rows,
  SharedTransaction,
  WriteScope,
} from './scope.ts'

/** The presumed actor is not, or is no longer, who sends this request. Nothing was answered. */
export class PresumptionError extends Error {
  constructor() {
    super('The presumption about who acts did not hold.')
    this.name = 'PresumptionError'
  }
}

export interface Outcome {
  /** The parsed answer, or undefined when `replayed`. */
  readonly result: unknown
  /** The stored answer of an earlier call with the same key, as JSON text. */
  readonly replayed?: string
}

/** What a scope holds before its transaction is open. */
type BaseScope = Omit<ReadScope<never>, 'db' | 'rows' | 'lastRows' | 'apart'>

/**
 * Carries out operations: permit -> parse -> transaction -> handler -> record -> commit. The only caller of
 * handlers, so nothing reaches data around a permission, a transaction or the trail.
 */
export class Runner {
  readonly handlers: ReadonlyMap<string, Handler>
  readonly grants: Grants
  readonly #database: Database
  readonly #sources: Sources
  readonly #committed: (organizationId: string, operationId: string) => void
  readonly #reactions: ReadonlyMap<string, readonly Reaction[]>
  readonly #registers: ReadonlyMap<string, ServedRegister>
  readonly #cadences: ReadonlyMap<string, RegisterCadences>
  readonly #knownRequirements: RequirementSource
  readonly #trail: TrailAccess
  readonly #prove: ProvePerson | undefined

  constructor(options: {
    database: Database
    modules: readonly Module[]
    sources: Sources
    /** Without it, nothing can be signed. */
    prove?: ProvePerson
    /** Called after each committed write, so that neither the sequencer nor pages need to poll. */
    committed?: (organizationId: string, operationId: string) => void
    /** How trails are signed here; without it nothing is. */
    trail?: TrailAccess
  }) {
    this.#database = options.database
    this.#sources = options.sources
    this.#committed = options.committed ?? (() => undefined)
    this.#prove = options.prove
    this.#reactions = reactionsOf(options.modules)
    this.#registers = new Map(
      options.modules.flatMap(({ registers }) => registers.map((one) => [one.register.name, one])),
    )
    this.#cadences = cadencesOf(options.modules)
    this.#knownRequirements = requirementSourceOf(options.modules)
    this.#trail = options.trail ?? { verifiers: [] }
    this.grants = grantsOf(options.modules)
    const handlers = new Map<string, Handler>()
    for (const handler of handlersOf(options.modules)) {
      const { name } = handler.operation
      if (handlers.has(name)) throw new Error(`Operation ${name} is handled twice.`)
      handlers.set(name, handler)
    }
    this.handlers = handlers
  }

  /** Every contract, for whatever derives from them. */
  get operations(): AnyOperation[] {
    return [...this.handlers.values()].map(({ operation }) => operation)
  }

  /** How far a permission reaches for an actor; undefined means denied. */
  reach(actor: Actor, permission: Permission): Reach | undefined {
    if (actor.scopes && !inScope(actor.scopes, permission)) return undefined
    return reachOf(this.grants, actor.roles, permission)
  }

  /** @throws not-permitted when none of the actor's roles grants the permission, or the key's scopes leave it out. */
  assertMay(actor: Actor, permission: Permission): Reach {
    const reach = this.reach(actor, permission)
    if (reach) return reach
    throw new OperationError(
      'not-permitted',
      actor.scopes && reachOf(this.grants, actor.roles, permission)
        ? `The scopes of this API key do not allow this: it needs the permission ${permission}. Make a key that has it under Settings, My account.`
        : `Your role does not allow this: it needs the permission ${permission}. Ask an administrator.`,
    )
  }

  /** Everything an actor may do, for pages that show only what can be used. */
  permissionsOf(actor: Actor): Record<string, Reach> {
    const held = Object.keys(this.grants).map(
      (name) => [name, this.reach(actor, name as Permission)] as const,
    )
    return Object.fromEntries(held.filter((one): one is [string, Reach] => one[1] !== undefined))
  }

  /** @throws OperationError for anything the caller may know; other errors are unexpected. */
  async run(name: string, call: Call): Promise<Outcome> {
    const handler = this.handlers.get(name)
    if (!handler) throw new OperationError('not-found', `There is no operation ${name}.`)
    const { operation } = handler
    const reach = this.assertMay(call.actor, operation.permission)
    const input = parseInput(operation, call.input)
    // Before the transaction: verifying the signer takes a connection of its own, and their number is limited.
    const proof = await this.#proof(operation, call.actor, input)
    const scope = {
      actor: call.actor,
      sources: this.#sources,
      now: this.#sources.now(),
      reach,
      reachOf: (permission: Permission) => this.reach(call.actor, permission),
      permissions: () => this.permissionsOf(call.actor),
      registers: this.#registers,
      cadences: this.#cadences,
      knownRequirements: this.#knownRequirements,
      trail: this.#trail,
      ...(call.upload ? { upload: call.upload } : {}),
      ...(proof ? { proof } : {}),
    }
    try {
      if (handler.read) return { result: await this.#read(handler.read, scope, input, call) }
      if (handler.write) return await this.#write(operation, handler.write, scope, input, call)
    } catch (error) {
      throw translateDatabaseError(error)
    }
    throw new Error(`Operation ${name} has no code.`)
  }

  async #proof(operation: AnyOperation, actor: Actor, input: unknown): Promise<Proof | undefined> {
    if (!isSigned(operation)) return undefined
    if (!this.#prove) throw new Error('Signing needs a way to prove who signs.')
    return this.#prove(actor, (input as { signature: GivenSignature }).signature)
  }

  #read(read: NonNullable<Handler['read']>, scope: BaseScope, input: unknown, { holds, departure }: Call) {
    const context = { role: 'app', organizationId: scope.actor.organization_id } as const
    const apart: Rows = (statement) =>
      this.#database.read(context, (own) => rowsOn(own)(statement), departure)
    return this.#database.read(
      context,
      async (db, last) => {
        const rows = rowsOn(db)
        // Sent first, in the same transaction as what is read, so that both see one snapshot.
        const held = holds?.(rows) ?? true
        const lastRows = async <T>(statement: Compilable) => (await last<T>(statement)).rows
        const reading = read({ ...scope, db: db as never, rows, lastRows, apart }, input as never)
        const [result, really] = await Promise.all([reading, held])
        if (!really) throw new PresumptionError()
        return result
      },
      departure,
    )
  }

  async #write(
    operation: AnyOperation,
    write: NonNullable<Handler['write']>,
    scope: BaseScope,
    input: unknown,
    call: Call,
  ): Promise<Outcome> {
    const operationId = this.#sources.newId()
    const organizationId = call.actor.organization_id
    const outcome = await this.#database.write(
      { role: 'app', organizationId, operationId },
      async (db, later): Promise<Outcome> => {
        const answers = call.idempotency_key === undefined ? undefined : new Answers(db, operation, call)
        const earlier = await answers?.claim()
        if (earlier !== undefined) return { result: undefined, replayed: earlier }

        const recordings = new WeakMap<object, { entry: Entry<string>; result: unknown }>()
        const record = <T>(entry: Entry<string>, result: T): Recorded<T> => {
          const token = Object.freeze({}) as Recorded<T>
          recordings.set(token, { entry, result })
          return token
        }
        const aside: Rows = (statement) =>
          this.#database.write({ role: 'app', organizationId }, (own) => rowsOn(own)(statement))
        const tx = { ...scope, db: db as never, rows: rowsOn(db), operation_id: operationId, aside, record }
        const token = await write(tx as WriteScope<never, never>, input as never)
        const recording = recordings.get(token)
        if (!recording) throw new Error(`Operation ${operation.name} returned without recording.`)
        const { entry, result } = recording
        await this.#conclude(tx, later, operation.name, entry, result)
        if (answers) later(answers.keep(result, scope.now))
        return { result }
      },
    )
    if (outcome.replayed === undefined) this.#committed(organizationId, operationId)
    return outcome
  }

  /** Lets the modules react, then starts recording without waiting: the statement travels with the commit. */
  async #conclude(
    tx: SharedTransaction,
    later: (pending: Promise<unknown>) => void,
    name: string,
    entry: Entry<string>,
    result: unknown,
  ): Promise<void> {
    for (const react of this.#reactions.get(entry.event) ?? []) await react(tx, entry, result)
    const detail = entry.detail ? JSON.stringify(entry.detail) : null
    later(
      tx.rows(
        sql`select trail.record(${tx.now.toISOString()}, ${name}, ${entry.event}, ${tx.actor.person_id}, ${entry.record_id ?? null}, ${detail})`,
      ),
    )
  }

  /**
   * Lets the installation itself act for an organization in one transaction, for what happens because time passes.
   * The trail then names no person.
   * @param act answers what it did, or undefined when there was nothing to do; then nothing is recorded.
   */
  async runAsInstallation(
    name: string,
    organizationId: string,
    act: (tx: JobTransaction) => Promise<Entry<string> | undefined>,
  ): Promise<void> {
    const operationId = this.#sources.newId()
    const actor = { organization_id: organizationId, person_id: null, roles: [] }
    const entry = await this.#database.write(
      { role: 'app', organizationId, operationId },
      async (db, later) => {
        const tx: JobTransaction = {
          actor,
          sources: this.#sources,
          now: this.#sources.now(),
          reach: 'all',
          reachOf: () => 'all',
          permissions: () => ({}),
          registers: this.#registers,
          cadences: this.#cadences,
          knownRequirements: this.#knownRequirements,
          trail: this.#trail,
          db,
          rows: rowsOn(db),
          operation_id: operationId,
          aside: (statement) =>
            this.#database.write({ role: 'app', organizationId }, (own) => rowsOn(own)(statement)),
        }
        const done = await act(tx)
        if (done) await this.#conclude(tx, later, name, done, undefined)
        return done
      },
    )
    if (entry) this.#committed(organizationId, operationId)
  }
}

const rowsOn =
  (db: Kysely<never>): Rows =>
  async <T>(statement: RawBuilder<unknown>) =>
    (await statement.execute(db)).rows as T[]

const inScope = (scopes: readonly string[], permission: string): boolean => {
  const [subject, verb] = permission.split(':')
  return scopes.some(
    (scope) => scope === '*' || scope === permission || scope === `${subject}:*` || scope === `*:${verb}`,
  )
}
