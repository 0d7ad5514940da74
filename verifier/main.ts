import { access, constants } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { describeVerdict } from './describe-verdict.ts'
import { readLines } from './read-lines.ts'
import { verifyTrail } from './verify-trail.ts'

const USAGE = `Verifies an export of a trail without a network or a database.

  node verifier/main.ts FILE [--key VERIFIER_KEY]... [--witness FILE] [--json]

  --key      a verifier key the organization published; repeat it after a key rotation
  --witness  a witness file kept outside the database
  --json     the verdict as JSON

Exit code 0: nothing found. 1: findings. 2: the command or a file could not be used.`

/** Where the verifier writes: each text is one or more lines, without the last newline. */
export type Terminal = { readonly line: (text: string) => void; readonly error: (text: string) => void }

/**
 * Runs the verifier with its command-line arguments, writes the verdict, and returns the exit code that `USAGE` explains.
 * It does not throw: what cannot be used is told on the terminal.
 */
export async function runVerifier(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        witness: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    const [file, ...others] = positionals
    if (values.help) {
      terminal.line(USAGE)
      return 0
    }
    if (file !== undefined && others.length === 0) {
      return await verify(file, values.key ?? [], values.witness, values.json === true, terminal)
    }
    terminal.error(USAGE)
  } catch (error) {
    terminal.error(error instanceof Error ? error.message : String(error))
  }
  return 2
}

async function verify(
  file: string,
  keys: readonly string[],
  witness: string | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  for (const path of witness === undefined ? [file] : [file, witness]) await access(path, constants.R_OK)
  const options = witness === undefined ? { keys } : { keys, witness: readLines(witness) }
  const verdict = await verifyTrail(readLines(file), options)
  terminal.line(json ? JSON.stringify(verdict, null, 2) : describeVerdict(verdict))
  return verdict.ok ? 0 : 1
}

if (import.meta.main) {
  process.exitCode = await runVerifier(process.argv.slice(2), {
    line: (text) => process.stdout.write(`${text}\n`),
    error: (text) => process.stderr.write(`${text}\n`),
  })
}
