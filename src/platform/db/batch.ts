import pg from 'pg'

/** A statement on its way, and who waits for it. */
export interface Sent {
  readonly text: string
  /** Of the prepared statement; undefined to prepare it for this one time. */
  readonly name: string | undefined
  readonly values: readonly unknown[]
  readonly resolve: (result: pg.QueryResult) => void
  readonly reject: (error: Error) => void
}

/** What the driver's own query writes messages from; it has no public names. */
interface Writing {
  text: string
  name: string | undefined
  values: readonly unknown[]
  readonly prepare: (connection: pg.Connection) => void
}
/** Whom the driver's own query tells of its answers, and where it keeps them; it has no public names. */
interface Answered {
  callback: (error: Error | undefined, results: pg.QueryResult | pg.QueryResult[]) => void
  _result: unknown
  _results: unknown
}
/** Which prepared statements the driver believes a connection holds. */
interface Prepared {
  readonly parsedStatements: Record<string, string | undefined>
  readonly submittedNamedStatements: Record<string, string | undefined>
}

/** PostgreSQL's message `Sync`: here the statements end, answer them. */
const sync = Buffer.of(0x53, 0, 0, 0, 4)

/** Statements of which a failed batch left open whether the connection holds them. */
const unsure = new WeakMap<pg.Connection, Set<string>>()

/**
 * Several statements that travel as one message, are answered in one, and fail together: one `Sync` of PostgreSQL's
 * extended protocol for all. The driver ends each statement with a `Sync` of its own, and for every one of them the
 * server sends a packet and this process wakes up, which costs more than a short statement does.
 */
export class Batch extends pg.Query {
  #statements: readonly Sent[]
  #connection: pg.Connection | undefined
  /** Prepared by this batch for the first time on its connection. */
  readonly #fresh = new Set<string>()
  override submit: (connection: pg.Connection) => void

  constructor(statements: readonly Sent[]) {
    super('')
    this.#statements = statements
    this.submit = (connection) => this.#send(connection)
    const answered = this as unknown as Answered
    answered.callback = (error, results) => this.#settle(error, results)
  }

  #send(connection: pg.Connection): void {
    const prepared = connection as pg.Connection & Prepared
    const doubtful = unsure.get(connection)
    this.#connection = connection
    const messages: Buffer[] = []
    const keep = { value: (message: Buffer) => messages.push(message) > 0 }
    const writing: pg.Connection = Object.create(connection, {
      _send: keep,
      sync: { value: () => undefined },
    })
    const writer = new pg.Query('', (error) => {
      if (error) throw error
    }) as unknown as Writing
    try {
      for (const { text, name, values } of this.#statements) {
        if (name !== undefined && doubtful?.delete(name)) {
          writing.close({ type: 'S', name }, true)
          delete prepared.submittedNamedStatements[name]
        }
        if (name !== undefined && prepared.submittedNamedStatements[name] === undefined) this.#fresh.add(name)
        Object.assign(writer, { text, name, values })
        writer.prepare(writing)
      }
    } catch (error) {
      // A value that cannot be sent: nothing of a batch with a hole in it may reach the server.
      connection.stream.destroy(error as Error)
      return
    }
    connection.stream.write(Buffer.concat([...messages, sync]))
  }

  #settle(error: Error | undefined, results: pg.QueryResult | pg.QueryResult[]): void {
    const statements = this.#statements
    this.#letGo()
    if (error) {
      // Nobody knows which of the statements that were prepared anew the server has kept.
      const connection = this.#connection
      if (connection && this.#fresh.size > 0)
        unsure.set(connection, new Set([...(unsure.get(connection) ?? []), ...this.#fresh]))
      for (const { reject } of statements) reject(error)
      return
    }
    const all = [results].flat()
    for (const [place, { resolve, reject }] of statements.entries()) {
      const result = all[place]
      if (result) resolve(result)
      else reject(new Error('The database answered fewer statements than it was sent.'))
    }
  }

  /**
   * The driver's objects of one connection hold each other for longer than its answers are wanted: without this, what
   * they answered would outlive every quick collection of young memory and pile up until the next full one.
   */
  #letGo(): void {
    this.#statements = []
    const answered = this as unknown as Answered
    answered._result = undefined
    answered._results = undefined
  }
}
