import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { builtServer } from './built-server.mjs'

/** The first releases that run TypeScript unbuilt without a flag, by major version; every later major does. */
const firstMinor = { 22: 18, 23: 6 }

/**
 * Runs the program under a Node that can, with this process's streams, working directory and environment. It is asked
 * to end when this process is; its exit code, or the signal that ended it, becomes this process's own.
 *
 * @param {{ packageRoot: string, args: string[] }} options
 */
export async function launch({ packageRoot, args }) {
  const node = findNode(packageRoot, { version: process.versions.node, executable: process.execPath })
  const obstacle = obstacleTo(packageRoot, node)
  if (obstacle !== undefined) {
    process.stderr.write(`${obstacle}\n`)
    process.exitCode = 1
    return
  }
  const main = builtServer(packageRoot)
  if (!existsSync(main)) {
    const build = [join(packageRoot, 'tools', 'server-build.ts')]
    const { signal } = await runToEnd(node, build, process.env, (child, name) => child.kill(name))
    if (signal !== null) return endBySignal(signal)
  }
  const program = existsSync(main) ? main : join(packageRoot, 'src', 'main.ts')
  const given = [...memoryOptions(process.env), program, ...args]
  const { code, signal } = await runToEnd(node, given, environmentFor(packageRoot), askToEnd())
  if (signal !== null) endBySignal(signal)
  else process.exitCode = code ?? 1
}

/** @param {string} version such as `22.18.0` */
export function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 23 || minor >= (firstMinor[major] ?? Number.POSITIVE_INFINITY)
}

/**
 * The host's own Node when it is new enough, else the one that npm installed for this platform, else undefined.
 *
 * @param {string} packageRoot
 * @param {{ version: string, executable: string }} host
 */
export function findNode(packageRoot, host) {
  if (runsTypeScript(host.version)) return host.executable
  const isWindows = process.platform === 'win32'
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
  const packaged = join(packageRoot, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node')
  return existsSync(packaged) ? packaged : undefined
}

/** Why it cannot run and what to do about it; undefined when it can. */
function obstacleTo(packageRoot, node) {
  if (!existsSync(join(packageRoot, 'node_modules'))) {
    return [
      'Plumbline cannot start: its npm packages are not installed. Nothing was changed.',
      `Run: node ${JSON.stringify(join(packageRoot, 'tools', 'prepare', 'run.mjs'))}`,
    ].join('\n')
  }
  if (node === undefined) {
    return [
      `Plumbline needs Node 22.18 or newer; this is Node ${process.versions.node}, and npm installed none for ${process.platform} on ${process.arch}. Nothing was changed.`,
      'Install Node 24 from https://nodejs.org, or on Linux and Windows (x64) run "npm ci" without --omit=optional in the directory',
      packageRoot,
    ].join('\n')
  }
  return undefined
}

/**
 * How much memory Node takes before it collects what is no longer used. Left to itself it lets a server grow to ten
 * times what it holds: the old generation to four times its size after the last collection. With a young generation
 * of half this size the answers cost up to a fifth more processor time when fifty ask at once: more of what they are made
 * of is still in use when it is collected. What is really needed is not limited.
 * And nothing is put among the old from its beginning because others of its kind lived long: V8 judges that by what
 * happens to be under way, and rows of answers that it misjudges keep all they refer to until the next full collection.
 * It misjudged them in three of four servers under load, which then took up to 1.8 times the processor time.
 * An operator's own `--max-semi-space-size` in NODE_OPTIONS stands.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function memoryOptions(env) {
  const young = env.NODE_OPTIONS?.includes('--max-semi-space-size') ? [] : ['--max-semi-space-size=16']
  return [...young, '--heap-growing-percent=20', '--no-allocation-site-pretenuring']
}

/**
 * Node keeps what it made of our files beside them, so that later starts do not compile again. Where the directory cannot be written, nothing is kept; a changed file is made anew.
 * And its threads share one arena of glibc's allocator rather than keep freed memory in eight times as many as there
 * are processors; what is freed at its end, and every large piece, goes back at once, where glibc would raise both
 * bounds with the largest piece it ever saw. Other allocators do not look. What an operator sets stands.
 *
 * @param {string} packageRoot
 */
function environmentFor(packageRoot) {
  return {
    NODE_COMPILE_CACHE: join(packageRoot, 'node_modules', '.cache', 'compiled'),
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '65536',
    MALLOC_TRIM_THRESHOLD_: '131072',
    ...process.env,
  }
}

/**
 * Asks by a message the first time, by the signal itself from the second on, which ends it at once. Whoever signals
 * every process of a service, or of a process group, reaches the program as well: were the first signal passed on, the
 * program would take the two for a second request, and leave its database running.
 *
 * @returns {(child: import('node:child_process').ChildProcess, signal: NodeJS.Signals) => void}
 */
function askToEnd() {
  let asked = false
  return (child, signal) => {
    // Ctrl-C in a terminal reaches the whole process group, the child included.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    if (asked || !child.connected) child.kill(signal)
    else child.send({ signal }, () => undefined)
    asked = true
  }
}

/**
 * A channel to the program stands open as long as this process lives: by its end the program learns of ours, which no
 * signal tells it after a kill -9.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: import('node:child_process').ChildProcess, signal: NodeJS.Signals) => void} pass what becomes of a
 *   signal to this process
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function runToEnd(file, args, env, pass) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env })
    child.channel?.unref()
    const forward = (signal) => pass(child, signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      resolve({ code, signal })
    })
  })
}

/** Ends this process by the same signal, so that a shell or service manager sees what really happened. */
function endBySignal(signal) {
  process.exitCode = 128 + constants.signals[signal]
  process.kill(process.pid, signal)
}
