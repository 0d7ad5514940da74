import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll } from 'vitest'

/** PostgreSQL's message `BackendKeyData`: its type, its length, then the process and a secret. */
const backendKeyData = 0x4b
const header = 5

/** Passes on what a server says, naming another process than the one that answers. */
function passOnRenamed(server: Socket, client: Socket): void {
  let waiting = Buffer.alloc(0)
  const hear = (part: Buffer) => {
    waiting = Buffer.concat([waiting, part])
    while (waiting.length >= header) {
      const length = 1 + waiting.readInt32BE(1)
      if (waiting.length < length) return
      const found = waiting[0] === backendKeyData
      if (found) waiting.writeInt32BE(waiting.readInt32BE(header) + 1, header)
      client.write(waiting.subarray(0, length))
      waiting = waiting.subarray(length)
      if (!found) continue
      server.off('data', hear)
      client.write(waiting)
      server.pipe(client)
      return
    }
  }
  server.on('data', hear)
}

/**
 * The URL of the same database with something between that shows itself as a transaction pooler does: it gives a
 * connection a process number of its own making. Everything is still answered by one process.
 */
export async function throughPooler(url: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const pooler = createServer((client) => {
    const server = connect(Number(port), hostname)
    for (const one of [client, server]) {
      sockets.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => {
        sockets.delete(one)
        client.destroy()
        server.destroy()
      })
    }
    client.pipe(server)
    passOnRenamed(server, client)
  })
  await once(pooler.listen(0, '127.0.0.1'), 'listening')
  afterAll(() => {
    for (const one of sockets) one.destroy()
    pooler.close()
  })
  const pooled = new URL(url)
  pooled.port = String((pooler.address() as AddressInfo).port)
  pooled.hostname = '127.0.0.1'
  return pooled.toString()
}
