import type { Terminal } from '../command.ts'

/** What a process that runs for long gives the database that it starts. */
export interface DatabaseWatch {
  readonly log: (line: string) => void
  readonly lost: (error: Error) => void
}

/**
 * Runs until the person ends it, or until the embedded database cannot be kept running: then it says so and ends with 1,
 * so that whatever supervises the process starts it again.
 */
export function untilEnded(
  ended: Promise<void>,
  terminal: Terminal,
): { readonly watch: DatabaseWatch; readonly code: Promise<number> } {
  const { promise: lost, resolve } = Promise.withResolvers<number>()
  return {
    watch: {
      log: terminal.line,
      lost: (error) => {
        terminal.error(error.message)
        resolve(1)
      },
    },
    code: Promise.race([ended.then(() => 0), lost]),
  }
}
