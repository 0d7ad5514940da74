import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { DuplicateFinder } from '../../kernel/tabular/duplicates.ts'
import { bindMapping } from '../../kernel/tabular/map-rows.ts'
import { headerFingerprint } from '../../kernel/tabular/mapping/header-fingerprint.ts'
import { mappingSchema } from '../../kernel/tabular/mapping/mapping.ts'
import type { WholeTable } from './whole-table.fixture.ts'
import { readWhole, refusalOf } from './whole-table.fixture.ts'

const file = readFileSync(new URL('../../../demo/us-federal-ai-inventory-2024.csv', import.meta.url))
let inventory: WholeTable

beforeAll(async () => {
  inventory = await readWhole(file)
})

const column = (position: number) => ({ position, header: inventory.headers[position - 1] ?? '' })

describe('the real inventory', () => {
  test('is recognised and hashed', () => {
    expect(inventory.table).toMatchObject({
      format: 'csv',
      encoding: 'windows-1252',
      delimiter: ',',
      sha256: '789e1bac6d2551e8f90e5cfc5feb37ac23c6ca9f302f5af92fea8a577caa0a83',
    })
  })

  test('has 2,133 rows and 62 columns, nine of them under one header, and no ragged row', () => {
    expect(inventory.rows).toHaveLength(2_133)
    expect(inventory.headers).toHaveLength(62)
    const same = inventory.table.columns.filter(({ header }) => header === 'If Other, please explain.')
    expect(same.map(({ position }) => position)).toEqual([26, 30, 38, 40, 42, 52, 54, 58, 62])
    expect(inventory.rows.every(({ cells, findings }) => cells.length === 62 && findings.length === 0)).toBe(
      true,
    )
    expect(inventory.rows.at(-1)?.line).toBe(4_652)
  })

  test('keeps every character of Windows-1252', () => {
    const text = inventory.cells.flat().join('') + inventory.headers.join('')
    const count = (character: string) => text.split(character).length - 1
    const counted = ['–', '’', '\u00a0', '“', '”', '•', '—', '™', '\ufffd'].map((c) => [c, count(c)])
    expect(counted).toEqual([
      ['–', 1819],
      ['’', 927],
      ['\u00a0', 291],
      ['“', 79],
      ['”', 79],
      ['•', 63],
      ['—', 14],
      ['™', 3],
      ['\ufffd', 0],
    ])
  })

  test('cut in half is refused or complete up to the cut, never silently wrong', async () => {
    const insideQuotes = file.indexOf('"', 100_000) + 10
    const failure = await refusalOf(file.subarray(0, insideQuotes))
    expect(failure).toMatchObject({ code: 'unclosed_quote' })
    expect(failure.line).toBeGreaterThan(1)
  })

  test('read as UTF-8 is refused', async () => {
    expect(await refusalOf(file, { encoding: 'utf-8' })).toMatchObject({ code: 'encoding_mismatch', line: 1 })
  })
})

describe('the same rows in a workbook', () => {
  test('give the same cells', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('Inventory')
    sheet.addRow(inventory.headers)
    for (const cells of inventory.cells) sheet.addRow([...cells])
    const { headers, cells } = await readWhole(Buffer.from(await book.xlsx.writeBuffer()))
    expect(headers).toEqual(inventory.headers)
    // XML turns the carriage returns that exceljs writes unescaped into line feeds.
    const asXml = inventory.cells.map((row) => row.map((cell) => cell.replace(/\r\n?/g, '\n')))
    expect(cells).toEqual(asXml)
  })
})

describe('mapped', () => {
  const mapped = () => {
    const mapping = mappingSchema.parse({
      name: 'us-federal-inventory-2024',
      register: 'ai-system',
      title: 'US federal AI use case inventory 2024',
      source: { columns: 62, header_fingerprint: headerFingerprint(inventory.table.columns) },
      key: { columns: [column(3), column(4), column(1)] },
      columns: [
        { ...column(1), field: 'name', required: true, parse: { kind: 'text' } },
        {
          ...column(10),
          field: 'lifecycle_stage',
          parse: {
            kind: 'choice',
            values: {
              Initiated: 'inception',
              Planned: 'inception',
              Ideation: 'inception',
              'Acquisition and/or Development': 'development',
              'Implementation and Assessment': 'deployment',
              'Operation and Maintenance': 'operation',
              'In production': 'operation',
              'In mission': 'operation',
              Retired: 'retirement',
            },
          },
        },
        {
          ...column(12),
          field: 'initiated_on',
          parse: { kind: 'date', formats: ['M/D/YYYY', 'YY-MMM'], earliest: '1950-01-01' },
        },
        { ...column(23), field: 'uses_personal_data', parse: { kind: 'boolean' } },
        { ...column(30), custom: 'demographic_explanation', parse: { kind: 'long_text' } },
      ],
    })
    const bound = bindMapping(mapping, inventory.table.columns)
    if (!bound.fits) throw new Error(JSON.stringify(bound.mismatches))
    return inventory.rows.map(bound.mapRow)
  }

  test('every row has a key of its own', () => {
    expect(new Set(mapped().map(({ key }) => key.text)).size).toBe(2_133)
  })

  test('unknown stays null: 175 yes, 874 no, the rest null', () => {
    const answers = Map.groupBy(mapped(), ({ fields }) => fields.uses_personal_data ?? null)
    expect([true, false, null].map((answer) => answers.get(answer)?.length)).toEqual([175, 874, 1_084])
  })

  test('892 systems are in operation, 5 stages nobody knows are reported', () => {
    const rows = mapped()
    expect(rows.filter(({ fields }) => fields.lifecycle_stage === 'operation')).toHaveLength(874 + 14 + 4)
    const reported = rows
      .flatMap(({ findings }) => findings)
      .filter((f) => f.message_key === 'tabular.choice_unknown')
    expect(reported.map(({ detail }) => detail.value)).toEqual(
      Array.from({ length: 5 }, () => 'Research or  Administrative Action Complete'),
    )
  })

  test('dates are read, or null and reported with the raw value kept', () => {
    const rows = mapped()
    const keys = Map.groupBy(
      rows.flatMap(({ findings }) => findings),
      ({ message_key }) => message_key,
    )
    expect(rows.filter(({ fields }) => fields.initiated_on !== null)).toHaveLength(1_236 - 48 + 28)
    expect(keys.get('tabular.date_probably_a_year')).toHaveLength(48)
    expect(keys.get('tabular.date_day_assumed')).toHaveLength(28)
    expect(keys.get('tabular.date_unreadable')).toHaveLength(6)
    expect(rows.every(({ raw }, index) => raw === inventory.rows[index]?.cells)).toBe(true)
  })

  test('3 exact copies and 29 groups of equal keys are suspected duplicates, all kept', () => {
    const finder = new DuplicateFinder()
    for (const row of mapped()) finder.add(row)
    const groups = Map.groupBy(finder.groups(), ({ kind }) => kind)
    expect(groups.get('exact_copy')?.map(({ lines }) => lines.length)).toEqual([2, 2, 2])
    expect(groups.get('same_key')).toHaveLength(29)
    expect(groups.get('same_key')?.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(78)
  })
})
