import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startEmbeddedServer } from './embedded-server.ts'
import { inAnotherProcess, serverProcessOf, sql, throwAwayRoot } from './throw-away-root.fixture.ts'

test('cold start, then warm start: one cluster, one port, one password, all rows', async () => {
  const root = await throwAwayRoot()
  const cold = await startEmbeddedServer({ dataRoot: root })
  expect(cold).toMatchObject({ adopted: false, dataDirectory: join(root, 'postgres') })
  await sql(cold.adminUrl, 'create table kept (n int)', 'insert into kept values (42)')
  await cold.stop()
  await cold.stop()
  expect(await serverProcessOf(root)).toBeUndefined()

  const warm = await startEmbeddedServer({ dataRoot: root })
  expect(warm.adminUrl).toBe(cold.adminUrl)
  expect(await sql(warm.adminUrl, 'select n from kept')).toEqual([{ n: 42 }])
  await warm.stop()
})

test('durable, on loopback only, UTF-8 with an ordering that no operating system changes', async () => {
  const root = await throwAwayRoot()
  const server = await startEmbeddedServer({ dataRoot: root })
  const shown = async (name: string): Promise<unknown> =>
    (await sql(server.adminUrl, `show ${name}`))[0]?.[name]
  expect(await shown('fsync')).toBe('on')
  expect(await shown('full_page_writes')).toBe('on')
  expect(await shown('data_checksums')).toBe('on')
  expect(await shown('listen_addresses')).toBe('127.0.0.1')
  expect(await shown('unix_socket_directories')).toBe('')
  expect(await shown('server_encoding')).toBe('UTF8')
  const [database] = await sql(
    server.adminUrl,
    "select datlocprovider as provider, datlocale as locale from pg_database where datname = 'template1'",
  )
  expect(database).toEqual({ provider: 'b', locale: 'C.UTF-8' })
  const files = { postgres: 0o700, 'superuser-password': 0o600, port: 0o600, 'postgres.log': 0o600 }
  for (const [name, mode] of Object.entries(files)) {
    expect((await stat(join(root, name))).mode & 0o777, name).toBe(mode)
  }
  await server.stop()
})

test('settings of the caller apply, but do not undo durability or loopback', async () => {
  const root = await throwAwayRoot()
  const settings = {
    work_mem: '7MB',
    fsync: 'off',
    listen_addresses: '*',
    'plumbline.note': `it's "quoted" $HOME`,
  }
  const server = await startEmbeddedServer({ dataRoot: root, settings })
  await sql(server.adminUrl, "alter system set fsync = 'off'", 'select pg_reload_conf()')
  const [row] = await sql(
    server.adminUrl,
    `select current_setting('work_mem') as work_mem, current_setting('fsync') as fsync,
            current_setting('listen_addresses') as addresses, current_setting('plumbline.note') as note`,
  )
  expect(row).toEqual({
    work_mem: '7MB',
    fsync: 'on',
    addresses: '127.0.0.1',
    note: settings['plumbline.note'],
  })
  await server.stop()
})

