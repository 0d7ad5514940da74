import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Settings } from './installation.fixture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A command of the product that runs in a process of its own, as people start it. */
export interface CommandApart {
  readonly pid: number
  /** Resolves when it has said a text. @throws with what it said when it ends before */
  readonly says: (text: string) => Promise<void>
  readonly kill: (signal: NodeJS.Signals) => void
  /** Signals every process of its group, which it has for itself when it was started so. */
  readonly killGroup: (signal: NodeJS.Signals) => void
  /** Resolves when it and everything that shares its output has ended, with its exit code and what was said. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>
}

/** Starts a command by the launcher (`bin/plumbline.mjs`) or directly (`src/main.ts`). */
export function startApart(
  by: 'bin/plumbline.mjs' | 'src/main.ts',
  args: readonly string[],
  settings: Settings,
  { ownGroup = false }: { readonly ownGroup?: boolean } = {},
): CommandApart {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [by, ...args], {
    cwd: root,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  })
  let said = ''
  const waiting = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    said += String(chunk)
    for (const look of waiting) look()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return {
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    killGroup: (signal) => void process.kill(-(child.pid ?? 0), signal),
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!said.includes(text)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
        ended.then(({ code }) =>
          reject(new Error(`It ended with ${code} before it said "${text}":\n${said}`)),
        )
      }),
  }
}
