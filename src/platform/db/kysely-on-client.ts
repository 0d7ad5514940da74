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
import { Batch, type Sent } from './batch.ts'

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

/** One checked-out client. What is sent until everything that can run now has run travels as one batch. */
export class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  readonly #names: StatementNames | undefined
  #gathered: Sent[] = []
  #ended = false

  constructor(client: pg.ClientBase, names: StatementNames | undefined) {
    this.#client = client
    this.#names = names
  }

  /** Sends one statement: it leaves together with what else is sent in this turn. */
  send(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      if (this.#gathered.length === 0) process.nextTick(() => this.#depart())
      this.#gathered.push({ text, name: this.#names?.nameOf(text), values, resolve, reject })
    })
  }

  #depart(): void {
    const batch = new Batch(this.#gathered)
    this.#gathered = []
    this.#client.query(batch)
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#ended) throw new Error('A statement came after the last one of its transaction.')
    const { rows, rowCount, command } = await this.send(sql, parameters as unknown[])
    if (command === 'SELECT') return { rows: rows as R[] }
    return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
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
