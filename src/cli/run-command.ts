import { readConfig } from '../platform/config/config.ts'
import { defaultDataRoot } from '../platform/db/embedded/cluster/data-root.ts'
import { type Command, type CommandContext, type Terminal, UsageError } from './command.ts'

const terminal: Terminal = {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
  ...(process.stdout.isTTY ? { width: process.stdout.columns } : {}),
}

const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

/** Runs one command. @returns its exit code: 0 done, 1 failed, 2 not understood. */
export async function runCommand(
  commandNamed: (word: string) => Promise<Command | undefined>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [name = '--help', ...args] = argv
  const command = await commandNamed(name === '--help' ? 'help' : name)
  if (!command) {
    terminal.error(`There is no command "${name}". See what there is with: plumbline help`)
    return 2
  }
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
    // The launcher says so first when it is asked to end; or it is gone, and with it whoever would pass that on.
    // Waiting for it keeps no command from its end.
    process.once('message', () => resolve())
    process.once('disconnect', () => resolve())
    process.channel?.unref()
  })
  const context: CommandContext = { terminal, config: () => readConfig(env, defaultDataRoot()), ended }
  try {
    const code = await command.run(args, context)
    return argv.length === 0 ? 2 : code
  } catch (error) {
    terminal.error(error instanceof Error ? error.message : String(error))
    if (!isUsageError(error)) return 1
    terminal.error(`\nplumbline ${command.name} ${command.usage}`)
    return 2
  }
}
