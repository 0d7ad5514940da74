import type { Kysely, QueryResult, RawBuilder } from 'kysely'
import pg from 'pg'
import { isId } from '../ids.ts'
import { cancelStatement } from './cancel-statement.ts'
import { DepartedError, type Departure } from './departure.ts'
import { ClientConnection, kyselyOn, StatementNames } from './kysely-on-client.ts'
import { assertBound, assertPlainName, defaultRoleNames, type RoleNames } from './roles.ts'

/** What a transaction acts for; checked again by row-level security and by the trail. */
export interface TransactionContext {
  readonly role: keyof RoleNames
  /** Unset for work that is not one organization's, such as the sequencer's. */
  readonly organizationId?: string
  /** Set for writes: the operation that every captured change belongs to. */
  readonly operationId?: string
}

export interface DatabaseOptions {
  readonly url: string
  readonly roles?: RoleNames
  readonly connections?: number
  /** Named prepared statements; off behind a transaction pooler that does not take them. */
  readonly prepared?: boolean
}

/** Runs a statement after which its transaction reads nothing more. */
export type LastStatement = <T>(statement: Pick<RawBuilder<T>, 'compile'>) => Promise<QueryResult<T>>

/**
 * A time as the API writes it, ISO 8601 in UTC with milliseconds. Transactions run in UTC, so the usual form is only
 * spelled differently; what is not usual, such as a year of five digits, is worked out.
 */
export function instant(value: string): string {
  const usual = value.length <= 29 && value[10] === ' ' && value.endsWith('+00')
  if (!usual) return new Date(value).toISOString()
  const fraction = value.slice(20, -3)
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
}

const types = new pg.TypeOverrides()
// Counts and positions stay far below 2^53.
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.DATE, (value) => value)
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instant)

/**
 * The one way to the database: a pool of one login, and transactions that take a role and an organization
 * before anything else. Nothing runs outside a transaction.
 */
export class Database {
  readonly roles: RoleNames
  readonly #pool: pg.Pool
  readonly #url: string
  readonly #names: StatementNames | undefined

  constructor(options: DatabaseOptions) {
    this.roles = options.roles ?? defaultRoleNames
    for (const name of Object.values(this.roles)) assertPlainName(name)
    this.#names = (options.prepared ?? true) ? new StatementNames() : undefined
    this.#url = options.url
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections ?? 10,
      pipeline: true,
      types,
      application_name: 'plumbline',
      // A caller that waits longer for a connection gets an error rather than waiting for ever.
      connectionTimeoutMillis: 10_000,
    } as pg.PoolConfig)
    // A connection that breaks must not end the process, whether it is idle or in use: the statement that runs on it
    // fails, and the next one takes another connection.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /** Refuses to go on when the role that serves requests is not bound by row-level security. */
  async assertSafe(): Promise<void> {
    const client = await this.#pool.connect()
    try {
      await assertBound(client, this.roles.app)
      await assertBound(client, this.roles.sequencer)
    } finally {
      client.release()
    }
  }

  /**
   * Reads in a read-only transaction. The answer does not wait for its end: there is nothing to commit.
   * `last` runs a statement after which nothing is read; the end of the transaction travels with it.
   * When `departure` says that the client has disconnected, the running statement is cancelled in the database too.
   */
  async read<T>(
    context: TransactionContext,
    body: (db: Kysely<never>, last: LastStatement) => Promise<T>,
    departure?: Departure,
  ): Promise<T> {
    departure?.assertThere()
    const client = await this.#pool.connect()
    if (departure?.gone) {
      client.release()
      throw new DepartedError()
    }
    let cancelled: Promise<void> | undefined
    const cancel = () => {
      cancelled = cancelStatement(this.#url, client)
    }
    departure?.watch(cancel)
    const connection = new ClientConnection(client, this.#names)
    const opened = this.#open(
      connection,
      'begin transaction isolation level repeatable read read only',
      context,
    )
    opened.catch(() => undefined)
    const db = kyselyOn<never>(connection)
    let finished: Promise<unknown> | undefined
    let failed = true
    const last: LastStatement = (statement) => {
      const answer = connection.executeQuery<never>(statement.compile(db))
      connection.end()
      finished = connection.send('commit')
      finished.catch(() => undefined)
      return answer
    }
    try {
      const result = await body(db, last)
      await opened
      failed = false
      return result
    } finally {
      // An end that travelled behind a failure was not carried out.
      const ended = failed ? connection.send('rollback') : (finished ?? connection.send('commit'))
      departure?.unwatch(cancel)
      // A request to cancel that is still on its way must not meet the next transaction on this connection.
      const free = cancelled ? Promise.all([ended, cancelled]) : ended
      free.then(
        () => client.release(),
        (error: Error) => client.release(error),
      )
    }
  }

  /**
   * Writes in one transaction. `body` returns what to answer and may leave statements under way (such as
   * the recording of its operation): they travel together with the commit, and any failure among them
   * undoes the whole.
   */
  async write<T>(
    context: TransactionContext,
    body: (db: Kysely<never>, later: (pending: Promise<unknown>) => void) => Promise<T>,
  ): Promise<T> {
    const client = await this.#pool.connect()
    const connection = new ClientConnection(client, this.#names)
    const opened = this.#open(connection, 'begin', context)
    opened.catch(() => undefined)
    const pending: Promise<unknown>[] = [opened]
    let broken: Error | undefined
    try {
      const result = await body(kyselyOn(connection), (one) => {
        one.catch(() => undefined)
        pending.push(one)
      })
      const committed = connection.send('commit')
      committed.catch(() => undefined)
      await Promise.all(pending)
      const { command } = await committed
      if (command !== 'COMMIT')
        throw new Error('The transaction was rolled back: one of its statements failed.')
      return result
    } catch (error) {
      await connection.send('rollback').catch((cause: Error) => {
        broken = cause
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  /** Opens the transaction and sets its context; both travel with what its body sends first. */
  #open(connection: ClientConnection, begin: string, context: TransactionContext): Promise<unknown> {
    const settings: [setting: string, value: string][] = [
      ['role', this.roles[context.role]],
      ['timezone', 'UTC'],
      // No statement and no forgotten transaction may hold a connection for ever; an import takes its time.
      ['statement_timeout', '120000'],
      ['idle_in_transaction_session_timeout', '60000'],
    ]
    for (const [setting, id] of [
      ['organization', context.organizationId],
      ['operation', context.operationId],
    ] as const) {
      if (id === undefined) continue
      if (!isId(id)) throw new Error(`The ${setting} of a transaction must be a UUID.`)
      settings.push([`plumbline.${setting}`, id])
    }
    const calls = settings.map(([setting], place) => `set_config('${setting}', $${place + 1}, true)`)
    return Promise.all([
      connection.send(begin),
      connection.send(
        // Sets without returning a value: nothing reads it.
        `select where concat(${calls.join(', ')}) is null`,
        settings.map(([, value]) => value),
      ),
    ])
  }
}
