import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Made } from '../../../../test/harness/made.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import { readRows } from '../../../../test/harness/read-rows.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { roles } from '../../../kernel/access/role.ts'
import type { importPreview, importResult } from '../../../kernel/register/exchange.ts'
import { modules } from '../../../modules/index.ts'
import { Runner } from '../../operations/runner.ts'
import type { Actor, Upload } from '../../operations/scope.ts'

type Preview = z.output<typeof importPreview>
type Result = z.output<typeof importResult>
const { database } = await makeTestDatabase()
const product = makeProduct(database)
let organization: TestOrganization
const everyone = (): Actor => ({ ...organization.actors['aims-manager'], roles: [...roles] })

beforeEach(async () => {
  organization = await makeOrganization(database, product.sources)
})

const csv = (...lines: string[]): Upload => ({ file_name: 'file.csv', bytes: Buffer.from(lines.join('\n')) })
const preview = (register: string, file: Upload, input: object = {}) =>
  product.run<Preview>(`${register}.preview-import`, everyone(), input, file)
const sha256 = ({ bytes }: Upload) => createHash('sha256').update(bytes).digest('hex')

/** Dry-runs a file and imports it with the mapping that was found. */
async function imported(register: string, file: Upload): Promise<Result> {
  const { mapping } = await preview(register, file)
  return product.run(`${register}.import`, everyone(), { mapping, sha256: sha256(file) }, file)
}

const rows = <T>(statement: RawBuilder<T>) => readRows(database, organization.id, statement)

const seen = ({ findings }: Preview) =>
  findings.items.map(({ line, column, message_key, message }) => [
    line,
    column?.header ?? null,
    message_key,
    message,
  ])

describe('what a register’s rules refuse', () => {
  const file = csv(
    'name,requirements,design_rating',
    'Good,urn:plumbline:iso-42001:2023:control:A.5.2,',
    'Unknown requirement,urn:plumbline:iso-42001:2023:control:A.99,',
    'Rated without a reason,,3',
  )

  it('is found by the dry run already, with line and column', async () => {
    expect(seen(await preview('control', file))).toEqual([
      [3, 'requirements', 'exchange.field_refused', expect.stringContaining('A.99')],
      // The file has no such column.
      [4, null, 'exchange.field_refused', 'design_rated_on: say on which day the design rating was given.'],
    ])
  })

  it('refuses the whole import in the same words', async () => {
    await expect(imported('control', file)).rejects.toMatchObject({
      kind: 'refused-by-rule',
      issues: [{ path: 'line 3, column 2', message: expect.stringContaining('A.99') }, { path: 'line 4' }],
    })
    expect(await rows(sql`select from app.control`)).toEqual([])
  })

  it('also concerns changes: what was approved stays as it was', async () => {
    const policy = await product.run<Made>('policy.create', everyone(), {
      title: 'AI policy',
      edition: '1',
      location: 'Intranet',
      review_on: '2027-01-01',
      commitments: ['meet_applicable_requirements', 'continual_improvement'],
    })
    await product.run('policy.submit', everyone(), { id: policy.id, expected_version: 1 })
    const [refused] = seen(await preview('policy', csv('id,title', `${policy.id},Renamed`)))
    expect(refused).toEqual([
      2,
      null,
      'exchange.refused_by_rule',
      expect.stringMatching(/^This policy is in review/),
    ])
  })
})

