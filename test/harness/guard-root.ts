import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const guardProgram = fileURLToPath(new URL('root-guard.ts', import.meta.url))
let guard: ChildProcess | undefined

/** The guard holds the other end of a pipe, which the system closes however this process ends. */
function startGuard(): ChildProcess {
  const started = spawn(process.execPath, [guardProgram], {
    // Of a session of its own: what ends a test run from its terminal does not end the guard.
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  started.unref()
  if (started.stdin && 'unref' in started.stdin && typeof started.stdin.unref === 'function')
    started.stdin.unref()
  return started
}

/**
 * Sees to it that no database server is left behind: when this process ends without having ended the server of a
 * throw-away data root, a guard ends it and removes the root.
 */
export function guardRoot(root: string): void {
  guard ??= startGuard()
  guard.stdin?.write(`${root}\n`)
}
