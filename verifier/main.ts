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

Exit code 0: nothing found. 1: findings. 2: the command or a file could not be used.
`

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true },
        witness: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    const [file, ...others] = positionals
    if (values.help || file === undefined || others.length > 0) {
      process.stderr.write(USAGE)
      return values.help ? 0 : 2
    }
    return await verify(file, values.key ?? [], values.witness, values.json === true)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

async function verify(
  file: string,
  keys: string[],
  witness: string | undefined,
  json: boolean,
): Promise<number> {
  for (const path of witness === undefined ? [file] : [file, witness]) await access(path, constants.R_OK)
  const options = witness === undefined ? { keys } : { keys, witness: readLines(witness) }
  const verdict = await verifyTrail(readLines(file), options)
  process.stdout.write(json ? `${JSON.stringify(verdict, null, 2)}\n` : describeVerdict(verdict))
  return verdict.ok ? 0 : 1
}
