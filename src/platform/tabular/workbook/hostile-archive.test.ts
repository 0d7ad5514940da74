import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../test/harness/processor-time.ts'
import { readWhole, refusalOf } from '../whole-table.fixture.ts'
import { archive, directoryEntry, workbook } from './workbook.fixture.ts'
import { SHEET_PART } from './workbook-template.ts'

const ROWS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row></sheetData>'
const bulk = (bytes: number) =>
  `<sheetData><row r="1"><c r="A1" t="str"><v>${' '.repeat(bytes)}</v></c></row></sheetData>`

/** A workbook whose directory was tampered with after it was made. */
async function tampered(sheetData: string, change: (zip: Buffer, entry: number) => void): Promise<Buffer> {
  const zip = await workbook(sheetData)
  change(zip, directoryEntry(zip, SHEET_PART))
  return zip
}

describe('archive bombs', () => {
  test('are told by their packing ratio, before anything is unpacked', async () => {
    const zip = await workbook(bulk(50_000_000))
    expect(zip.length).toBeLessThan(60_000)
    const failure = await refusalOf(zip)
    expect(failure).toMatchObject({ code: 'archive_bomb' })
    expect(failure.message).toMatch(/would grow \d+-fold\. Nothing was changed\./)
  })

  test('are told by the sum of what they declare', async () => {
    expect(
      await refusalOf(await workbook(bulk(900_000)), { limits: { inflatedBytes: 500_000 } }),
    ).toMatchObject({
      code: 'archive_bomb',
    })
  })

  test('that lie about their size are stopped while unpacking', async () => {
    const zip = await tampered(bulk(50_000_000), (bytes, entry) => bytes.writeUInt32LE(1_000, entry + 24))
    const failure = await refusalOf(zip)
    expect(failure).toMatchObject({ code: 'archive_bomb' })
    expect(failure.message).toContain('holds more than it declares')
  })

  test('whose parts share the same bytes are refused', async () => {
    const zip = await tampered(ROWS, (bytes, entry) => {
      const other = directoryEntry(bytes, 'xl/styles.xml')
      bytes.writeUInt32LE(bytes.readUInt32LE(other + 42) + 1, entry + 42)
    })
    expect((await refusalOf(zip)).message).toContain('its parts overlap')
  })

  test('of many parts are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`xl/media/${index}.txt`, 'x']))
    expect(await refusalOf(await workbook(ROWS, many), { limits: { archiveEntries: 20 } })).toMatchObject({
      code: 'archive_bomb',
    })
  })

  test('inside another archive are not opened', async () => {
    const inner = await archive({ 'a.txt': 'x'.repeat(1_000_000) })
    expect(await refusalOf(await workbook(ROWS, { 'xl/embeddings/inner.zip': inner }))).toMatchObject({
      code: 'nested_archive',
    })
  })

  test('of shared texts are refused', async () => {
    const parts = {
      'xl/sharedStrings.xml': `<sst>${'<si><t>abcdefgh</t></si>'.repeat(1_000)}</sst>`,
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
    expect(
      await refusalOf(await workbook(ROWS, parts), { limits: { sharedTextBytes: 1_000 } }),
    ).toMatchObject({
      code: 'file_too_large',
    })
  })

  test('of entities are refused', async () => {
    const laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    expect(await refusalOf(await workbook('', { [SHEET_PART]: laughs }))).toMatchObject({
      code: 'damaged_file',
    })
  })

  test('of one endless cell are refused, in one piece or in many', async () => {
    const cell = (text: string) =>
      `<sheetData><row r="1"><c r="A1" t="str"><v>${text}</v></c></row></sheetData>`
    const limits = { cellCharacters: 1_000 }
    const whole = cell('abcdefghij'.repeat(30_000))
    expect(await refusalOf(await workbook(whole), { limits })).toMatchObject({ code: 'damaged_file' })
    const pieces = cell('abcdefghij<!-- -->'.repeat(30_000))
    expect(await refusalOf(await workbook(pieces), { limits })).toMatchObject({
      code: 'cell_too_long',
      line: 1,
      column: 1,
    })
  })

  test('of formats, and tags without end, cost no more than their length', async () => {
    const formats = `<styleSheet><cellXfs>${'<xf/>'.repeat(200_000)}</cellXfs></styleSheet>`
    const limits = { inflationRatio: 2_000 }
    const tag = `<sheetData><row r="1"><c r="A1" ${'x'.repeat(900_000)}/></row></sheetData>`
    const spent = await processorTimeOf(async () => {
      expect(await refusalOf(await workbook(ROWS, { 'xl/styles.xml': formats }), { limits })).toMatchObject({
        code: 'damaged_file',
      })
      expect(await refusalOf(await workbook(tag))).toMatchObject({ code: 'no_header' })
    })
    expect(spent).toBeLessThan(10_000)
  })

  test('of cells far to the right are refused, without content they are passed over', async () => {
    const cells = (value: string) =>
      `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1">${value}</c></row></sheetData>`
    expect(await refusalOf(await workbook(cells('<v>1</v>')))).toMatchObject({
      code: 'too_many_columns',
      line: 1,
    })
    expect((await readWhole(await workbook(cells('')))).headers).toEqual(['1'])
  })
})

