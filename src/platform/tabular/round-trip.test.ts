import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeCsv } from './csv/write-csv.ts'
import type { ExportCell, ExportColumn } from './export-table.ts'
import { readTable } from './read-table.ts'
import { readWhole } from './whole-table.fixture.ts'
import { writeXlsx } from './workbook/write-xlsx.ts'

const writtenAt = new Date('2026-01-01T00:00:00Z')
const xlsx = (columns: ExportColumn[], rows: ExportCell[][]) =>
  buffer(writeXlsx(columns, rows, { sheetName: 'List', writtenAt }))

async function readBack(file: Buffer) {
  const { headers, cells } = await readWhole(file)
  return { headers, rows: cells }
}

/** Texts that break writers: formulas, quotes, line ends, escapes of either format, scripts of the world, controls. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        "'",
        '"',
        '""',
        ',',
        ';',
        '\t',
        '\r',
        '\n',
        '\r\n',
        ' ',
        '\u00a0',
        '\ufeff',
      ),
      fc.constantFrom(
        '_x000D_',
        '_x005F_',
        '_x',
        '&amp;',
        '<t>',
        ']]>',
        'sep=',
        '\u0001',
        '\u000b',
        '\uffff',
        '😀',
        'ä',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))
const visible = text.filter((value) => value.trim() !== '')
const textTable = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    headers: fc.array(visible, { minLength: width, maxLength: width }),
    // A row without any content is left out by the reader, so every row here has some.
    rows: fc.array(
      fc
        .tuple(visible, fc.array(text, { minLength: width - 1, maxLength: width - 1 }))
        .map(([first, rest]) => [first, ...rest]),
      { maxLength: 6 },
    ),
  }),
)

describe('writing and reading back gives the same cells', () => {
  const columnsOf = (headers: string[]) => headers.map((header): ExportColumn => ({ header, type: 'text' }))

  test.each([
    ['CSV', { bom: false }],
    ['CSV with a byte order mark', { bom: true }],
    ['CSV with semicolons', { delimiter: ';' }],
    ['CSV with tabs', { delimiter: '\t' }],
  ] as const)('%s', async (_, options) => {
    await fc.assert(
      fc.asyncProperty(textTable, async ({ headers, rows }) => {
        expect(await readBack(await buffer(writeCsv(columnsOf(headers), rows, options)))).toEqual({
          headers,
          rows,
        })
      }),
      { numRuns: 150 },
    )
  })

  test('XLSX', async () => {
    await fc.assert(
      fc.asyncProperty(textTable, async ({ headers, rows }) => {
        expect(await readBack(await xlsx(columnsOf(headers), rows))).toEqual({ headers, rows })
      }),
      { numRuns: 150 },
    )
  })
})

describe('typed columns', () => {
  const columns: ExportColumn[] = [
    { header: 'n', type: 'number' },
    { header: 'b', type: 'boolean' },
    { header: 'd', type: 'date' },
    { header: 't', type: 'text', width_characters: 40 },
  ]
  const rows: ExportCell[][] = [
    [0.1 + 0.2, true, '2024-02-29', '00123'],
    ['12', false, '2024-02-29T13:05:09', '=SUM(A1:A2)'],
    [null, null, 'not before March', "'=x"],
    [Number.NaN, null, '1899-01-01', '-'],
  ]

  test('arrive in a workbook as numbers, booleans, dates and literal text, says an independent reader', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await xlsx(columns, rows)) as unknown as ExcelJS.Buffer)
    const sheet = workbook.worksheets[0]
    const values = (line: number) =>
      [1, 2, 3, 4].map((position) => sheet?.getRow(line).getCell(position).value)
    expect(sheet?.name).toBe('List')
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet?.getRow(1).getCell(1).font.bold).toBe(true)
    expect(sheet?.getColumn(4).width).toBe(40)
    expect(sheet?.autoFilter).toBe('A1:D5')
    expect(values(2)).toEqual([0.30000000000000004, true, new Date('2024-02-29T00:00:00Z'), '00123'])
    expect(values(3)).toEqual([12, false, new Date('2024-02-29T13:05:09Z'), '=SUM(A1:A2)'])
    expect(sheet?.getRow(3).getCell(4).formula).toBeUndefined()
    expect(values(4)).toEqual([null, null, 'not before March', "'=x"])
  })

  test('read back as what a person sees', async () => {
    const seen = [
      ['0.3', 'TRUE', '2024-02-29', '00123'],
      ['12', 'FALSE', '2024-02-29T13:05:09', '=SUM(A1:A2)'],
      ['', '', 'not before March', "'=x"],
      ['', '', '1899-01-01', '-'],
    ]
    expect((await readBack(await xlsx(columns, rows))).rows).toEqual(seen)
    const csv = await readBack(await buffer(writeCsv(columns, rows)))
    expect(csv.rows).toEqual(seen.with(0, ['0.30000000000000004', 'TRUE', '2024-02-29', '00123']))
  })

  test('equal tables give equal files', async () => {
    expect((await xlsx(columns, rows)).equals(await xlsx(columns, rows))).toBe(true)
  })
})

describe('CSV as written', () => {
  test('follows RFC 4180 and neutralises formulas, not numbers', async () => {
    const columns: ExportColumn[] = [
      { header: 'a', type: 'text' },
      { header: 'b', type: 'number' },
    ]
    const file = await buffer(
      writeCsv(
        columns,
        [
          ['=1+1', -5],
          ['say "hi"\n', null],
        ],
        { bom: true },
      ),
    )
    expect(file.toString()).toBe('\ufeffa,b\r\n\'=1+1,-5\r\n"say ""hi""\n",\r\n')
  })
})

describe('a workbook that Excel could not open', () => {
  test('is not finished: the stream fails', async () => {
    const columns: ExportColumn[] = [{ header: 'a', type: 'text' }]
    await expect(xlsx(columns, [['x'.repeat(32_768)]])).rejects.toMatchObject({
      code: 'cell_too_long',
      line: 2,
      column: 1,
    })
  })

  test('a failing source of rows fails the file in either format', async () => {
    async function* rows(): AsyncGenerator<ExportCell[]> {
      yield ['a']
      throw new Error('the database went away')
    }
    const columns: ExportColumn[] = [{ header: 'a', type: 'text' }]
    await expect(buffer(writeCsv(columns, rows()))).rejects.toThrow('the database went away')
    await expect(buffer(writeXlsx(columns, rows(), { sheetName: 'x', writtenAt }))).rejects.toThrow(
      'the database went away',
    )
  })

  test('gets a sheet name that Excel takes', async () => {
    const file = await buffer(
      writeXlsx([{ header: 'a', type: 'text' }], [], {
        sheetName: "'Q1/Q2: [all] & more than thirty-one'",
        writtenAt,
      }),
    )
    const table = await readTable(file, { fileName: 'x' })
    expect(table.format === 'xlsx' && table.sheet).toBe('Q1 Q2   all  & more than thirt')
  })
})
