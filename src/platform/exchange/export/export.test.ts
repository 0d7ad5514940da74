import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { exchangeClient } from '../../../../test/harness/exchange-client.ts'
import { startTestServer } from '../../../../test/harness/test-server.ts'
import { readWhole } from '../../tabular/whole-table.fixture.ts'

const server = await startTestServer()
const { product, organization, database } = server
const manager = organization.actors['aims-manager']
let client: Awaited<ReturnType<typeof exchangeClient>>
let unitId: string

const columns = 'name,unit_id,owner_id,lifecycle_stage,uses_personal_data,demographic_features,initiated_on'
const known = {
  name: '=cmd|calc',
  lifecycle_stage: 'operation',
  uses_personal_data: false,
  demographic_features: [],
  initiated_on: '2024-02-29',
}

async function exported(query: string) {
  const { status, headers, bytes } = await client.download(`ai-systems/export?${query}`)
  expect(status).toBe(200)
  const table = await readWhole(bytes)
  return { headers, bytes, columns: table.headers, cells: table.cells }
}

beforeAll(async () => {
  client = await exchangeClient(server, 'aims-manager', 'ai-systems')
  const unit = await product.run<{ id: string }>('organization-unit.create', manager, { name: 'Labs' })
  unitId = unit.id
  await product.run('ai-system.create', manager, { ...known, unit_id: unitId, owner_id: manager.person_id })
  await product.run('ai-system.create', manager, {
    name: 'Äther',
    demographic_features: ['age', 'income'],
    uses_personal_data: true,
  })
  await product.run('ai-system.create', manager, { name: 'Zulu', lifecycle_stage: 'retirement' })
})

describe.each(['csv', 'xlsx'])('an export as %s', (format) => {
  it('holds the rows and columns that the list shows, with titles, unknown apart from none', async () => {
    const {
      columns: shown,
      cells,
      headers,
    } = await exported(`format=${format}&columns=${columns}&sort=-name`)
    expect(shown).toEqual(columns.replaceAll('_id', '').split(','))
    expect(headers.get('content-disposition')).toContain(`.${format}`)
    expect(cells).toEqual([
      ['Zulu', '', '', 'retirement', '', '', ''],
      ['Äther', '', '', '', 'TRUE', 'age; income', ''],
      ['=cmd|calc', 'Labs', 'Example aims-manager', 'operation', 'FALSE', 'none', '2024-02-29'],
    ])
  })

  it('filters as the list does, and adds ids on request', async () => {
    const { columns: shown, cells } = await exported(
      `format=${format}&columns=name,unit_id&with_ids=true&lifecycle_stage=operation`,
    )
    expect(shown).toEqual(['id', 'version', 'name', 'unit', 'unit_id'])
    expect(cells).toEqual([[expect.stringMatching(/^[0-9a-f-]{36}$/), '1', '=cmd|calc', 'Labs', unitId]])
  })
})

describe('an export', () => {
  it('is safe to open: no cell of a CSV file begins a formula', async () => {
    const { bytes } = await exported('format=csv&columns=name')
    expect(bytes.toString('utf8')).toContain("'=cmd|calc")
    expect(bytes.toString('utf8')).not.toMatch(/^=/m)
  })

  it('imports again as it was', async () => {
    const { bytes } = await exported(`format=csv&columns=${columns}`)
    const answer = await client.preview<{ created: number; sample: { values: object }[]; findings: object }>({
      name: 'again.csv',
      bytes,
    })
    expect(answer).toMatchObject({ status: 200, body: { created: 3, findings: { errors: 0 } } })
    const { values } = answer.body.sample[0] ?? {}
    expect(values).toMatchObject({ ...known, unit_id: 'Labs', owner_id: 'Example aims-manager' })
  })

  it('shows the default columns of the list, and different columns one after another', async () => {
    const { columns: first } = await exported('')
    expect(first.slice(0, 3)).toEqual(['name', 'unit', 'lifecycle_stage'])
    for (const name of ['name', 'state', 'created_at', 'name'])
      expect((await exported(`columns=${name}`)).columns).toEqual([name])
  })

  it('holds back what the person may not see', async () => {
    const owner = await exchangeClient(server, 'employee', 'people')
    expect((await owner.download('people/summary')).status).toBe(200)
    expect((await client.download('ai-systems/export?columns=salary')).status).toBe(400)
    expect((await client.download('ai-systems/export?format=pdf')).status).toBe(400)
  })

  it('of many rows is complete, and waits in a file rather than in memory', async () => {
    const long = 'Lorem ipsum dolor sit amet. '.repeat(60)
    await database.write(
      { role: 'app', organizationId: organization.id, operationId: product.sources.newId() },
      async (db, later) => {
        await sql`
          insert into app.ai_system (organization_id, id, version, state, name, intended_purpose, created_at, updated_at)
          select ${organization.id}, gen_random_uuid(), 1, 'draft', 'Many ' || n, ${long}, now(), now()
          from generate_series(1, 4000) n`.execute(db)
        later(sql`select trail.record(now(), 'test.many', 'test.many-made', null, null, null)`.execute(db))
      },
    )
    const { cells, bytes } = await exported('columns=name,intended_purpose&name.contains=Many')
    expect(bytes.length).toBeGreaterThan(5_000_000)
    expect(new Set(cells.map(([name]) => name)).size).toBe(4_000)
  })
})
