import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { exchangeClient } from '../../../../test/harness/exchange-client.ts'
import { makeOrganization, type TestOrganization } from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { startTestServer } from '../../../../test/harness/test-server.ts'
import type { importPreview, importResult } from '../../../kernel/register/exchange.ts'
import { withClient } from '../../db/provision.ts'
import { columnsOf } from '../mapping/mapping.fixture.ts'

type Preview = z.output<typeof importPreview>
type Result = z.output<typeof importResult>

const server = await startTestServer()
const { database, product } = server
let organization: TestOrganization
let count = 0

/** Each test works in an organization of its own. */
async function newOrganization(): Promise<TestOrganization> {
  count += 1
  organization = await makeOrganization(database, product.sources, `Example ${count}`)
  return organization
}

const manager = () => organization.actors['aims-manager']

/** Maps the columns key, name, stage, unit and remark; the key alone identifies a row. */
const headers = ['key', 'name', 'stage', 'unit', 'remark']
const mapping = {
  name: 'five-columns',
  register: 'ai-system',
  title: 'Five columns',
  ...columnsOf(headers),
  key: { columns: [{ position: 1, header: 'key' }] },
  columns: [
    { position: 2, header: 'name', field: 'name', required: true, parse: { kind: 'text', max_length: 400 } },
    {
      position: 3,
      header: 'stage',
      field: 'lifecycle_stage',
      parse: {
        kind: 'choice',
        values: { live: 'operation', idea: 'inception', wrong: 'galaxy' },
        on_unknown: 'error',
      },
    },
    { position: 4, header: 'unit', field: 'unit_id', parse: { kind: 'text' } },
    { position: 5, header: 'remark', custom: 'remark', parse: { kind: 'long_text' } },
  ],
}

const upload = (...lines: string[]) => ({
  file_name: 'systems.csv',
  bytes: Buffer.from([headers.join(','), ...lines].join('\n')),
})
const hashOf = ({ bytes }: { bytes: Buffer }) => createHash('sha256').update(bytes).digest('hex')

const preview = (file: ReturnType<typeof upload>, input: object = { mapping }) =>
  product.run<Preview>('ai-system.preview-import', manager(), input, file)
const importFile = (file: ReturnType<typeof upload>, input: object = {}) =>
  product.run<Result>('ai-system.import', manager(), { mapping, sha256: hashOf(file), ...input }, file)

const rows = <T>(statement: RawBuilder<T>) => readRows(database, organization.id, statement)

interface System {
  readonly id: string
  readonly name: string
  readonly lifecycle_stage: string | null
  readonly version: number
  readonly custom: Record<string, unknown>
}
const systems = () =>
  rows(sql<System>`select id, name, lifecycle_stage, version, custom from app.ai_system order by name`)

/** Everything a refused import must leave as it was. */
const traces = () =>
  rows(sql`
    select (select count(*) from trail.change) as changes, (select count(*) from trail.operation) as operations,
      (select count(*) from app.ai_system) as systems, (select count(*) from app.organization_unit) as units,
      (select count(*) from app.import) as imports, (select count(*) from app.import_row) as rows`)

beforeAll(newOrganization)

