import { chmod, chown, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { closedHome } from './closed-home.fixture.ts'
import { startEmbeddedServer } from './embedded-server.ts'
import { parseAccounts } from './program/server-account.ts'
import { inAnotherProcess, serverProcessOf, throwAwayRoot } from './throw-away-root.fixture.ts'

const isRoot = process.getuid?.() === 0

const startStopReport = (dataRoot: string): string => `
  const lines = []
  const server = await startEmbeddedServer({ dataRoot: ${dataRoot}, log: (line) => lines.push(line) })
  const { readFileSync, statSync } = await import('node:fs')
  const pid = Number(readFileSync(server.dataDirectory + '/postmaster.pid', 'utf8').split('\\n')[0])
  const uid = Number(/Uid:\\s+(\\d+)/.exec(readFileSync('/proc/' + pid + '/status', 'utf8'))[1])
  await server.stop()
  console.log(JSON.stringify({ ...server, uid, lines }))`

test('an ordinary user whose home is closed to others: all of it lives in that home', async () => {
  const owner = isRoot ? parseAccounts(await readFile('/etc/passwd', 'utf8')).get('nobody') : undefined
  const { home, module, node } = await closedHome(owner)
  const report = await inAnotherProcess(startStopReport('defaultDataRoot()'), {
    module,
    node,
    env: { HOME: home, XDG_DATA_HOME: '' },
    account: owner,
  })
  expect(report).toMatchObject({
    adopted: false,
    dataDirectory: join(home, '.local', 'share', 'plumbline', 'postgres'),
    uid: owner?.uid ?? process.getuid?.(),
  })
  const root = join(home, '.local', 'share', 'plumbline')
  expect((await stat(root)).mode & 0o777).toBe(0o700)
  expect(await readdir(root)).not.toContain('binaries')
})

describe.runIf(isRoot)('as root', () => {
  test('the server runs as another account, from a copy when the clone lies under a closed home', async () => {
    const { module, node } = await closedHome()
    const root = await throwAwayRoot()
    const first = await inAnotherProcess(startStopReport(JSON.stringify(root)), { module, node })
    expect(first.uid).not.toBe(0)
    expect(String(first.lines)).toContain(`copying it to ${join(root, 'binaries')}`)
    expect(await readdir(join(root, 'binaries'))).toHaveLength(1)
    const second = await inAnotherProcess(startStopReport(JSON.stringify(root)), { module, node })
    expect(second).toMatchObject({ adopted: false, port: first.port, lines: [] })
    expect((await stat(join(root, 'postgres'))).uid).toBe(first.uid)
    expect((await stat(join(root, 'superuser-password'))).uid).toBe(0)
  })

  test('a data root below a closed directory is refused with what to do, and nothing is made there', async () => {
    const closed = await throwAwayRoot()
    const root = join(closed, 'data')
    await mkdir(root)
    await chmod(closed, 0o700)
    await expect(startEmbeddedServer({ dataRoot: root })).rejects.toMatchObject({
      kind: 'directory_unreachable',
      message: expect.stringMatching(/chmod o\+x/),
    })
    expect((await stat(closed)).mode & 0o777).toBe(0o700)
    expect(await serverProcessOf(root)).toBeUndefined()
    expect(await readdir(root)).not.toContain('postgres')
  })

  test('the directory of an account keeps being served by that account', async () => {
    const root = await throwAwayRoot()
    const nobody = parseAccounts(await readFile('/etc/passwd', 'utf8')).get('nobody')
    await chown(root, nobody?.uid ?? -1, nobody?.gid ?? -1)
    const asUser = await inAnotherProcess(startStopReport(JSON.stringify(root)), { account: nobody })
    expect(asUser.uid).toBe(nobody?.uid)
    const asRoot = await inAnotherProcess(startStopReport(JSON.stringify(root)))
    expect(asRoot).toMatchObject({ uid: nobody?.uid, port: asUser.port })
  })

  test("another account's data is refused by name of the reason", async () => {
    const root = await throwAwayRoot()
    await (await startEmbeddedServer({ dataRoot: root })).stop()
    await chmod(root, 0o777)
    const nobody = parseAccounts(await readFile('/etc/passwd', 'utf8')).get('nobody')
    await expect(
      inAnotherProcess(`await startEmbeddedServer({ dataRoot: ${JSON.stringify(root)} })`, {
        account: nobody,
      }),
    ).rejects.toThrow(/belongs to uid \d+, this process runs as uid/)
  })
})
