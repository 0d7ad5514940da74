import { hostname } from 'node:os'
import pg from 'pg'

/** Held shared by each process that serves or works on a database, exclusively by one that replaces its content. */
const presenceLock = 7_100_012
const retryMs = 1000
/** PostgreSQL cuts the name of a connection there. */
const longestName = 63

const connectionTo = (url: string, name: string): pg.Client => {
  const client = new pg.Client({
    connectionString: url,
    application_name: name.slice(0, longestName),
    keepAlive: true,
    connectionTimeoutMillis: 30_000,
  })
  // What breaks is noticed by its end.
  client.on('error', () => undefined)
  return client
}

const nameOfThis = (command: string): string =>
  `plumbline ${command}, process ${process.pid} on ${hostname()}`

/** Which other processes hold the lock, by the names of their connections. */
async function othersPresent(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1 and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database()) and l.pid <> pg_backend_pid()
     order by 1`,
    [presenceLock],
  )
  return rows.map(({ name }) => name)
}

/**
 * Shows everyone with access to the database that this process serves or works on it, for as long as it lives: the
 * database itself ends the mark with the connection, also of a process that was killed. A direct connection; one that
 * broke is made again.
 */
export class Presence {
  readonly #url: string
  readonly #name: string
  #client: pg.Client
  #retry: NodeJS.Timeout | undefined
  #over = false

  private constructor(url: string, name: string) {
    this.#url = url
    this.#name = name
    this.#client = connectionTo(url, name)
  }

  /**
   * @param command by which the process was started, such as `serve`
   * @throws when somebody changes the database under its users at this moment
   */
  static async begin(url: string, command: string): Promise<Presence> {
    const presence = new Presence(url, nameOfThis(command))
    const client = presence.#client
    await client.connect().catch((error: Error) => {
      throw new Error(
        `Nothing was started: the database is not reached directly (${error.message}). Check DATABASE_LISTEN_URL, or DATABASE_URL where that one is unset.`,
        { cause: error },
      )
    })
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock_shared($1) as taken',
      [presenceLock],
    )
    if (!rows[0]?.taken) {
      const who = (await othersPresent(client)).join('; ')
      await client.end()
      throw new Error(
        `Nothing was started: this installation is being restored (${who}). Start again when that is done.`,
      )
    }
    client.once('end', () => presence.#again())
    return presence
  }

  #again(): void {
    if (this.#over || this.#retry) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      void this.#reconnect()
    }, retryMs)
    this.#retry.unref()
  }

  async #reconnect(): Promise<void> {
    const client = connectionTo(this.#url, this.#name)
    this.#client = client
    client.once('end', () => this.#again())
    try {
      await client.connect()
      await client.query('select pg_advisory_lock_shared($1)', [presenceLock])
    } catch {
      await client.end().catch(() => undefined)
      this.#again()
    }
  }

  async end(): Promise<void> {
    this.#over = true
    clearTimeout(this.#retry)
    await this.#client.end().catch(() => undefined)
  }
}

/**
 * Runs `body` while no process serves or works on the database, and none can begin to.
 * @throws naming who does; nothing was done then
 */
export async function alone<T>(url: string, command: string, body: () => Promise<T>): Promise<T> {
  const client = connectionTo(url, nameOfThis(command))
  await client.connect()
  try {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      presenceLock,
    ])
    if (!rows[0]?.taken)
      throw new Error(
        [
          'Nothing was changed: this installation is in use. There runs',
          ...(await othersPresent(client)).map((one) => `  ${one}`),
          'Stop it, with Ctrl-C or by whatever supervises it, and run this again.',
        ].join('\n'),
      )
    return await body()
  } finally {
    await client.end()
  }
}
