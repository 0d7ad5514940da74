import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach } from 'vitest'
import { guardRoot } from '../../../../test/harness/guard-root.ts'
import { occupantOf, readPostmasterFile } from './postmaster/postmaster-file.ts'

const roots: string[] = []

/** A data root in the temporary directory. After the test its server is ended, however the test went, and it is removed. */
export async function throwAwayRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'plumbline-embedded-'))
  guardRoot(root)
  roots.push(root)
  return root
}

afterEach(async () => {
  for (const root of roots.splice(0)) {
    const server = await serverProcessOf(root)
    if (server !== undefined) await killServer(root, server)
    await rm(root, { recursive: true, force: true, maxRetries: 5 })
  }
})

/** Process id of the server that lives for a root, if one does. */
export async function serverProcessOf(root: string): Promise<number | undefined> {
  const dataDirectory = join(root, 'postgres')
  const file = await readPostmasterFile(dataDirectory)
  return file !== undefined && (await occupantOf(file.pid, dataDirectory)) === 'server' ? file.pid : undefined
}

/** SIGKILL, as the kernel does when memory runs out; returns when the process is gone. */
export async function killServer(root: string, pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  while ((await occupantOf(pid, join(root, 'postgres'))) !== 'gone') await sleep(5)
}

/** Runs statements one after another on a new connection and returns the rows of the last. */
export async function sql(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  // Tests end servers under open connections.
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * Runs an ES module's text in a process of its own with `startEmbeddedServer` in scope; the last line it prints is
 * JSON and becomes the result. `module` and `node` say which copy of the code runs on which Node.
 */
export async function inAnotherProcess(
  text: string,
  where: {
    node?: string
    module?: string
    env?: NodeJS.ProcessEnv
    account?: { uid: number; gid: number } | undefined
  } = {},
): Promise<Record<string, unknown>> {
  const module = where.module ?? new URL('./embedded-server.ts', import.meta.url).href
  const program = `const { startEmbeddedServer, defaultDataRoot } = await import(${JSON.stringify(module)})\n${text}`
  const child = spawn(where.node ?? process.execPath, ['--input-type=module', '-e', program], {
    ...where.account,
    cwd: '/',
    env: { ...process.env, ...where.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The other process ended with ${code}: ${complaints}`)
  const last = output.trim().split('\n').at(-1) ?? ''
  return JSON.parse(last) as Record<string, unknown>
}
