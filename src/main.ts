import { commandNamed } from './cli/commands.ts'
import { runCommand } from './cli/run-command.ts'

process.exitCode = await runCommand(commandNamed, process.argv.slice(2), process.env)
