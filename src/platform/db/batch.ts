import pg from 'pg'

/** A statement on its way, and who waits for it. */
export interface Sent {
  readonly text: string
  /** Of the prepared statement; undefined to prepare it for this one time. */
  readonly name: string | undefined
  readonly values: unknown[]
  readonly resolve: (result: pg.QueryResult) => void
  readonly reject: (error: Error) => void
}

/** What the driver's own query does to write its messages; it has no public name. */
interface Preparing {
  readonly prepare: (connection: pg.Connection) => void
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
  readonly #statements: readonly Sent[]
  override submit: (connection: pg.Connection) => void

  constructor(statements: readonly Sent[]) {
    super('', (error, results) => {
      if (error) {
        for (const { reject } of statements) reject(error)
        return
      }
      const all = [results].flat() as unknown as pg.QueryResult[]
      for (const [place, { resolve, reject }] of statements.entries()) {
        const result = all[place]
        if (result) resolve(result)
        else reject(new Error('The database answered fewer statements than it was sent.'))
      }
    })
    this.#statements = statements
    this.submit = (connection) => this.#send(connection)
  }

  #send(connection: pg.Connection): void {
    const prepared = connection as pg.Connection & Prepared
    const doubtful = unsure.get(connection)
    const fresh = new Set<string>()
    const messages: Buffer[] = []
    const keep = { value: (message: Buffer) => messages.push(message) > 0 }
    const writing: pg.Connection = Object.create(connection, {
      _send: keep,
      sync: { value: () => undefined },
    })
    try {
      for (const { text, name, values } of this.#statements) {
        if (name !== undefined && doubtful?.delete(name)) {
          writing.close({ type: 'S', name }, true)
          delete prepared.submittedNamedStatements[name]
        }
        if (name !== undefined && prepared.submittedNamedStatements[name] === undefined) fresh.add(name)
        const part = new pg.Query({ text, values, ...(name === undefined ? {} : { name }) }, (error) => {
          if (error) throw error
        })
        ;(part as unknown as Preparing).prepare(writing)
      }
    } catch (error) {
      // A value that cannot be sent: nothing of a batch with a hole in it may reach the server.
      connection.stream.destroy(error as Error)
      return
    }
    connection.stream.write(Buffer.concat([...messages, sync]))
    if (fresh.size > 0) this.#rememberOnFailure(connection, fresh)
  }

  /** After a failure nobody knows which of the statements it prepared anew the server has kept. */
  #rememberOnFailure(connection: pg.Connection, fresh: ReadonlySet<string>): void {
    const answered = this as unknown as { callback: (error: Error | undefined, results: never) => void }
    const { callback } = answered
    answered.callback = (error, results) => {
      if (error) unsure.set(connection, new Set([...(unsure.get(connection) ?? []), ...fresh]))
      callback(error, results)
    }
  }
}
