import type { Kysely, QueryResult, RawBuilder } from 'kysely'
import pg from 'pg'
import { cancelStatement } from './cancel-statement.ts'
import { columnTypes } from './column-types.ts'
import { DepartedError, type Departure } from './departure.ts'
import { ClientConnection, kyselyOn, StatementNames } from './kysely-on-client.ts'
import { withClient } from './provision.ts'
import { assertBound, assertPlainName, defaultRoleNames, type RoleNames } from './roles.ts'
import { assertIds, prepareSession, setting, settingsOf, type TransactionContext } from './session.ts'

export type { TransactionContext } from './session.ts'

export interface DatabaseOptions {
  readonly url: string
  readonly roles?: RoleNames
  readonly connections?: number
  /** Named prepared statements; off behind a transaction pooler that does not take them. */
  readonly prepared?: boolean
}

/** Runs a statement after which its transaction reads nothing more. */
export type LastStatement = <T>(statement: Pick<RawBuilder<T>, 'compile'>) => Promise<QueryResult<T>>

/** How long a connection that nobody uses stays open. */
const keptIdleSeconds = 600

/**
 * The one way to the database: a pool of one login, and transactions that take a role and an organization
 * before anything else. Nothing runs outside a transaction.
 */
export class Database {
  readonly roles: RoleNames
  readonly #pool: pg.Pool
  readonly #url: string
  readonly #names: StatementNames | undefined
  /** Connections on which what every transaction starts with is set once; see `prepareSession`. */
  readonly #prepared = new WeakSet<pg.ClientBase>()

  constructor(options: DatabaseOptions) {
    this.roles = options.roles ?? defaultRoleNames
    for (const name of Object.values(this.roles)) assertPlainName(name)
    this.#names = (options.prepared ?? true) ? new StatementNames() : undefined
    this.#url = options.url
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections ?? 10,
      pipeline: true,
      types: columnTypes,
      application_name: 'plumbline',
      // A caller that waits longer for a connection gets an error rather than waiting for ever.
      connectionTimeoutMillis: 10_000,
      // People look at a page before they ask again: with connections to be opened first, what it asks took 150 to
      // 250 milliseconds in place of 35.
      idleTimeoutMillis: keptIdleSeconds * 1000,
      // What the database keeps for a connection, such as plans, must not grow for ever.
      maxLifetimeSeconds: 3600,
      // What stands between, such as a firewall, forgets a connection that is silent for some minutes, and tells nobody.
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
      onConnect: async (client: pg.ClientBase) => {
        if (this.#names && (await prepareSession(client, this.roles.app))) this.#prepared.add(client)
      },
    } as pg.PoolConfig)
    // A connection that breaks must not end the process, whether it is idle or in use: the statement that runs on it
    // fails, and the next one takes another connection.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /**
   * Refuses to go on when the role that serves requests is not bound by row-level security. On a connection of its own:
   * those of the pool take that role before anything else, which fails with less to say.
   */
  async assertSafe(): Promise<void> {
    await withClient(this.#url, async (client) => {
      await assertBound(client, this.roles.app)
      await assertBound(client, this.roles.sequencer)
    })
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
    assertIds(context)
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
    const connection = new ClientConnection(client, this.#names, {
      statement: 'begin transaction isolation level repeatable read read only',
      byDefault: this.#prepared.has(client),
    })
    const opened = this.#open(client, connection, context)
    opened.catch(() => undefined)
    const db = kyselyOn<never>(connection)
    let finished: Promise<unknown> | undefined
    let failed = true
    const last: LastStatement = (statement) => {
      const answer = connection.executeQuery<never>(statement.compile(db))
      finished = connection.end()
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
      const ended = failed ? connection.rollback() : (finished ?? connection.send('commit'))
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
    assertIds(context)
    const client = await this.#pool.connect()
    const connection = new ClientConnection(client, this.#names, {
      statement: 'begin transaction isolation level read committed read write',
      byDefault: false,
    })
    const opened = this.#open(client, connection, context)
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
      await connection.rollback().catch((cause: Error) => {
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

  /** Sets what a transaction acts for; travels with what its body sends first. */
  async #open(
    client: pg.ClientBase,
    connection: ClientConnection,
    context: TransactionContext,
  ): Promise<void> {
    const settings = settingsOf(context, this.roles, this.#prepared.has(client))
    if (settings.length === 0) return
    const { text, values } = setting(settings)
    await connection.send(text, values)
  }
}
