import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../', import.meta.url))

export interface Running {
  readonly child: ChildProcess
  /** From the call until the line that says it is ready, in milliseconds. */
  readonly readyMs: number
  readonly stop: () => Promise<void>
}

/** Starts a program of this repository and waits for a line that says it is ready. @throws with its output when it ends before. */
export async function startProgram(
  args: readonly string[],
  env: Record<string, string>,
  ready: RegExp,
): Promise<Running> {
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString()
      if (ready.test(said)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${said}`)))
  })
  const readyMs = performance.now() - started
  return {
    child,
    readyMs,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The process that a launcher started. Linux only. */
export async function launchedBy(launcher: number): Promise<number> {
  const children = await readFile(`/proc/${launcher}/task/${launcher}/children`, 'utf8')
  return Number(children.trim().split(' ')[0])
}

/** Resident memory of a process in MB: now, and at its highest. Linux only. */
export async function residentMegabytes(pid: number): Promise<{ now: number; highest: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const read = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { now: read('VmRSS'), highest: read('VmHWM') }
}

/** Runs a program to its end. @returns what it wrote; @throws when it fails. */
export async function runProgram(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: Buffer[] = []
  const complaints: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.stderr.on('data', (part: Buffer) => complaints.push(part))
  const [code] = await once(child, 'close')
  if (code !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${Buffer.concat(complaints)}`)
  return Buffer.concat(parts).toString('utf8')
}