describe('refuses with what to do', () => {
  test('encrypted parts', async () => {
    const zip = await tampered(ROWS, (bytes, entry) =>
      bytes.writeUInt16LE(bytes.readUInt16LE(entry + 8) | 1, entry + 8),
    )
    expect(await refusalOf(zip)).toMatchObject({ code: 'encrypted_workbook' })
  })

  test('password-protected workbooks and the old format, which share a container', async () => {
    const container = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    const padding = Buffer.alloc(65_530)
    const encrypted = Buffer.concat([container, padding, Buffer.from('EncryptedPackage', 'utf16le')])
    expect(await refusalOf(encrypted)).toMatchObject({ code: 'encrypted_workbook' })
    expect(await refusalOf(Buffer.concat([container, padding]))).toMatchObject({ code: 'old_workbook' })
  })

  test('macros, by part and by declared type', async () => {
    expect(await refusalOf(await workbook(ROWS, { 'xl/vbaProject.bin': 'x' }))).toMatchObject({
      code: 'workbook_with_macros',
    })
    const types =
      '<Types><Override PartName="/x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    expect(await refusalOf(await workbook(ROWS, { '[Content_Types].xml': types }))).toMatchObject({
      code: 'workbook_with_macros',
    })
  })

  test('other formats in a ZIP archive', async () => {
    expect(await refusalOf(await archive({ mimetype: 'application/vnd.oasis' }))).toMatchObject({
      code: 'unsupported_workbook',
    })
    expect(await refusalOf(await workbook(ROWS, { 'xl/workbook.bin': 'x' }))).toMatchObject({
      code: 'unsupported_workbook',
    })
    expect(await refusalOf(await archive({ 'a.txt': 'x' }))).toMatchObject({ code: 'unsupported_workbook' })
    expect(await refusalOf(await archive({ '[Content_Types].xml': '<Types/>' }))).toMatchObject({
      code: 'unsupported_workbook',
    })
  })

  test('half a workbook, wherever it is cut', async () => {
    const zip = await workbook(ROWS)
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expect(await refusalOf(zip.subarray(0, Math.floor(zip.length * share)))).toMatchObject({
        code: 'truncated_file',
      })
  })

  test('damaged bytes inside a part', async () => {
    const zip = await tampered(bulk(2_000), (bytes, entry) =>
      bytes.fill(0xff, bytes.readUInt32LE(entry + 42) + 60, bytes.readUInt32LE(entry + 42) + 80),
    )
    expect(await refusalOf(zip)).toMatchObject({ code: 'damaged_file' })
  })

  test.each([
    ['rows out of order', '<sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="1"/></sheetData>'],
    [
      'cells out of order',
      '<sheetData><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row></sheetData>',
    ],
    ['a text that is not there', '<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>'],
    ['a cell without a place', '<sheetData><row r="1"><c r="1A"><v>1</v></c></row></sheetData>'],
    ['a cell beyond the sheet', '<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>'],
    ['XML that stops', '<sheetData><row r="1">'],
  ])('%s', async (_, sheetData) => {
    expect(await refusalOf(await workbook(sheetData))).toMatchObject({ code: 'damaged_file' })
  })
})
