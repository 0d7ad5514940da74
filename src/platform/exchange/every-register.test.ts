import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { makeOrganization, makeProduct, type TestOrganization } from '../../../test/harness/organization.ts'
import { readRows } from '../../../test/harness/read-rows.ts'
import { makeSample } from '../../../test/harness/sample/samples.ts'
import { makeTestDatabase } from '../../../test/harness/test-database.ts'
import { roles } from '../../kernel/access/role.ts'
import type { importPreview, importResult } from '../../kernel/register/exchange.ts'
import { type AnyRegister, givenFields } from '../../kernel/register/register.ts'
import { modules } from '../../modules/index.ts'
import type { Upload } from '../operations/scope.ts'
import { writeCsv } from '../tabular/csv/write-csv.ts'
import { readWhole } from '../tabular/whole-table.fixture.ts'

type Preview = z.output<typeof importPreview>
type Result = z.output<typeof importResult>

const { database } = await makeTestDatabase()
const product = makeProduct(database)
const registers = modules.flatMap((module) => module.registers.map(({ register }) => register))
const names = new Set(product.runner.operations.map(({ name }) => name))
let organization: TestOrganization
const everyone = () => ({ ...organization.actors['aims-manager'], roles: [...roles] })

beforeAll(async () => {
  organization = await makeOrganization(database, product.sources)
})

const exported = async (register: AnyRegister, format: 'csv' | 'xlsx'): Promise<Upload> => {
  const columns = [...givenFields(register).map(([name]) => name), 'owner_id', 'state', 'updated_at']
  const input = { format, with_ids: 'true', columns: columns.join(',') }
  const { bytes } = await product.run<{ bytes: Buffer }>(`${register.name}.export`, everyone(), input)
  return { file_name: `${register.plural}.${format}`, bytes }
}

const preview = (register: AnyRegister, file: Upload) =>
  product.run<Preview>(`${register.name}.preview-import`, everyone(), {}, file)

const imported = (register: AnyRegister, file: Upload, mapping: unknown) => {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  return product.run<Result>(`${register.name}.import`, everyone(), { mapping, sha256 }, file)
}

const rowsOf = (register: AnyRegister) =>
  readRows(
    database,
    organization.id,
    sql<Record<string, unknown>>`select * from ${sql.id('app', register.table)} order by id`,
  )

/** The same file with one cell of the first record changed. */
async function withCell(file: Upload, header: string, cell: string): Promise<Upload> {
  const { headers, cells } = await readWhole(file.bytes)
  const at = headers.indexOf(header)
  const changed = cells.map((row, line) =>
    row.map((one, column) => (line === 0 && column === at ? cell : one)),
  )
  const columns = headers.map((one) => ({ header: one, type: 'text' as const }))
  const pieces: Buffer[] = []
  for await (const piece of writeCsv(columns, changed)) pieces.push(piece)
  return { file_name: 'changed.csv', bytes: Buffer.concat(pieces) }
}

describe.each(registers.map((register) => [register.name, register] as const))('%s', (_name, register) => {
  it('is exported', () => {
    expect(names).toContain(`${register.name}.export`)
  })

  it('is imported wherever its records are created, or says why not', () => {
    const imports = ['preview-import', 'import', 'import-progress'].map((verb) => `${register.name}.${verb}`)
    expect(imports.filter((name) => names.has(name))).toEqual(register.not_imported ? [] : imports)
    if (!register.not_imported) expect(names).toContain(`${register.name}.create`)
  })
})

const importable = registers.filter(({ not_imported }) => not_imported === undefined)

describe.each(importable.map((register) => [register.name, register] as const))(
  'an export of %s',
  (name, register) => {
    it('imports again, as a file and as a workbook, and changes nothing', async () => {
      for (let made = 0; made < 2; made += 1) await makeSample(product, register, everyone())
      const before = await rowsOf(register)
      for (const format of ['csv', 'xlsx'] as const) {
        const file = await exported(register, format)
        const promised = await preview(register, file)
        expect(promised).toMatchObject({
          mapping_source: format === 'csv' ? 'declared' : 'earlier-import',
          created: 0,
          changed: 0,
          unchanged: before.filter(({ archived_at }) => archived_at === null).length,
          findings: { errors: 0, notices: 0 },
        })
        expect(await imported(register, file, promised.mapping)).toMatchObject({ created: 0, changed: 0 })
      }
      expect(await rowsOf(register)).toEqual(before)
    })

    it('changes the record whose cell was changed, and refuses a record that has moved on', async () => {
      await makeSample(product, register, everyone())
      const file = await exported(register, 'csv')
      const { cells, headers } = await readWhole(file.bytes)
      const id = cells[0]?.[headers.indexOf('id')]
      const changed = await withCell(file, register.title, 'Renamed in a file')
      const promised = await preview(register, changed)
      expect([name, promised.findings.items, promised.changed]).toEqual([name, [], 1])
      expect(await imported(register, changed, promised.mapping)).toMatchObject({ changed: 1 })
      const row = (await rowsOf(register)).find((one) => one.id === id)
      expect(row).toMatchObject({ [register.title]: 'Renamed in a file', updated_by: everyone().person_id })
      const again = await withCell(file, register.title, 'Renamed once more')
      const { findings } = await preview(register, again)
      expect(findings.items).toMatchObject([
        { line: 2, column: { header: 'version' }, message_key: 'exchange.record_moved_on' },
      ])
    })
  },
)
