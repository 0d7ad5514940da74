import {
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: Kysely<never>) => new PostgresIntrospector(db as never),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}
const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()
const driver = new DummyDriver()

/**
 * Names for prepared statements, by SQL text. Bounded, because filters make many texts; beyond the bound a
 * query simply runs unnamed.
 */
export class StatementNames {
  readonly #names = new Map<string, string>()
  readonly #most: number

  constructor(most = 400) {
    this.#most = most
  }

  nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql)
    if (known) return known
    if (this.#names.size >= this.#most || sql.length > 6000) return undefined
    const name = `s${this.#names.size}`
    this.#names.set(sql, name)
    return name
  }
}

/**
 * One checked-out client. What is sent until everything that can run now has run leaves as one packet: a system call
 * for each message would cost more than the message.
 */
export class ClientConnection implements DatabaseConnection {
  readonly #client: pg.Client
  readonly #names: StatementNames | undefined
  #gathering = false
  #ended = false

  constructor(client: pg.Client, names: StatementNames | undefined) {
    this.#client = client
    this.#names = names
  }

  /** Sends plain text, such as what opens or ends a transaction, before this call returns. */
  send(text: string): Promise<pg.QueryResult> {
    this.#gather()
    return this.#client.query(text)
  }

  /** Sends a statement before this call returns. */
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#ended) throw new Error('A statement came after the last one of its transaction.')
    const name = this.#names?.nameOf(sql)
    const values = parameters as unknown[]
    this.#gather()
    const { rows, rowCount, command } = await this.#client.query(
      name ? { name, text: sql, values } : { text: sql, values },
    )
    if (command === 'SELECT') return { rows: rows as R[] }
    return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
  }

  #gather(): void {
    if (this.#gathering) return
    this.#gathering = true
    const { stream } = this.#client.connection
    stream.cork()
    process.nextTick(() => {
      this.#gathering = false
      stream.uncork()
    })
  }

  /** Nothing may follow: the end of the transaction is on its way. */
  end(): void {
    this.#ended = true
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('A pipelined connection cannot stream: read in pages by key instead.')
  }
}

/**
 * A Kysely bound to one checked-out client. Unlike Kysely's own single-connection provider it does not wait
 * for one query before sending the next, so that queries issued together travel together.
 */
export function kyselyOn<Tables>(connection: ClientConnection): Kysely<Tables> {
  const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(connection) }
  const executor = new DefaultQueryExecutor(compiler, adapter, provider)
  return new Kysely<Tables>({ config: { dialect }, dialect, driver, executor })
}