describe('what a register’s rules add', () => {
  it('is derived for each row, and cannot be given', async () => {
    await imported('risk', csv('title,category,scenario_id', 'Unequal errors,BIA,BIA-01'))
    expect(await rows(sql`select scenario_urn, state, version from app.risk`)).toEqual([
      { scenario_urn: expect.stringContaining(':scenario:'), state: 'draft', version: 1 },
    ])
    const { mapping } = await preview('risk', csv('title,category', 'Unequal errors,BIA'))
    const columns = [{ position: 2, header: 'category', field: 'inherent_level', parse: { kind: 'text' } }]
    await expect(
      preview('risk', csv('title,category', 'Unequal errors,BIA'), {
        mapping: { ...mapping, columns: [...mapping.columns.slice(0, 1), ...columns] },
      }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
  })

  it('follows each written record in the same transaction', async () => {
    await imported('risk-criteria', csv('title', 'First edition', 'Second edition'))
    const drafts = await rows(sql<{ content: object | null }>`select content from app.risk_criteria`)
    expect(drafts).toHaveLength(2)
    for (const { content } of drafts) expect(content).toHaveProperty('appetite')
  })

  it('takes an approval back when the file changes its ground', async () => {
    const { id } = await product.run<Made>('ai-system.create', everyone(), {
      name: 'Triage',
      intended_purpose: 'Sort mail',
    })
    const change = {
      role: 'app',
      organizationId: organization.id,
      operationId: product.sources.newId(),
    } as const
    await database.write(change, async (db, later) => {
      await sql`update app.ai_system set state = 'approved', version = 2 where id = ${id}`.execute(db)
      later(sql`select trail.record(now(), 'test.approve', 'test.approved', null, null, null)`.execute(db))
    })
    await imported('ai-system', csv('id,version,name', `${id},2,Triage of mail`))
    expect(await rows(sql`select state, version from app.ai_system`)).toEqual([
      { state: 'approved', version: 3 },
    ])
    await imported('ai-system', csv('id,version,intended_purpose', `${id},3,Sort patients`))
    expect(await rows(sql`select state, version from app.ai_system`)).toEqual([
      { state: 'draft', version: 4 },
    ])
  })
})

describe('a row that names its record', () => {
  it('changes only what its file holds, and says what it cannot find', async () => {
    const { id } = await product.run<Made>('organization-unit.create', everyone(), {
      name: 'Labs',
      short_name: 'LB',
    })
    const other = product.sources.newId()
    const file = csv('id,name', `${id},Laboratories`, `${other},Elsewhere`, 'seven,Wrong')
    expect(seen(await preview('organization-unit', file))).toEqual([
      [3, 'id', 'exchange.id_unknown', expect.stringContaining(other)],
      [4, 'id', 'exchange.id_unknown', expect.stringContaining('seven')],
    ])
    expect(await imported('organization-unit', csv('id,name', `${id},Laboratories`, ',New'))).toMatchObject({
      created: 1,
      changed: 1,
    })
    expect(
      await rows(sql`select name, short_name, version from app.organization_unit order by name`),
    ).toEqual([
      { name: 'Laboratories', short_name: 'LB', version: 2 },
      { name: 'New', short_name: null, version: 1 },
    ])
  })

  it('never loses a value to a cell that could not be read', async () => {
    const { id } = await product.run<Made>('ai-system.create', everyone(), {
      name: 'One',
      uses_personal_data: true,
    })
    const file = csv('id,uses_personal_data,initiated_on', `${id},perhaps,soon`)
    expect(seen(await preview('ai-system', file)).map(([line, column, key]) => [line, column, key])).toEqual([
      [2, 'uses_personal_data', 'tabular.boolean_unknown'],
      [2, 'initiated_on', 'tabular.date_unreadable'],
    ])
    await expect(imported('ai-system', file)).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })
})

describe('rows that point to records', () => {
  it('may point to each other, in any order', async () => {
    const file = csv('name,parent', 'Models,Research', 'Research,Company', 'Company,')
    expect(await imported('organization-unit', file)).toMatchObject({ created: 3 })
    expect(
      await rows(sql`
        select u.name, p.name as parent from app.organization_unit u
        left join app.organization_unit p on p.id = u.parent_id order by u.name`),
    ).toEqual([
      { name: 'Company', parent: null },
      { name: 'Models', parent: 'Research' },
      { name: 'Research', parent: 'Company' },
    ])
    expect(await imported('organization-unit', file)).toMatchObject({ created: 0, unchanged: 3 })
    const unclear = csv('name,parent', 'Labs,', 'Labs,', 'Team,Labs', 'Other,Nowhere')
    expect(
      seen(await preview('organization-unit', unclear)).map(([line, column, key]) => [line, column, key]),
    ).toEqual([
      [4, 'parent', 'exchange.record_ambiguous'],
      [5, 'parent', 'exchange.record_unknown'],
    ])
  })

  it('find them as the other register’s module says, by id even when archived, and of any register', async () => {
    await imported('person', csv('name,unit', 'Ada,Company > Research'))
    expect(
      await rows(sql`
      select u.name from app.person p join app.organization_unit u on u.id = p.unit_id`),
    ).toEqual([{ name: 'Research' }])
    const { id } = await product.run<Made>('ai-system.create', everyone(), { name: 'Old' })
    await product.run('ai-system.archive', everyone(), { id, expected_version: 1 })
    const file = csv(
      'title,kind,origin,due_on,subject',
      `Look,review,manual,2027-01-01,${id}`,
      'Look,review,manual,2027-01-01,Research',
    )
    expect(await imported('obligation', file)).toMatchObject({ created: 2, notices: 0 })
    expect(await rows(sql`select subject_id from app.obligation where subject_id = ${id}`)).toHaveLength(1)
  })
})

describe('whoever may change only records of their own', () => {
  it('creates and changes only those', async () => {
    const own = modules.map((module) => ({
      ...module,
      registers: module.registers.map((served) =>
        served.register.name === 'control'
          ? {
              ...served,
              register: {
                ...served.register,
                grants: { ...served.register.grants, 'control:bulk': { 'risk-owner': 'own' as const } },
              },
            }
          : served,
      ),
    }))
    const runner = new Runner({ database, modules: own, sources: product.sources })
    const actor = organization.actors['risk-owner']
    const manager = organization.actors['aims-manager'].person_id
    const { id } = await product.run<Made>('control.create', everyone(), {
      name: 'Theirs',
      owner_id: manager,
    })
    const run = async <T>(name: string, file: Upload, input: object = {}) =>
      (await runner.run(name, { actor, input, upload: file })).result as T
    const wrong = csv('id,name,owner_id', `${id},Mine now,${manager}`, `,For another,${manager}`)
    const promised = await run<Preview>('control.preview-import', wrong)
    expect(promised.findings.items.map(({ line, message_key }) => [line, message_key])).toEqual([
      [2, 'exchange.not_owned'],
      [3, 'exchange.not_owned'],
    ])
    const right = csv('name', 'Mine')
    const { mapping } = await run<Preview>('control.preview-import', right)
    await run('control.import', right, { mapping, sha256: sha256(right) })
    expect(await rows(sql`select owner_id from app.control where name = 'Mine'`)).toEqual([
      { owner_id: actor.person_id },
    ])
  })
})
