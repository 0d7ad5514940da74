import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { readRows } from '../../../test/harness/read-rows.ts'
import { startTestServer } from '../../../test/harness/test-server.ts'
import { environmentOf, runRemote } from '../command.fixture.ts'
import { type Command, UsageError } from '../command.ts'
import { commands } from '../commands.ts'
import { helpCommand } from '../help.ts'
import { callCommand, subjectCommand } from './call.ts'
import { describeOperation } from './describe-operation.ts'
import { ownNames } from './operation-arguments.ts'
import { operationNamed, operationsBySubject } from './operation-catalogue.ts'
import { operationFields } from './operation-field.ts'

const server = await startTestServer()
const { product, organization } = server
const folder = await mkdtemp(join(tmpdir(), 'plumbline-call-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const env = environmentOf(server)
const run = (command: Command, args: readonly string[]) => runRemote(command, args, 100)
const call = (...args: string[]) => run(callCommand(env, product.sources.newId), args)
const unit = (...args: string[]) => run(subjectCommand('organization-unit', env, product.sources.newId), args)
const created = async (...args: string[]): Promise<{ id: string; version: number }> =>
  JSON.parse((await unit('create', ...args, '--json')).lines)

describe('an operation called from the command line', () => {
  it('creates, reads, changes and lists records in the words of the register', async () => {
    const { id, version } = await created('--name', 'Vision', '--kind', 'team', '--short_name=VI')
    expect(await unit('get', id)).toMatchObject({ code: 0, lines: expect.stringMatching(/^name +Vision$/m) })
    const revised = await unit(
      'revise',
      id,
      '--if-match',
      String(version),
      '--name',
      'Vision team',
      '--short_name',
      'null',
    )
    expect(revised).toMatchObject({ code: 0, lines: expect.stringMatching(/^version +2$/m) })
    const listed = await call('organization-unit.list', '--name.contains', 'Vision', '--columns', 'name,kind')
    expect(listed.lines.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['id', 'version', 'state', 'name', 'kind'],
      [id, '2', expect.any(String), 'Vision team', 'team'],
    ])
  })

  it('answers JSON when asked, also of what was refused, and ends with 1 then', async () => {
    const { id } = await created('--name', 'Stale')
    expect(JSON.parse((await unit('get', id, '--json')).lines)).toMatchObject({
      record: { name: 'Stale', version: 1 },
    })
    const args = ['revise', id, '--if-match', '7', '--name', 'Other']
    const refused = await unit(...args, '--json')
    expect([refused.code, JSON.parse(refused.lines)]).toMatchObject([
      1,
      { kind: 'version-conflict', status: 412 },
    ])
    expect(await unit(...args)).toMatchObject({
      code: 1,
      lines: '',
      errors: expect.stringContaining('version 1 now'),
    })
  })

  it('never cuts the ids in a list, which the next command takes', async () => {
    const name = 'A unit whose name is about as long as an id'
    const made = JSON.parse((await unit('create', '--name', name, '--json')).lines)
    expect((await unit('list', '--name.contains', 'about as long')).lines).toContain(made.id)
  })

  it('reads a list to its end, and says when there is more', async () => {
    for (let n = 0; n < 5; n += 1) await created('--name', `Paged ${n}`)
    const page = ['--name.contains', 'Paged', '--limit', '2']
    expect((await unit('list', ...page)).lines).toContain('There is more: --all')
    const all = JSON.parse((await unit('list', ...page, '--all', '--json')).lines)
    expect([all.items.length, all.next_cursor]).toEqual([5, null])
  })

  it('takes its input as JSON, from a file too, and what is named besides', async () => {
    const file = join(folder, 'unit.json')
    await writeFile(file, JSON.stringify({ name: 'From a file', purpose: 'One\nTwo' }))
    const made = await unit('create', '--input', file, '--name', 'Named besides')
    expect(made.lines).toMatch(/^purpose\n {2}One\n {2}Two$/m)
    expect(made.lines).toMatch(/^name +Named besides$/m)
    const inline = await call('organization-unit.create', '--input', '{"name":"Inline"}')
    expect(inline).toMatchObject({ code: 0, lines: expect.stringContaining('Inline') })
  })

  it('is carried out once for one key, however often it is sent', async () => {
    const args = ['create', '--name', 'Once', '--idempotency-key', 'the-same', '--json']
    const first = await unit(...args)
    expect(JSON.parse((await unit(...args)).lines)).toEqual(JSON.parse(first.lines))
    const made = sql`select from app.organization_unit where name = 'Once'`
    expect(await readRows(server.database, organization.id, made)).toHaveLength(1)
  })

  it('sends files and keeps those that are answered', async () => {
    const file = join(folder, 'units.csv')
    await writeFile(file, 'name\nFrom a table\n')
    const preview = await unit('preview-import', '--file', file, '--json')
    expect(JSON.parse(preview.lines)).toMatchObject({ created: 1, mapping_source: 'declared' })
    const out = join(folder, 'out.csv')
    expect(await unit('export', '--columns', 'name', '--out', out)).toMatchObject({ code: 0 })
    expect(await readFile(out, 'utf8')).toContain('Inline')
    await expect(unit('export')).rejects.toThrow('--out FILE')
    await expect(unit('preview-import')).rejects.toThrow('--file UPLOAD')
  })

  it('is understood before anything is sent', async () => {
    const id = product.sources.newId()
    const wrong: readonly [string[], RegExp][] = [
      [['organization-unit.explode'], /no operation "explode".*create/],
      [['spaceship.list'], /Nothing is called "spaceship"/],
      [['organization-unit'], /Say what to do/],
      [['organization-unit.create'], /Nothing was sent.*\n {2}name/],
      [['organization-unit.create', '--name', 'A', '--kind', 'galaxy'], /\n {2}kind/],
      [['organization-unit.create', '--colour', 'red'], /takes no --colour/],
      [['organization-unit.create', 'Vision'], /takes nothing before its fields/],
      [['organization-unit.revise', id, '--name', 'A'], /--if-match VERSION/],
      [['organization-unit.list', '--limit', 'many'], /takes a number/],
      [['organization-unit.create', '--input', '{"name"'], /one JSON object/],
      [['organization-unit.create', '--name'], /--name takes a value/],
    ]
    for (const [args, message] of wrong) {
      const failure = await call(...args).catch((error: unknown) => error)
      expect([args, failure]).toEqual([args, expect.any(UsageError)])
      expect(String(failure)).toMatch(message)
    }
    const nowhere = callCommand({ ...env, PLUMBLINE_URL: 'http://127.0.0.1:9' }, () => 'key-one')
    expect(await run(nowhere, ['organization-unit.create', '--name', 'A'])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/was not reached.*--idempotency-key key-one/),
    })
  })
})

