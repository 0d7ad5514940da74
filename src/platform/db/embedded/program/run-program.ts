import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import type { ServerAccount } from './server-account.ts'

export interface ProgramResult {
  /** Exit code, or null when a signal ended the program. */
  readonly code: number | null
  readonly output: string
}

/**
 * The whole environment of every PostgreSQL program: nothing of the caller's `PG*`, `LD_LIBRARY_PATH` or locale
 * may change what they do, and messages stay in English so that causes can be recognized.
 */
export function programEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR', 'USERPROFILE', 'HOME', 'ComSpec']
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}

/**
 * Runs a program to its end under the server's account and returns exit code and mixed output.
 * Rejects with the system error when the program cannot be started at all (`ENOENT`, `EACCES`).
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { account: ServerAccount; input?: string },
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.account,
      cwd: process.platform === 'win32' ? dirname(file) : '/',
      env: programEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    const collect = (text: string): void => {
      output += text
    }
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    // A program that ends without reading its input closes the pipe; its exit code tells the story.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output: output.trim() }))
  })
}
