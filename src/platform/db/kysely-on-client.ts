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
const ignore = () => undefined

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

/** How a transaction begins. */
export interface Beginning {
  readonly statement: string
  /** Whether a transaction that nobody began so is one all the same, by what stands for its connection. */
  readonly byDefault: boolean
}

/**
 * One checked-out client, for one transaction. What is sent until everything that can run now has run travels as one
 * batch. A batch is a transaction by itself: one that holds all of it needs neither `begin` nor `commit`.
 */
export class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  readonly #names: StatementNames | undefined
  readonly #beginning: Beginning
  #gathered: Sent[] = []
  #state: 'to begin' | 'begun' | 'in one batch' = 'to begin'
  #ended = false
  #latest: Promise<unknown> = Promise.resolve()

  constructor(client: pg.ClientBase, names: StatementNames | undefined, beginning: Beginning) {
    this.#client = client
    this.#names = names
    this.#beginning = beginning
  }

  /** Sends one statement: it leaves together with what else is sent in this turn. */
  send(text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
    const answer = new Promise<pg.QueryResult>((resolve, reject) => {
      if (this.#gathered.length === 0) process.nextTick(() => this.#depart())
      this.#gathered.push({ text, name: this.#names?.nameOf(text), values, resolve, reject })
    })
    this.#latest = answer
    return answer
  }

  #depart(): void {
    const statements = this.#gathered
    this.#gathered = []
    if (this.#state === 'to begin') {
      const text = this.#beginning.statement
      statements.unshift({
        text,
        name: this.#names?.nameOf(text),
        values: [],
        resolve: ignore,
        reject: ignore,
      })
      this.#state = 'begun'
    }
    this.#client.query(new Batch(statements))
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#ended) throw new Error('A statement came after the last one of its transaction.')
    const { rows, rowCount, command } = await this.send(sql, parameters)
    if (command === 'SELECT') return { rows: rows as R[] }
    return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
  }

  /** Nothing may follow: the end of the transaction travels with what was sent last. */
  end(): Promise<unknown> {
    this.#ended = true
    if (this.#state === 'begun' || !this.#beginning.byDefault) return this.send('commit')
    this.#state = 'in one batch'
    return this.#latest
  }

  /** Undoes everything. What failed in one batch is undone already. */
  rollback(): Promise<unknown> {
    if (this.#state !== 'in one batch') return this.send('rollback')
    return this.#latest.catch(ignore)
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
