import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { readWhole, refusalOf } from '../whole-table.fixture.ts'
import { workbook } from './workbook.fixture.ts'

/** A workbook as exceljs, a writer of its own, makes it. */
async function made(fill: (book: ExcelJS.Workbook, sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  fill(book, book.addWorksheet('First'))
  return Buffer.from(await book.xlsx.writeBuffer())
}

const findingsOf = (rows: Awaited<ReturnType<typeof readWhole>>['rows']) =>
  rows.flatMap(({ line, findings }) =>
    findings.map((f) => [line, f.severity, f.message_key, f.column?.header ?? null]),
  )

describe('cells', () => {
  test('of every type arrive as a person sees them', async () => {
    const file = await made((_, sheet) => {
      sheet.addRow(['a', 'b', 'c', 'd', 'e', 'f'])
      sheet.addRow(['shared', 0.1 + 0.2, true, new Date('2024-02-29T00:00:00Z'), false, 12])
      sheet.addRow([
        { richText: [{ text: 'rich ' }, { font: { bold: true }, text: 'text' }] },
        1.1 * 3,
        { text: 'a link', hyperlink: 'https://example.org' },
        new Date('2024-02-29T13:05:09Z'),
        'two\nlines',
        ' spaced ',
      ])
      for (const line of [2, 3]) sheet.getRow(line).getCell(4).numFmt = 'dd/mm/yyyy hh:mm'
    })
    const { cells, table } = await readWhole(file, { fileName: 'report.csv' })
    expect(table).toMatchObject({
      format: 'xlsx',
      sheet: 'First',
      sheets: [{ name: 'First', hidden: false }],
    })
    expect(cells).toEqual([
      ['shared', '0.3', 'TRUE', '2024-02-29', 'FALSE', '12'],
      ['rich text', '3.3', 'a link', '2024-02-29T13:05:09', 'two\nlines', ' spaced '],
    ])
  })

  test('with formulas stay empty and are errors that show the stored result', async () => {
    const file = await made((_, sheet) => {
      sheet.addRow(['name', 'score'])
      sheet.addRow(['x', { formula: '1+1', result: 2 }])
      sheet.addRow([{ formula: 'A2', result: 'x' }, 3])
    })
    const { rows, cells } = await readWhole(file)
    expect(cells).toEqual([
      ['x', ''],
      ['', '3'],
    ])
    expect(findingsOf(rows)).toEqual([
      [2, 'error', 'tabular.formula_cell', 'score'],
      [3, 'error', 'tabular.formula_cell', 'name'],
    ])
    expect(rows[0]?.findings[0]?.detail).toEqual({ stored_value: '2' })
  })

  test('with shared formulas, and rows of nothing but formulas, are reported too', async () => {
    const file = await workbook(
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row></sheetData>',
    )
    expect(findingsOf((await readWhole(file)).rows)).toEqual([[2, 'error', 'tabular.formula_cell', 'a']])
  })

  test('with error values are errors', async () => {
    const file = await made((_, sheet) => {
      sheet.addRow(['a', 'b'])
      sheet.addRow([{ error: '#N/A' }, 1])
    })
    expect(findingsOf((await readWhole(file)).rows)).toEqual([[2, 'error', 'tabular.error_cell', 'a']])
  })

  test('of the 1904 date system, of phonetic guides and of escaped characters are understood', async () => {
    const relationships = `<Relationships><Relationship Id="x" Type="t/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="s" Type="t/styles" Target="styles.xml"/><Relationship Id="t" Type="t/sharedStrings" Target="texts.xml"/></Relationships>`
    const file = await workbook(
      '<x:sheetData xmlns:x="m"><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row><x:row r="5"><x:c r="A5" s="3"><x:v>0</x:v></x:c><x:c r="B5" t="s"><x:v>2</x:v></x:c></x:row></x:sheetData>',
      {
        'xl/workbook.xml':
          '<workbook xmlns:rel="r"><workbookPr date1904="true"/><sheets><sheet name="S" sheetId="1" rel:id="x"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relationships,
        'xl/texts.xml':
          '<sst><si><t>a</t></si><si><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="1"><t>トウ</t></rPh></si><si><t>1_x000D__x005F_x</t></si></sst>',
      },
    )
    const { headers, rows } = await readWhole(file)
    expect(headers).toEqual(['a', '東京'])
    expect(rows).toMatchObject([{ line: 5, cells: ['1904-01-01', '1\r_x'] }])
  })
})

describe('sheets', () => {
  test('the first visible one is read, the others are mentioned, any can be chosen', async () => {
    const file = await made((book, sheet) => {
      sheet.state = 'hidden'
      sheet.addRow(['hidden'])
      book.addWorksheet('Second').addRow(['second'])
      book.addWorksheet('Third').addRow(['third'])
    })
    const { table, headers } = await readWhole(file)
    expect(headers).toEqual(['second'])
    expect(table.findings).toMatchObject([{ message_key: 'tabular.other_sheets', detail: { others: 1 } }])
    expect((await readWhole(file, { sheet: 'First' })).headers).toEqual(['hidden'])
    const failure = await refusalOf(file, { sheet: 'Fourth' })
    expect(failure).toMatchObject({ code: 'sheet_not_found' })
    expect(failure.message).toContain('Choose one of "First", "Second", "Third".')
  })

  test('hidden rows and columns are read and mentioned, merged cells keep their value once', async () => {
    const file = await made((_, sheet) => {
      sheet.addRow(['a', 'b', 'c'])
      sheet.addRow(['1', '2', '3'])
      sheet.addRow(['4', '', '6'])
      sheet.getRow(2).hidden = true
      sheet.getColumn(3).hidden = true
      sheet.mergeCells('A3:B3')
    })
    const { table, rows, cells } = await readWhole(file)
    expect(cells).toEqual([
      ['1', '2', '3'],
      ['4', '', '6'],
    ])
    expect(findingsOf(rows)).toEqual([[2, 'notice', 'tabular.hidden_row', null]])
    expect(table.findings.map((f) => [f.message_key, f.column?.header])).toEqual([
      ['tabular.hidden_column', 'c'],
      ['tabular.merged_cells', undefined],
    ])
  })

  test('blank rows are left out, lines are row numbers, gaps between cells are blank', async () => {
    const file = await made((_, sheet) => {
      sheet.getRow(3).getCell(2).value = 'b'
      sheet.getRow(3).getCell(4).value = 'd'
      sheet.getRow(4).getCell(1).value = '   '
      sheet.getRow(7).getCell(4).value = 'x'
      sheet.getRow(8).getCell(6).value = 'outside'
    })
    const { headers, rows } = await readWhole(file)
    expect(headers).toEqual(['', 'b', '', 'd'])
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [7, ['', '', '', 'x']],
      [8, ['', '', '', '', '', 'outside']],
    ])
    expect(findingsOf(rows)).toEqual([[8, 'error', 'tabular.row_too_wide', null]])
  })

  test('limits hold', async () => {
    const file = await made((_, sheet) => {
      sheet.addRow(['a', 'b'])
      sheet.addRow(['x'.repeat(2_000), 'y'])
      sheet.addRow(['x', 'y'])
    })
    expect(await refusalOf(file, { limits: { rows: 1 } })).toMatchObject({ code: 'too_many_rows', line: 3 })
    expect(await refusalOf(file, { limits: { columns: 1 } })).toMatchObject({ code: 'too_many_columns' })
    expect(await refusalOf(file, { limits: { cellCharacters: 1_000 } })).toMatchObject({
      code: 'cell_too_long',
      line: 2,
      column: 1,
    })
  })
})
