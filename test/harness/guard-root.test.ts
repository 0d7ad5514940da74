import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { occupantOf, readPostmasterFile } from '../../src/platform/db/embedded/postmaster/postmaster-file.ts'
import { throwAwayRoot } from '../../src/platform/db/embedded/throw-away-root.fixture.ts'

const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** A test run in small: a server under guard, in a process that says when it is up and then waits for its end. */
const run = (root: string, end: string) => `
  const { guardRoot } = await import(${at('guard-root.ts')})
  const { startEmbeddedServer } = await import(${at('../../src/platform/db/embedded/embedded-server.ts')})
  const root = ${JSON.stringify(root)}
  guardRoot(root)
  await startEmbeddedServer({ dataRoot: root })
  process.stdout.write('up')
  setInterval(() => undefined, 1000)
  ${end}`

it.each([
  ['is killed', '', 'SIGKILL'],
  ['is told to end', '', 'SIGTERM'],
  ['is interrupted', '', 'SIGINT'],
  ['exits at once', `process.stdin.once('data', () => process.exit(0))`, undefined],
  ['fails', `process.stdin.once('data', () => { throw new Error('It failed on purpose.') })`, undefined],
] as const)('a test run that %s leaves no server and no data behind', async (_how, end, signal) => {
  const root = await throwAwayRoot()
  const child = spawn(process.execPath, ['--input-type=module', '-e', run(root, end)], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'data')
  const dataDirectory = `${root}/postgres`
  const server = await readPostmasterFile(dataDirectory)
  expect(await occupantOf(server?.pid ?? 0, dataDirectory)).toBe('server')
  const ended = once(child, 'exit')
  if (signal) child.kill(signal)
  else child.stdin.write('end\n')
  await ended
  await expect.poll(() => existsSync(root)).toBe(false)
  expect(await occupantOf(server?.pid ?? 0, dataDirectory)).toBe('gone')
})
