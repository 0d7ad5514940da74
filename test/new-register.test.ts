import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newRegister } from '../tools/register/new-register.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)
let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'plumbline-new-'))
  for (const part of [
    'src',
    'test',
    'tools',
    'verifier',
    'bench',
    'bin',
    'packs',
    'demo',
    'package.json',
    'tsconfig.server.json',
    'tsconfig.web.json',
    'vitest.config.ts',
    'vite.config.ts',
    'biome.json',
  ])
    await cp(join(root, part), join(copy, part), { recursive: true })
  // What the compiler found out about everything else holds for the copy too.
  const known = join(root, 'dist/types')
  if (existsSync(known)) await cp(known, join(copy, 'dist/types'), { recursive: true })
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rm(copy, { recursive: true, force: true }))

const inCopy = (program: string, args: string[]) =>
  run(join(root, 'node_modules/.bin', program), args, { cwd: copy, maxBuffer: 10_000_000 }).then(
    ({ stdout }) => stdout,
    (error: { stdout?: string; message: string }) => {
      throw new Error(`${program} failed: ${error.stdout ?? error.message}`)
    },
  )

describe('npm run new:register', () => {
  it('makes a register, and again once more is declared, that compiles, is served, authorized for every role, and recorded', async () => {
    const written = await newRegister(copy, 'supplier-review')
    expect(written).toContain('src/modules/supplier-review/supplier-review.ts')
    expect(await readFile(join(copy, 'src/modules/index.ts'), 'utf8')).toContain('supplierReviewModule,')

    const module = join(copy, 'src/modules/supplier-review')
    const declaration = await readFile(join(module, 'supplier-review.ts'), 'utf8')
    await writeFile(
      join(module, 'supplier-review.ts'),
      declaration
        .replace('{ longText, text }', '{ date, longText, record, text }')
        .replace('longText(),', "longText(), due_on: date(), ai_system_id: record('ai-system'),")
        .replace("'description'] }", "'description', 'due_on', 'ai_system_id'] }"),
    )
    await inCopy('node', ['tools/register/new-register.ts', 'supplier-review'])
    expect(await readFile(join(module, 'messages/en.ts'), 'utf8')).toContain("'Due on'")
    await inCopy('tsc', ['-p', 'tsconfig.server.json'])
    await inCopy('tsc', ['-p', 'tsconfig.web.json'])
    const report = await inCopy('vitest', [
      'run',
      'test/operations.test.ts',
      'test/registers.test.ts',
      'src/platform/exchange/every-register.test.ts',
      '-t',
      'supplier-review',
    ])
    expect(report).toMatch(/Tests .*\d+ passed/)
  }, 900_000)

  it('refuses a bad name, the name of a module, and to change a migration that is committed', async () => {
    await expect(newRegister(copy, 'SupplierReview')).rejects.toThrow(/kebab-case/)
    await expect(newRegister(copy, 'organization')).rejects.toThrow(/exists/)
    await expect(newRegister(root, 'control')).rejects.toThrow(/committed/)
  })
})
