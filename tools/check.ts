import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findDebianPostgres } from './prepare/programs.mjs'
import { buildWebIfChanged } from './web-build.ts'

/**
 * What decides whether a change may land: lint, types, and every test on the embedded database, then the
 * operation, trail, schema, backup and restore tests again on the machine's own PostgreSQL. With arguments it only runs the
 * tests they name.
 */
const root = fileURLToPath(new URL('..', import.meta.url))

/** The tests that depend on the database itself. */
const onOtherDatabase = [
  'test/operations',
  'test/registers',
  'src/platform/trail',
  'src/platform/registers',
  'src/platform/db/closed-schema',
  'src/platform/db/database',
  'src/cli/backup/backup',
]

function run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  process.stdout.write(`\n> ${program} ${args.join(' ')}\n`)
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`)),
    )
  })
}

async function check(named: readonly string[]): Promise<void> {
  await buildWebIfChanged(root)
  if (named.length > 0) return run('vitest', ['run', ...named])
  await run('biome', ['check', '.'])
  await run('tsc', ['-p', 'tsconfig.server.json'])
  await run('tsc', ['-p', 'tsconfig.web.json'])
  await run('vitest', ['run'])
  const binaries = await findDebianPostgres()
  if (!binaries)
    throw new Error(
      'PostgreSQL 15 or later is not installed, so the tests on a second database did not run. Run: npm test',
    )
  await run('vitest', ['run', ...onOtherDatabase], { TEST_POSTGRES_BIN: binaries })
}

try {
  await check(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