describe('an import', () => {
  it('with one wrong row changes nothing at all and lists every error', async () => {
    await newOrganization()
    const many = Array.from({ length: 600 }, (_, n) => `k${n},System ${n},live,Unit ${n},`)
    const file = upload(...many, 'bad1,,live,,', 'bad2,Name,galaxy,,', 'bad3,Name,wrong,,')
    const before = await traces()
    const promised = await preview(file)
    expect(promised).toMatchObject({
      rows: 603,
      created: 600,
      changed: 0,
      unchanged: 0,
      findings: { errors: 3, rows_with_errors: 3 },
    })
    await expect(importFile(file)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('3 of 603 rows'),
      issues: [
        { path: 'line 602, column 2', message: expect.stringContaining('required') },
        { path: 'line 603, column 3', message: expect.stringContaining('galaxy') },
        { path: 'line 604, column 3', message: expect.stringContaining('lifecycle_stage') },
      ],
    })
    expect(await traces()).toEqual(before)
  })

  it('is bound to the file that was dry-run', async () => {
    await newOrganization()
    const dryRun = upload('k1,One,live,,')
    const { file } = await preview(dryRun)
    const other = upload('k1,Another,live,,')
    const before = await traces()
    await expect(importFile(other, { sha256: file.sha256 })).rejects.toMatchObject({ kind: 'conflict' })
    expect(await traces()).toEqual(before)
    expect(await importFile(dryRun, { sha256: file.sha256 })).toMatchObject({ created: 1 })
  })

  it('updates only where the file changed, and keeps what people edited since', async () => {
    await newOrganization()
    await importFile(upload('k1,One,live,,first', 'k2,Two,live,,first', 'k3,Three,idea,,first'))
    const [one, three, two] = await systems()
    const edit = (system: System | undefined, changes: object) =>
      product.run('ai-system.revise', manager(), {
        id: system?.id,
        expected_version: system?.version,
        changes,
      })
    await edit(one, { name: 'One, edited' })
    await edit(two, { lifecycle_stage: 'retirement' })
    // Row 1: another remark. Row 2: another stage. Row 3: as before. Row 4 is new; nothing is said of an edit in row 1.
    const next = upload('k1,One,live,,second', 'k2,Two,idea,,first', 'k3,Three,idea,,first', 'k4,Four,,,')
    const promised = await preview(next)
    expect(promised).toMatchObject({ created: 1, changed: 2, unchanged: 1, absent: 0 })
    expect(promised.findings.items.map(({ line, message_key }) => [line, message_key])).toEqual([
      [3, 'exchange.edit_replaced'],
    ])
    expect(await importFile(next)).toMatchObject({ created: 1, changed: 2, unchanged: 1 })
    expect(await systems()).toMatchObject([
      { name: 'Four', lifecycle_stage: null, version: 1, custom: {} },
      { name: 'One, edited', lifecycle_stage: 'operation', version: 3, custom: { remark: 'second' } },
      { id: three?.id, version: 1 },
      { name: 'Two', lifecycle_stage: 'inception', version: 3, custom: { remark: 'first' } },
    ])
    const before = await traces()
    expect(await importFile(next)).toMatchObject({ created: 0, changed: 0, unchanged: 4, import_id: null })
    expect(await traces()).toMatchObject([
      { ...(before[0] as object), changes: expect.any(Number), operations: expect.any(Number) },
    ])
    expect(await preview(upload('k4,Four,,,'))).toMatchObject({ unchanged: 1, absent: 3 })
  })

  it('takes a value away when the file does, and leaves archived records alone', async () => {
    await newOrganization()
    await importFile(upload('k1,One,live,,first', 'k2,Two,live,,first'))
    const [, two] = await systems()
    await product.run('ai-system.archive', manager(), { id: two?.id, expected_version: 1 })
    const next = upload('k1,One,n/a,,', 'k2,Two,idea,,second')
    expect((await preview(next)).findings.items.map(({ message_key }) => message_key)).toEqual([
      'exchange.record_archived',
    ])
    expect(await importFile(next)).toMatchObject({ changed: 1, unchanged: 1 })
    expect(await systems()).toMatchObject([
      { name: 'One', lifecycle_stage: null, custom: {} },
      { name: 'Two', lifecycle_stage: 'operation', custom: { remark: 'first' } },
    ])
  })

  it('follows a changed mapping without overwriting later edits', async () => {
    await newOrganization()
    const file = upload('k1,One,idea,,')
    await importFile(file)
    const changed = structuredClone(mapping)
    Object.assign(changed.columns[1]?.parse ?? {}, { values: { live: 'operation', idea: 'development' } })
    expect(await importFile(file, { mapping: changed })).toMatchObject({ changed: 1 })
    const [one] = await systems()
    expect(one).toMatchObject({ lifecycle_stage: 'development', version: 2 })
    const changes = { lifecycle_stage: 'deployment' }
    await product.run('ai-system.revise', manager(), { id: one?.id, expected_version: 2, changes })
    expect(await importFile(file, { mapping: changed })).toMatchObject({ changed: 0, unchanged: 1 })
    expect(await systems()).toMatchObject([{ lifecycle_stage: 'deployment' }])
  })

  it('finds units by name, creates missing ones inside their parent, and knows rows of equal keys apart', async () => {
    await newOrganization()
    const known = await product.run<{ id: string }>('organization-unit.create', manager(), { name: 'Risk' })
    const file = upload(
      'k1,One,,risk,',
      'k1,Two,,Risk > Models,',
      'k1,Three,,Risk > Models,',
      'k2,Four,,Labs > Models,',
    )
    const promised = await preview(file)
    expect(promised.new_records.items.map(({ path }) => path)).toEqual([
      ['Risk', 'Models'],
      ['Labs'],
      ['Labs', 'Models'],
    ])
    expect(promised.duplicates).toMatchObject({ same_keys: 1, same_key_rows: 3 })
    expect(await importFile(file)).toMatchObject({ created: 4, new_records: 3 })
    const units = await rows(sql<{ system: string; unit: string; parent_id: string | null }>`
      select s.name as system, u.name as unit, u.parent_id from app.ai_system s join app.organization_unit u on u.id = s.unit_id
      order by s.name`)
    expect(units.map(({ unit }) => unit)).toEqual(['Models', 'Risk', 'Models', 'Models'])
    expect(units[2]?.parent_id).toBe(known.id)
    expect(await importFile(file)).toMatchObject({ unchanged: 4 })
  })

  it('is recorded as one operation by whoever imported', async () => {
    await newOrganization()
    await importFile(upload('k1,One,live,Unit,'))
    const operations = await rows(sql`
      select event, actor_id, change_count from trail.operation where name = 'ai-system.import'`)
    // A unit, a system, the import itself and what the event states.
    expect(operations).toEqual([
      { event: 'ai-system.imported', actor_id: manager().person_id, change_count: 4 },
    ])
  })
})

