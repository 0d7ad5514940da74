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

class ClientConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase
  readonly #names: StatementNames | undefined

  constructor(client: pg.ClientBase, names: StatementNames | undefined) {
    this.#client = client
    this.#names = names
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const name = this.#names?.nameOf(sql)
    const values = parameters as unknown[]
    const { rows, rowCount, command } = await this.#client.query(
      name ? { name, text: sql, values } : { text: sql, values },
    )
    if (command === 'SELECT') return { rows: rows as R[] }
    return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('A pipelined connection cannot stream: read in pages by key instead.')
  }
}

/**
 * A Kysely bound to one checked-out client. Unlike Kysely's own single-connection provider it does not wait
 * for one query before sending the next, so that queries issued together travel together.
 */
export function kyselyOn<Tables>(client: pg.ClientBase, names: StatementNames | undefined): Kysely<Tables> {
  const connection = new ClientConnection(client, names)
  const provider: ConnectionProvider = { provideConnection: (consumer) => consumer(connection) }
  const executor = new DefaultQueryExecutor(compiler, adapter, provider)
  return new Kysely<Tables>({ config: { dialect }, dialect, driver, executor })
}
