import type { Config } from '../platform/config/config.ts'

/** Where a command writes; injected so that tests read it. */
export interface Terminal {
  readonly line: (text: string) => void
  readonly error: (text: string) => void
  /** Characters of a line, where there is somebody to read it. */
  readonly width?: number
}

/** One command of `plumbline`. */
export interface Command {
  readonly name: string
  /** After the name: `FILE [--key KEY]`. */
  readonly usage: string
  readonly summary: string
  /** @returns the exit code */
  readonly run: (args: readonly string[], context: CommandContext) => Promise<number>
}

export interface CommandContext {
  readonly terminal: Terminal
  readonly config: () => Config
  /** Resolves when the process is asked to end. */
  readonly ended: Promise<void>
}

/** What the person typed cannot be understood; shown with the command's usage, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