describe('a mapping', () => {
  it('that does not fit the file is refused with the columns that are elsewhere', async () => {
    await newOrganization()
    const moved = { file_name: 'moved.csv', bytes: Buffer.from('name,key,stage,unit,remark\nOne,k1,live,,') }
    expect(await preview(moved)).toMatchObject({
      fits: false,
      rows: 0,
      mismatches: [
        { expected: { position: 1, header: 'key' }, found_header: 'name', found_at: [2] },
        { expected: { position: 2, header: 'name' }, found_header: 'key', found_at: [1] },
      ],
    })
    await expect(importFile(moved)).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it.each([
    ['a register of another kind', { register: 'person' }, 'mapping.register'],
    ['no title', { columns: mapping.columns.slice(1) }, 'mapping.columns'],
    [
      'a field that does not exist',
      {
        columns: [
          ...mapping.columns,
          { position: 1, header: 'key', field: 'colour', parse: { kind: 'text' } },
        ],
      },
      'mapping.columns.4.field',
    ],
    ['a state, which only transitions set', { constants: { state: 'approved' } }, 'mapping.constants.state'],
    [
      'a path for a plain field',
      { paths: { outputs: [{ title: { position: 1, header: 'key' } }] } },
      'mapping.paths.outputs',
    ],
  ])('with %s is refused', async (_what, change, path) => {
    await expect(
      preview(upload('k1,One,live,,'), { mapping: { ...mapping, ...change } }),
    ).rejects.toMatchObject({
      kind: 'invalid-input',
      issues: expect.arrayContaining([expect.objectContaining({ path })]),
    })
  })

  it('is suggested for an unknown form, and found again by name and form once it was used', async () => {
    await newOrganization()
    const file = {
      file_name: 'list.csv',
      bytes: Buffer.from('Name,Lifecycle stage,Supplier name,Colour\nOne,operation,Acme,red'),
    }
    const suggested = await preview(file, {})
    expect(suggested).toMatchObject({ mapping_source: 'suggested', created: 1 })
    expect(suggested.sample[0]?.values).toMatchObject({
      name: 'One',
      lifecycle_stage: 'operation',
      supplier_name: 'Acme',
      colour: 'red',
    })
    await importFile(file, { mapping: suggested.mapping })
    expect(await preview(file, {})).toMatchObject({ mapping_source: 'earlier-import', unchanged: 1 })
    expect(await importFile(file, { mapping: suggested.mapping.name })).toMatchObject({ unchanged: 1 })
    await expect(preview(file, { mapping: 'nobody' })).rejects.toMatchObject({ kind: 'invalid-input' })
  })
})

describe('over HTTP', () => {
  it.each([
    ['half a file', Buffer.from('key,name\nk1,"One'), {}, 'unclosed_quote'],
    [
      'the wrong encoding',
      Buffer.from('key,name\nk1,Caf\u00e9', 'latin1'),
      { encoding: 'utf-8' },
      'encoding_mismatch',
    ],
    ['an image', Buffer.from('89504e470d0a1a0a00', 'hex'), {}, 'not_a_table'],
    ['nothing', Buffer.from('   \n'), {}, 'no_header'],
  ])('refuses %s in the reader’s words', async (_what, bytes, input, code) => {
    const client = await exchangeClient(server, 'aims-manager', 'ai-systems')
    const answer = await client.preview<{ detail: string }>({ name: 'file.csv', bytes }, input)
    expect(answer).toMatchObject({ status: 400, body: { kind: 'invalid-input', facts: { code } } })
    expect(answer.body.detail).toContain('Nothing was changed')
  })

  it('lets only those import who may change many records, and sees no other organization', async () => {
    await newOrganization()
    await importFile(upload('k1,One,live,,'))
    const owner = await exchangeClient(server, 'ai-system-owner', 'ai-systems')
    const file = upload('k1,One,live,,')
    const sent = { name: file.file_name, bytes: file.bytes }
    expect((await owner.preview(sent, { mapping })).status).toBe(403)
    expect((await owner.import(sent, { mapping, sha256: hashOf(file) })).status).toBe(403)
    const elsewhere = await exchangeClient(server, 'aims-manager', 'ai-systems')
    const { body } = await elsewhere.preview<Preview>(sent, { mapping })
    expect(body).toMatchObject({ created: 1, unchanged: 0 })
  })

  it('shows progress on another connection while nothing is committed', async () => {
    const client = await exchangeClient(server, 'aims-manager', 'ai-systems')
    const file = upload(...Array.from({ length: 3_000 }, (_, n) => `p${n},System ${n},live,Unit ${n % 50},`))
    const progress_id = product.sources.newId()
    await withClient(server.adminUrl, async (holder) => {
      // Holds the import up at its end: the import itself is what it writes last.
      await holder.query('begin; lock table app.import in share mode')
      const importing = client.import<Result>(
        { name: 'many.csv', bytes: file.bytes },
        { mapping, sha256: hashOf(file), progress_id },
      )
      const told = () => client.get<object>(`ai-systems/import-progress?progress_id=${progress_id}`)
      await expect
        .poll(told)
        .toMatchObject({ status: 200, body: { phase: 'committing', rows_read: 3_000, rows_written: 3_000 } })
      expect(await client.get('ai-systems/summary')).toMatchObject({ body: { count: 0 } })
      await holder.query('rollback')
      expect((await importing).body).toMatchObject({ created: 3_000 })
    })
    const strangers = await makeOrganization(database, product.sources, 'Strangers')
    await expect(
      product.run('ai-system.import-progress', strangers.actors['aims-manager'], { progress_id }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })
})
