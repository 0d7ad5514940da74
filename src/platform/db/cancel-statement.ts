import pg from 'pg'

/** What the driver knows of a connection and does not name publicly. */
interface Wired {
  readonly connection: pg.Connection & {
    readonly ssl: unknown
    readonly sslNegotiation?: string
    connect(port: number | string, host?: string): void
    requestSsl(): void
    cancel(processId: number, secret: number): void
  }
  readonly host: string
  readonly port: number
}
/** The process that took a connection, by its own word, and the secret that lets one cancel what it runs. */
interface Backend {
  readonly processID: number
  readonly secretKey: number
}

export const backendOf = (client: pg.ClientBase): Backend => client as pg.ClientBase & Backend

/**
 * Asks the server to end the statement that a connection runs now, by the protocol's own request on a connection of its
 * own: it needs no role, and a pooler passes it on. Nothing is told back; it is done when the server hangs up, and has no
 * effect when the statement had ended already.
 */
export function cancelStatement(url: string, client: pg.ClientBase): Promise<void> {
  const { processID, secretKey } = backendOf(client)
  const { connection, host, port } = new pg.Client({ connectionString: url }) as pg.Client & Wired
  return new Promise((resolve) => {
    const ask = () => connection.cancel(processID, secretKey)
    connection.once('connect', () => {
      if (!connection.ssl) ask()
      else if (connection.sslNegotiation !== 'direct') connection.requestSsl()
    })
    connection.once('sslconnect', ask)
    connection.once('end', () => resolve())
    connection.on('error', () => resolve())
    if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
    else connection.connect(port, host)
  })
}
