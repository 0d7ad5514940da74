import { once } from 'node:events'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startEmbeddedServer } from './embedded-server.ts'
import {
  inAnotherProcess,
  killServer,
  serverProcessOf,
  sql,
  throwAwayRoot,
} from './throw-away-root.fixture.ts'

test('kill -9 of the server amid writes loses nothing that was committed', async () => {
  const root = await throwAwayRoot()
  const server = await startEmbeddedServer({ dataRoot: root })
  const client = new pg.Client({ connectionString: server.adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table written (n int)')
  let confirmed = 0
  const writing = (async () => {
    for (let n = 1; ; n++) {
      await client.query('insert into written values ($1)', [n])
      confirmed = n
    }
  })()
  const cut = expect(writing).rejects.toThrow()
  while (confirmed < 50) await new Promise((done) => setTimeout(done, 5))
  const pid = await serverProcessOf(root)
  expect(pid).toBeGreaterThan(0)
  await killServer(root, pid ?? 0)
  await cut

  const recovered = await startEmbeddedServer({ dataRoot: root })
  expect(recovered).toMatchObject({ adopted: false, port: server.port })
  const [row] = await sql(recovered.adminUrl, 'select count(*)::int as n, max(n) as last from written')
  expect(row?.n).toBeGreaterThanOrEqual(confirmed)
  expect(row?.n).toBe(row?.last)
  await recovered.stop()
  await server.stop()
})

test('who keeps it running brings a killed server up again by itself, with what was committed', async () => {
  const root = await throwAwayRoot()
  const told: string[] = []
  const lost: Error[] = []
  const server = await startEmbeddedServer({
    dataRoot: root,
    log: (line) => told.push(line),
    lost: (error) => lost.push(error),
  })
  await sql(server.adminUrl, 'create table kept (n int)', 'insert into kept values (42)')
  const killed = await serverProcessOf(root)
  await killServer(root, killed ?? 0)
  await expect.poll(() => sql(server.adminUrl, 'select n from kept').catch(() => [])).toEqual([{ n: 42 }])
  expect(await serverProcessOf(root)).not.toBe(killed)
  // The server takes connections a moment before it is said.
  await expect.poll(() => told.join('\n')).toMatch(/ended without being told to.*\n.*takes connections again/)
  expect(lost).toEqual([])
  await server.stop()
  expect(await serverProcessOf(root)).toBeUndefined()
})

/** Kills the server of a root and listens in its place, also when it was brought up again meanwhile. */
async function takePort(root: string, port: number): Promise<Server> {
  for (;;) {
    const pid = await serverProcessOf(root)
    if (pid !== undefined) await killServer(root, pid)
    const stranger = createServer().listen(port, '127.0.0.1')
    const taken = await once(stranger, 'listening').then(
      () => true,
      () => false,
    )
    if (taken) return stranger
  }
}

test('who keeps it running is told when it cannot come back where it was', async () => {
  const root = await throwAwayRoot()
  const { promise: lost, resolve } = Promise.withResolvers<Error>()
  const server = await startEmbeddedServer({ dataRoot: root, lost: resolve })
  const stranger = await takePort(root, server.port)
  expect((await lost).message).toMatch(/another program has taken its port .* Start the product again/)
  stranger.close()
  await server.stop()
})

test('a starter that ends without stopping leaves a server that the next start adopts', async () => {
  const root = await throwAwayRoot()
  const started = await inAnotherProcess(
    `const server = await startEmbeddedServer({ dataRoot: ${JSON.stringify(root)} })
     process.stdout.write(JSON.stringify(server) + '\\n', () => process.exit(0))`,
  )
  const next = await startEmbeddedServer({ dataRoot: root })
  expect(next).toMatchObject({ adopted: true, adminUrl: started.adminUrl })
  expect(await sql(next.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.each([
  ['a process id that is free', () => 2 ** 22 + 1],
  ['a process id that a stranger got', () => process.pid],
  ['process 1', () => 1],
])('a stale postmaster.pid with %s is no obstacle', async (_, pid) => {
  const root = await throwAwayRoot()
  const first = await startEmbeddedServer({ dataRoot: root })
  const file = join(first.dataDirectory, 'postmaster.pid')
  const text = await readFile(file, 'utf8')
  await first.stop()
  await writeFile(file, text.replace(/^\d+/, String(pid())))
  const second = await startEmbeddedServer({ dataRoot: root })
  expect(second.adopted).toBe(false)
  expect(await sql(second.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
})

test('the server of another directory is never adopted, even when a copied postmaster.pid names it', async () => {
  const [original, copy] = [await throwAwayRoot(), await throwAwayRoot()]
  const first = await startEmbeddedServer({ dataRoot: original })
  await sql(first.adminUrl, 'create table only_in_original ()', 'checkpoint')
  const second = await startEmbeddedServer({ dataRoot: copy })
  await second.stop()
  await cp(join(first.dataDirectory, 'postmaster.pid'), join(second.dataDirectory, 'postmaster.pid'))
  await cp(join(original, 'superuser-password'), join(copy, 'superuser-password'))
  await cp(join(original, 'port'), join(copy, 'port'))
  // The copied password is the original's: what runs for the copy must refuse it instead of reaching the original.
  await expect(startEmbeddedServer({ dataRoot: copy })).rejects.toMatchObject({ kind: 'password_refused' })
  expect(await sql(first.adminUrl, 'select * from only_in_original')).toEqual([])
  await first.stop()
})

test('processes that start at once share one server and one cluster', async () => {
  const root = await throwAwayRoot()
  const program = `const server = await startEmbeddedServer({ dataRoot: ${JSON.stringify(root)} })
    process.stdout.write(JSON.stringify(server) + '\\n', () => process.exit(0))`
  const here = startEmbeddedServer({ dataRoot: root })
  const others = await Promise.all([1, 2, 3].map(() => inAnotherProcess(program)))
  const servers = [await here, ...others]
  expect(servers.filter((server) => !server.adopted)).toHaveLength(1)
  expect(new Set(servers.map((server) => server.adminUrl)).size).toBe(1)
  expect(await sql(String(servers[0]?.adminUrl), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a first start that was cut off is completed by the next', async () => {
  const root = await throwAwayRoot()
  await mkdir(join(root, 'postgres.new', 'data', 'base'), { recursive: true })
  await writeFile(join(root, 'postgres.new', 'data', 'PG_VERSION'), '18\n')
  await writeFile(join(root, 'superuser-password'), `${'a1_-'.repeat(11)}\n`, { mode: 0o600 })
  const server = await startEmbeddedServer({ dataRoot: root })
  expect(server.adminUrl).toContain('a1_-a1_-')
  expect(await sql(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})