describe('help', () => {
  const help = (...args: string[]) => run(helpCommand(commands), args)

  it('tells of an operation its fields, their types, what they allow, the permission and the failures', async () => {
    const { lines } = await help('organization-unit.revise')
    expect(lines).toContain('plumbline organization-unit revise ID --if-match VERSION')
    expect(lines).toMatch(/--changes\.kind +one of .*team/)
    expect(lines).toMatch(/--changes\.name +text, at most 200 characters/)
    expect((await help('ai-system.create')).lines).toMatch(/--in_scope +true or false, or null/)
    expect(lines).toContain('Needs the permission organization-unit:write')
    expect(lines).toContain('version-conflict')
    expect((await help('risk', 'list')).lines).toBe((await help('risk.list')).lines)
    expect((await call('organization-unit.list', '--help')).lines).toMatch(/--limit +integer 1\.\.200/)
  })

  it('lists commands, subjects and the operations of a subject', async () => {
    const { lines } = await help()
    for (const name of Object.keys(commands)) expect(lines).toContain(`\n  ${name} `)
    expect(lines).toContain('organization-unit, ')
    expect((await help('risks')).lines).toMatch(/\n {2}assess +Move a record/)
    expect((await help('import')).lines).toContain('REGISTER FILE')
  })
})

describe('every contract', () => {
  const operations = [...operationsBySubject.values()].flat()

  it('can be called, described and named', () => {
    for (const operation of operations) {
      expect(operationNamed(operation.name)).toBe(operation)
      expect(describeOperation(operation)).toContain(operation.permission)
    }
  })

  it('has no field whose name the command line takes itself', () => {
    for (const operation of operations)
      expect([operation.name, operationFields(operation).filter(({ name }) => ownNames.has(name))]).toEqual([
        operation.name,
        [],
      ])
  })
})
