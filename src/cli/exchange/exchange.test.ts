import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startTestServer } from '../../../test/harness/test-server.ts'
import { environmentOf, runRemote } from '../command.fixture.ts'
import type { Command } from '../command.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'

const server = await startTestServer()
const { product } = server
const folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const env = environmentOf(server)
const run = (command: Command, ...args: string[]) => runRemote(command, args)
const imports = (...args: string[]) => run(importCommand(env, product.sources.newId), ...args)
const exports = (...args: string[]) => run(exportCommand(env), ...args)

const file = async (name: string, text: string) => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

describe('plumbline import', () => {
  it('dry-runs, refuses to act on a mere suggestion, imports with a mapping file, and again changes nothing', async () => {
    const path = await file('systems.csv', 'Name,Outputs\nOne,a\nTwo,b\n')
    const dry = await imports('ai-system', path, '--dry-run')
    expect(dry).toMatchObject({ code: 0, lines: expect.stringContaining('2 rows: 2 to create') })
    expect(await imports('ai-system', path)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('--mapping FILE.json'),
    })
    const { lines } = await imports('ai-systems', path, '--dry-run', '--json')
    const mapping = await file('mapping.json', JSON.stringify(JSON.parse(lines).mapping))
    expect(await imports('ai-system', path, '--mapping', mapping)).toMatchObject({
      code: 0,
      lines: expect.stringContaining('2 created'),
    })
    const again = await imports('ai-system', path, '--json')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.lines)).toMatchObject({ created: 0, unchanged: 2 })
  })

  it('lists wrong rows and ends with 1', async () => {
    const path = await file('wrong.csv', 'Name,Outputs\nOne,a\n,b\n')
    expect(await imports('ai-system', path)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/line 3, column 1: A value is required[\s\S]*Nothing was imported/),
    })
  })

  it('says of each kind of finding how often it was made, and one of them in words', async () => {
    const path = await file('found.csv', 'Name,Outputs\nOne,a\n,b\n,c\n')
    expect((await imports('ai-system', path, '--dry-run')).lines).toMatch(
      /2 x error tabular\.required_missing in column 1, such as in line 3: A value is required/,
    )
  })

  it('says what is missing', async () => {
    const path = await file('one.csv', 'Name\nOne\n')
    await expect(imports('ai-system')).rejects.toThrow('one register and one file')
    await expect(imports('spaceship', path)).rejects.toThrow(/There are: .*ai-system/)
    await expect(imports('ai-system', join(folder, 'absent.csv'))).rejects.toThrow('ENOENT')
    await expect(imports('ai-system', path, '--mapping', 'nobody')).rejects.toThrow('no mapping "nobody"')
    await expect(run(importCommand({}, product.sources.newId), 'ai-system', path)).rejects.toThrow(
      'PLUMBLINE_URL',
    )
    const wrongKey = importCommand({ ...env, PLUMBLINE_API_KEY: 'plk_wrong' }, product.sources.newId)
    await expect(run(wrongKey, 'ai-system', path)).rejects.toThrow('The API key was not accepted')
    const nowhere = importCommand({ ...env, PLUMBLINE_URL: 'http://127.0.0.1:9' }, product.sources.newId)
    await expect(run(nowhere, 'ai-system', path)).rejects.toThrow('was not reached')
  })
})

describe('plumbline export', () => {
  it('writes what the list shows', async () => {
    const path = join(folder, 'out.csv')
    const done = await exports(
      'ai-system',
      path,
      '--columns',
      'name',
      '--sort=-name',
      '--filter',
      'name.contains=o',
    )
    expect(done).toMatchObject({ code: 0, lines: expect.stringContaining('out.csv') })
    expect(await readFile(path, 'utf8')).toBe('\ufeffname\r\nTwo\r\nOne\r\n')
    expect((await exports('ai-systems', join(folder, 'out.xlsx'), '--json')).code).toBe(0)
    expect((await stat(join(folder, 'out.xlsx'))).size).toBeGreaterThan(1_000)
  })

  it('writes no file when it is refused', async () => {
    const path = join(folder, 'refused.csv')
    await expect(exports('ai-system', path, '--columns', 'salary')).rejects.toThrow('does not exist')
    await expect(exports('ai-system', join(folder, 'refused.pdf'))).rejects.toThrow('.csv or .xlsx')
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })
})