test('no one signs in without the right password', async () => {
  const root = await throwAwayRoot()
  const server = await startEmbeddedServer({ dataRoot: root })
  const password = (await readFile(join(root, 'superuser-password'), 'utf8')).trim()
  expect(server.adminUrl).toContain(password)
  const [row] = await sql(server.adminUrl, "select rolpassword from pg_authid where rolname = 'postgres'")
  expect(row?.rolpassword).toMatch(/^SCRAM-SHA-256\$/)
  await expect(sql(server.adminUrl.replace(password, 'wrong'))).rejects.toThrow(
    /password authentication failed/,
  )
  await expect(sql(server.adminUrl.replace(`:${password}`, ''))).rejects.toThrow(/password/)

  await writeFile(join(root, 'superuser-password'), `${'x'.repeat(43)}\n`)
  await expect(startEmbeddedServer({ dataRoot: root })).rejects.toMatchObject({ kind: 'password_refused' })
  expect(await sql(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  await expect(startEmbeddedServer({ dataRoot: root })).rejects.toMatchObject({ kind: 'password_refused' })
  expect(await serverProcessOf(root)).toBeUndefined()

  await rm(join(root, 'superuser-password'))
  const lines: string[] = []
  const renewed = await startEmbeddedServer({ dataRoot: root, log: (line) => lines.push(line) })
  expect(lines.join()).toContain('new superuser password')
  expect(await sql(renewed.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await renewed.stop()
})

test('a running server of the same directory is adopted, and left running by who adopted it', async () => {
  const root = await throwAwayRoot()
  const server = await startEmbeddedServer({ dataRoot: root })
  const adopted = await startEmbeddedServer({ dataRoot: root })
  expect(adopted).toMatchObject({ adopted: true, adminUrl: server.adminUrl })
  await adopted.stop()
  expect(await sql(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  const other = await inAnotherProcess(
    `const server = await startEmbeddedServer({ dataRoot: ${JSON.stringify(root)} }); await server.stop(); console.log(JSON.stringify(server))`,
  )
  expect(other).toMatchObject({ adopted: true, adminUrl: server.adminUrl })
  expect(await sql(server.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  expect(await serverProcessOf(root)).toBeUndefined()
})

test('who started it leaves it running while another living process uses it', async () => {
  const root = await throwAwayRoot()
  const adoptedMark = join(root, 'adopted')
  const program = `const server = await startEmbeddedServer({ dataRoot: ${JSON.stringify(root)} })
    const { existsSync } = await import('node:fs')
    while (!existsSync(${JSON.stringify(adoptedMark)})) await new Promise((done) => setTimeout(done, 20))
    await server.stop(); console.log(JSON.stringify(server))`
  const starter = inAnotherProcess(program)
  while ((await serverProcessOf(root)) === undefined) await new Promise((done) => setTimeout(done, 20))
  const adopted = await startEmbeddedServer({ dataRoot: root })
  expect(adopted.adopted).toBe(true)
  await writeFile(adoptedMark, '')
  expect(await starter).toMatchObject({ adopted: false })
  expect(await sql(adopted.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await adopted.stop()
})

test('two data roots are two servers', async () => {
  const roots = [await throwAwayRoot(), await throwAwayRoot()]
  const servers = await Promise.all(roots.map((dataRoot) => startEmbeddedServer({ dataRoot })))
  expect(new Set(servers.map((server) => server.port)).size).toBe(2)
  expect(servers.map((server) => server.adopted)).toEqual([false, false])
  await Promise.all(servers.map((server) => server.stop()))
})

test('a taken port is given up for another; the data stays', async () => {
  const root = await throwAwayRoot()
  const first = await startEmbeddedServer({ dataRoot: root })
  await sql(first.adminUrl, 'create table kept (n int)')
  await first.stop()
  const thief = createServer()
  await new Promise<void>((listening) => thief.listen(first.port, '127.0.0.1', listening))
  const lines: string[] = []
  const second = await startEmbeddedServer({ dataRoot: root, log: (line) => lines.push(line) })
  expect(second.port).not.toBe(first.port)
  expect(lines.join()).toContain(String(second.port))
  expect(await sql(second.adminUrl, 'select * from kept')).toEqual([])
  await second.stop()
  await new Promise((closed) => thief.close(closed))
  const third = await startEmbeddedServer({ dataRoot: root })
  expect(third.port).toBe(second.port)
  await third.stop()
})

test('data of another major version is refused and untouched', async () => {
  const root = await throwAwayRoot()
  await mkdir(join(root, 'postgres'))
  await writeFile(join(root, 'postgres', 'PG_VERSION'), '16\n')
  await expect(startEmbeddedServer({ dataRoot: root })).rejects.toMatchObject({
    kind: 'other_major_version',
    message: expect.stringMatching(/PostgreSQL 16.*PostgreSQL 18/),
  })
  expect(await readFile(join(root, 'postgres', 'PG_VERSION'), 'utf8')).toBe('16\n')
})

test('a directory of something else is refused and untouched', async () => {
  const root = await throwAwayRoot()
  await mkdir(join(root, 'postgres'))
  await writeFile(join(root, 'postgres', 'thesis.txt'), 'mine')
  await expect(startEmbeddedServer({ dataRoot: root })).rejects.toThrow(
    /not empty and holds no PostgreSQL cluster/,
  )
  expect(await readFile(join(root, 'postgres', 'thesis.txt'), 'utf8')).toBe('mine')
})

test('a data root that cannot be made is named', async () => {
  const root = await throwAwayRoot()
  await writeFile(join(root, 'file'), '')
  await expect(startEmbeddedServer({ dataRoot: join(root, 'file', 'data') })).rejects.toMatchObject({
    kind: 'directory_unwritable',
    message: expect.stringContaining('DATABASE_URL'),
  })
})
