import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { exchangeClient } from '../../../test/harness/exchange-client.ts'
import { makeOrganization } from '../../../test/harness/organization.ts'
import { startTestServer } from '../../../test/harness/test-server.ts'
import { verifyTrail } from '../../../verifier/verify-trail.ts'
import type { importPreview, importResult } from '../../kernel/register/exchange.ts'
import { readWhole } from '../../platform/tabular/whole-table.fixture.ts'
import { Sequencer } from '../../platform/trail/sign/sequencer.ts'
import { loadSigningKeys } from '../../platform/trail/sign/signing-keys.ts'
import { Witness } from '../../platform/trail/sign/witness.ts'
import { exportTrail, signedSize, trailRows } from '../../platform/trail/trail-export.ts'

type Preview = z.output<typeof importPreview>
type Result = z.output<typeof importResult>

const bytes = readFileSync(new URL('../../../demo/us-federal-ai-inventory-2024.csv', import.meta.url))
const file = { name: 'us-federal-ai-inventory-2024.csv', bytes }
const sha256 = createHash('sha256').update(bytes).digest('hex')
const mapping = 'us-federal-inventory-2024'

const server = await startTestServer()
const { database, product, organization } = server
const folder = await mkdtemp(join(tmpdir(), 'plumbline-inventory-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

let client: Awaited<ReturnType<typeof exchangeClient>>
let preview: Preview
let result: Result
let leavesBefore: number

async function rows<T>(statement: ReturnType<typeof sql<T>>, organizationId = organization.id): Promise<T[]> {
  return database.read({ role: 'app', organizationId }, async (db) => (await statement.execute(db)).rows)
}

const changes = async () =>
  (await rows(sql<{ count: number }>`select count(*) as count from trail.change`))[0]?.count ?? 0

/** How many systems hold each value of a column; null for unknown. */
async function counted(column: string): Promise<Record<string, number>> {
  const found = await rows(
    sql<{ value: string | null; count: number }>`
      select ${sql.ref(column)}::text as value, count(*) as count from app.ai_system group by 1`,
  )
  return Object.fromEntries(found.map(({ value, count }) => [value ?? 'unknown', count]))
}

beforeAll(async () => {
  client = await exchangeClient(server, 'aims-manager', 'ai-systems')
  leavesBefore = await changes()
  const previewed = await client.preview<Preview>(file)
  expect(previewed.status).toBe(200)
  preview = previewed.body
  expect(await rows(sql`select 1 from app.ai_system union all select 1 from app.organization_unit`)).toEqual(
    [],
  )
  expect(await changes()).toBe(leavesBefore)
  const imported = await client.import<Result>(file, { mapping, sha256 })
  expect(imported.status).toBe(200)
  result = imported.body
})

describe('the dry run', () => {
  it('recognises the file and its form', () => {
    expect(preview).toMatchObject({
      file: { sha256, format: 'csv', encoding: 'windows-1252', delimiter: ',', sheet: null },
      mapping: { name: mapping },
      mapping_source: 'shipped',
      fits: true,
      unmapped: [],
      rows: 2_133,
      created: 2_133,
      changed: 0,
      unchanged: 0,
      absent: 0,
    })
    expect(preview.columns).toHaveLength(62)
    expect(preview.known_mappings).toEqual([expect.objectContaining({ name: mapping, fits: true })])
    expect(preview.sample[0]).toMatchObject({
      line: 2,
      action: 'create',
      values: { unit_id: expect.stringContaining('Department of Homeland Security > ') },
    })
  })

  it('promises what the import does', () => {
    const { rows: read, created, changed, unchanged, absent, findings, new_records, duplicates } = preview
    expect(result).toMatchObject({
      rows: read,
      created,
      changed,
      unchanged,
      absent,
      notices: findings.notices,
      new_records: new_records.count,
      duplicates: { exact_copies: duplicates.exact_copies, same_keys: duplicates.same_keys },
    })
    expect(findings).toMatchObject({ errors: 0, rows_with_errors: 0 })
  })

  it('reports 3 exact pairs and 29 groups of 78 rows that share their key', () => {
    expect(preview.duplicates).toMatchObject({ exact_copies: 3, same_keys: 29, same_key_rows: 78 })
    const exact = preview.duplicates.groups.filter(({ kind }) => kind === 'exact_copy')
    expect(exact.map(({ lines }) => lines.length)).toEqual([2, 2, 2])
  })

  it('pages through its findings', async () => {
    const page = async (from: number) =>
      (await client.preview<Preview>(file, { findings_from: from, findings_limit: 200, sample_rows: 0 })).body
        .findings
    const [first, second] = [await page(0), await page(200)]
    expect(first.next_from).toBe(200)
    expect(second.next_from).toBeNull()
    expect(first.items.length + second.items.length).toBe(preview.findings.notices)
    expect([...first.items, ...second.items].every(({ message }) => message.length > 10)).toBe(true)
  })
})

describe('the imported systems', () => {
  it('are 2,133 drafts without owner; the stage is a fact', async () => {
    expect(await counted('state')).toEqual({ draft: 2_133 })
    expect(await counted('owner_id')).toEqual({ unknown: 2_133 })
    expect(await counted('lifecycle_stage')).toEqual({
      operation: 874,
      development: 404,
      inception: 399,
      deployment: 287,
      retirement: 142,
      unknown: 27,
    })
  })

  it.each([
    ['uses_personal_data', { true: 175, false: 874, unknown: 1_084 }],
    ['privacy_assessed', { true: 240, false: 748, unknown: 1_145 }],
    ['informs_public', { true: 195, false: 834, unknown: 1_104 }],
    [
      'rights_safety_impact',
      { rights: 131, safety: 25, rights_and_safety: 195, neither: 1_722, unknown: 60 },
    ],
    // Off the shelf: 346 rows where the question about contracts is blank, and 4 where it says N/A.
    ['sourcing', { in_house: 454, contracted: 485, mixed: 208, off_the_shelf: 346 + 4, unknown: 636 }],
    ['impact_assessment_reported', { done: 114, not_done: 65, in_progress: 32, unknown: 1_922 }],
    ['monitoring_practice', { none: 39, manual: 76, automated: 25, continuous: 6, unknown: 1_987 }],
    [
      'human_involvement',
      { human_decides_some: 197, fully_automated: 3, automated_with_failsafe: 3, unknown: 1_930 },
    ],
    [
      'data_documentation',
      { missing: 256, partial: 292, complete: 415, widely_available: 140, unknown: 1_030 },
    ],
    [
      'application_area',
      {
        internal_operations: 869,
        law_and_justice: 247,
        health: 241,
        other: 203,
        public_services: 162,
        international_affairs: 92,
        science: 83,
        transportation: 57,
        education_and_employment: 38,
        energy_and_environment: 38,
        emergency_management: 18,
        unknown: 85,
      },
    ],
  ])('hold the answers of the file in %s, unknown staying unknown', async (column, expected) => {
    expect(await counted(column)).toEqual(expected)
  })

  it('keep dates, "none of them" and custom fields', async () => {
    const [found] = await rows(sql<Record<string, number>>`
      select count(initiated_on) as initiated, count(*) filter (where demographic_features = '{}') as no_features,
        count(demographic_features) as features, count(*) filter (where custom ? 'agency_abbreviation') as abbreviations,
        count(*) filter (where initiated_on < '1950-01-01') as in_1905, max(char_length(name)) as longest_name
      from app.ai_system`)
    expect(found).toMatchObject({
      initiated: 1_236 - 48 + 28,
      no_features: 396,
      abbreviations: 2_133,
      in_1905: 0,
      longest_name: 342,
    })
  })

  it('belong to units: 41 departments with their abbreviation, bureaus inside', async () => {
    const [units] = await rows(sql<Record<string, number>>`
      select count(*) as all, count(*) filter (where kind = 'department' and parent_id is null) as departments,
        count(*) filter (where parent_id is null) as topmost, count(short_name) as named from app.organization_unit`)
    expect(units).toMatchObject({ departments: 41, topmost: 41, named: 41, all: result.new_records })
    const [dhs] = await rows(sql<{ name: string; short_name: string; systems: number }>`
      select u.name, u.short_name, (select count(*) from app.ai_system s join app.organization_unit b on b.id = s.unit_id
        where b.id = u.id or b.parent_id = u.id) as systems
      from app.organization_unit u where u.short_name = 'DHS'`)
    expect(dhs).toEqual({ name: 'Department of Homeland Security', short_name: 'DHS', systems: 183 })
    expect(await rows(sql`select 1 from app.ai_system where unit_id is null`)).toEqual([])
  })

  it('keep every cell of their row, bound to the trail by a digest', async () => {
    const kept = await rows(sql<{ line: number; cells: string[]; key_hash: Buffer; hash: Buffer }>`
      select line, cells, key_hash, hash from app.import_row order by line`)
    const { rows: source } = await readWhole(bytes)
    expect(kept.map(({ line, cells }) => [line, cells])).toEqual(
      source.map(({ line, cells }) => [line, [...cells]]),
    )
    const digest = createHash('sha256')
    for (const { key_hash, cells } of kept)
      digest.update(key_hash).update(createHash('sha256').update(JSON.stringify(cells)).digest())
    const [recorded] = await rows(sql<{ after: object }>`
      select c.after from trail.change c where c.table_name = 'import'`)
    expect(recorded?.after).toMatchObject({
      sha256,
      mapping_name: mapping,
      kept_row_count: 2_133,
      rows_digest: digest.digest('hex'),
    })
  })
})

describe('the trail', () => {
  it('holds one operation with one leaf for each record, unit and the import, and verifies', async () => {
    const operations = await rows(sql<{ event: string; change_count: number }>`
      select event, change_count from trail.operation where name = 'ai-system.import'`)
    expect(operations).toEqual([
      { event: 'ai-system.imported', change_count: 2_133 + result.new_records + 1 + 1 },
    ])
    const keys = await loadSigningKeys(join(folder, 'keys.json'), 'plumbline.test', randomBytes)
    const witness = await Witness.open(join(folder, 'witness.jsonl'))
    const sequencer = new Sequencer({
      database,
      keys,
      witness,
      server: 'plumbline.test',
      now: () => new Date(),
    })
    await sequencer.runOnce()
    const trail = trailRows(database, organization.id)
    const size = (await signedSize(trail)) ?? 0
    expect(size).toBe(await changes())
    const lines: string[] = []
    for await (const line of exportTrail(trail, organization.id, size, keys.verifiers, new Date()))
      lines.push(line)
    const verdict = await verifyTrail(lines, { keys: keys.verifiers })
    expect(verdict.findings).toEqual([])
    expect(verdict.leaves).toBe(size)
  })
})

describe('importing the same again', () => {
  it('changes nothing and says so: one operation with its event, nothing else', async () => {
    const before = await changes()
    const again = await client.import<Result>(file, { mapping, sha256 })
    expect(again).toMatchObject({
      status: 200,
      body: { created: 0, changed: 0, unchanged: 2_133, import_id: null, new_records: 0, absent: 0 },
    })
    expect(await changes()).toBe(before + 1)
    expect((await client.preview<Preview>(file)).body).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: 2_133,
    })
  })

  it('as a workbook, in another organization, gives the same systems', async () => {
    const { rows: source, headers } = await readWhole(bytes)
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Inventory')
    sheet.addRow([...headers])
    for (const { cells } of source) sheet.addRow([...cells])
    const upload = { file_name: 'inventory.xlsx', bytes: Buffer.from(await book.xlsx.writeBuffer()) }
    const other = await makeOrganization(database, product.sources, 'Other')
    const actor = other.actors['aims-manager']
    const dry = await product.run<Preview>('ai-system.preview-import', actor, {}, upload)
    expect(dry).toMatchObject({ file: { format: 'xlsx' }, mapping_source: 'shipped', created: 2_133 })
    await product.run('ai-system.import', actor, { mapping, sha256: dry.file.sha256 }, upload)
    const systems = (organizationId: string) =>
      rows(
        sql`
          select to_jsonb(s) - '{id,organization_id,unit_id,created_at,created_by,updated_at,updated_by}'::text[] as system,
            u.name as unit, p.name as parent
          from app.ai_system s join app.organization_unit u on u.id = s.unit_id left join app.organization_unit p on p.id = u.parent_id
          order by s.id`,
        organizationId,
      )
    expect(await systems(other.id)).toEqual(await systems(organization.id))
  })
})
