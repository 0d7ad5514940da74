import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { builtServer } from '../../bin/built-server.mjs'
import { filesIn } from '../../src/platform/config/config.ts'
import { Database } from '../../src/platform/db/database.ts'
import { dataLayout } from '../../src/platform/db/embedded/cluster/data-root.ts'
import { keptPort } from '../../src/platform/db/embedded/cluster/kept-port.ts'
import { urlFor } from '../../src/platform/db/provision.ts'
import { guardRoot } from '../../test/harness/guard-root.ts'
import { buildServerIfChanged } from '../server-build.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

/** One installation with its embedded database, in a directory of its own, that can be killed and started again. */
export class Installation {
  readonly url: string
  readonly dataRoot: string
  readonly #port: number
  readonly #options: readonly string[]
  #app: ChildProcess | undefined
  #said = ''

  private constructor(dataRoot: string, port: number, options: readonly string[]) {
    this.dataRoot = dataRoot
    this.#port = port
    this.#options = options
    this.url = `http://127.0.0.1:${port}`
  }

  /** @param options of `serve` */
  static async make(...options: string[]): Promise<Installation> {
    const dataRoot = await mkdtemp(join(tmpdir(), 'plumbline-drill-'))
    // The embedded server runs under an account of its own and has to pass through.
    await chmod(dataRoot, 0o711)
    guardRoot(dataRoot)
    // As the database's: kept over restarts, and below the ports that outgoing connections take meanwhile.
    const { port } = await keptPort(join(dataRoot, 'http-port'))
    return new Installation(dataRoot, port, options)
  }

  /**
   * Starts the product as it is launched, without the launcher, so that a kill hits the server itself. Nothing is
   * repaired by hand before.
   * @returns after how many milliseconds it was ready; @throws with what it said when it did not start
   */
  async start(): Promise<number> {
    await buildServerIfChanged(repository)
    const started = performance.now()
    const { DATABASE_URL: _, ...env } = process.env
    const app = spawn(process.execPath, [builtServer(repository), 'serve', ...this.#options], {
      cwd: repository,
      env: {
        ...env,
        PLUMBLINE_DATA: this.dataRoot,
        PORT: String(this.#port),
        PLUMBLINE_WRITES_PER_MINUTE: '0',
        PLUMBLINE_READS_PER_MINUTE: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#app = app
    this.#said = ''
    const ready = new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer) => {
        this.#said += text.toString()
        if (this.#said.includes('Plumbline is ready')) resolve()
      }
      app.stdout?.on('data', hear)
      app.stderr?.on('data', hear)
      app.once('exit', (code, signal) => reject(new Error(`It ended with ${code ?? signal}:\n${this.#said}`)))
    })
    await ready
    return performance.now() - started
  }

  /** SIGKILL to the app, as the kernel does when memory runs out. */
  async killApp(): Promise<void> {
    const app = this.#app
    if (!app || app.exitCode !== null || app.signalCode !== null) return
    const gone = once(app, 'exit')
    app.kill('SIGKILL')
    await gone
  }

  /** SIGKILL to every process of the database at once, as a power cut would. */
  async killDatabase(): Promise<void> {
    const file = join(dataLayout(this.dataRoot).dataDirectory, 'postmaster.pid')
    const postmaster = Number((await readFile(file, 'utf8')).split('\n')[0])
    const victims = [postmaster, ...(await childrenOf(postmaster))]
    for (const pid of victims) kill(pid)
    while (victims.some(lives)) await sleep(5)
  }

  /** Ends the app properly, after a kill of its database: whoever runs it starts it again. */
  async stopApp(): Promise<void> {
    const app = this.#app
    if (!app || app.exitCode !== null || app.signalCode !== null) return
    const gone = once(app, 'exit')
    app.kill('SIGTERM')
    const patience = setTimeout(() => app.kill('SIGKILL'), 60_000)
    await gone
    clearTimeout(patience)
  }

  /** The product's own way to its database. The caller closes it. */
  async database(): Promise<Database> {
    const layout = dataLayout(this.dataRoot)
    const [port, secrets] = await Promise.all([
      readFile(layout.portFile, 'utf8'),
      readFile(filesIn(this.dataRoot).secrets, 'utf8'),
    ])
    const password: string = JSON.parse(secrets).database
    return new Database({
      url: urlFor(`postgres://127.0.0.1:${port.trim()}/`, 'plumbline', password, 'plumbline'),
    })
  }

  async remove(): Promise<void> {
    await this.stopApp()
    await this.killDatabase().catch(() => undefined)
    await rm(this.dataRoot, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The processes whose parent a process is. Linux only. */
async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    }),
  )
  return pids.filter((_, place) => parents[place] === parent).map(Number)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Cryptographic randomness for keys of requests. */
export const newKey = (): string => randomBytes(12).toString('hex')
