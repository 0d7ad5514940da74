import { readConfig } from '../platform/config/config.ts'
import { defaultDataRoot } from '../platform/db/embedded/data-root.ts'
import { type Command, type CommandContext, type Terminal, UsageError } from './command.ts'

const terminal: Terminal = {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
}

async function printUsage(commands: Readonly<Record<string, () => Promise<Command>>>): Promise<void> {
  terminal.error('plumbline COMMAND\n')
  for (const load of Object.values(commands)) {
    const { name, usage, summary } = await load()
    terminal.error(`  ${name} ${usage}\n      ${summary}`)
  }
}

const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

/** Runs one command. @returns its exit code: 0 done, 1 failed, 2 not understood. */
export async function runCommand(
  commands: Readonly<Record<string, () => Promise<Command>>>,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const [name = '', ...args] = argv
  const load = commands[name]
  if (!load) {
    if (name !== '' && name !== 'help' && name !== '--help')
      terminal.error(`There is no command "${name}".\n`)
    await printUsage(commands)
    return name === 'help' || name === '--help' ? 0 : 2
  }
  const command = await load()
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  const context: CommandContext = { terminal, config: () => readConfig(env, defaultDataRoot()), ended }
  try {
    return await command.run(args, context)
  } catch (error) {
    terminal.error(error instanceof Error ? error.message : String(error))
    if (!isUsageError(error)) return 1
    terminal.error(`\nplumbline ${command.name} ${command.usage}`)
    return 2
  }
}
