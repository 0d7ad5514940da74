import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readTable } from '../read-table.ts'
import { collected, readWhole as read, refusalOf as refusal } from '../whole-table.fixture.ts'

describe('encodings', () => {
  const text = 'Name;Größe\r\nÄpfel – 5 €;„klein“\r\n'
  test.each([
    ['utf-8', Buffer.from(text), 'utf-8', 0],
    ['utf-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8', 0],
    ['utf-16le with a byte order mark', iconv.encode(text, 'utf-16le', { addBOM: true }), 'utf-16le', 0],
    ['utf-16be with a byte order mark', iconv.encode(text, 'utf-16be', { addBOM: true }), 'utf-16be', 0],
    ['utf-16le without one', iconv.encode(text, 'utf-16le'), 'utf-16le', 0],
    ['windows-1252, said to be a guess', iconv.encode(text, 'windows-1252'), 'windows-1252', 1],
  ])('recognises %s', async (_, content, encoding, findings) => {
    const { table, cells, headers } = await read(content)
    expect(table.encoding).toBe(encoding)
    expect(table.findings).toHaveLength(findings)
    expect(headers).toEqual(['Name', 'Größe'])
    expect(cells).toEqual([['Äpfel – 5 €', '„klein“']])
  })

  test('takes the encoding a person chose', async () => {
    const { cells } = await read(iconv.encode('a\nПривет\n', 'windows-1251'), { encoding: 'windows-1251' })
    expect(cells).toEqual([['Привет']])
  })

  test('refuses UTF-8 that is not, with the line', async () => {
    const content = Buffer.concat([Buffer.from('a\nb\n'), Buffer.from([0x92]), Buffer.from('\n')])
    expect(await refusal(content, { encoding: 'utf-8' })).toMatchObject({ code: 'encoding_mismatch' })
  })

  test('says so when not even Windows-1252 fits', async () => {
    expect(await refusal(Buffer.from([0x61, 0x0a, 0x81, 0xff, 0x0a]))).toMatchObject({
      code: 'unknown_encoding',
    })
  })

  test('reports characters that were lost before the file came here', async () => {
    const { rows } = await read('a\nJos\ufffd\n')
    expect(rows[0]?.findings).toMatchObject([
      { message_key: 'tabular.characters_lost', column: { header: 'a' } },
    ])
  })
})

describe('delimiters', () => {
  test.each([
    [',', 'a,b\n"1;2;3",x\n'],
    [';', 'a;b\n1,5;2,5\n3,5;4,5\n'],
    ['\t', 'a\tb\nx, y\tz; w\n'],
    [',', 'a\n"x;y"\n'],
    [';', 'sep=;\r\na;b\r\n1,2;3,4\r\n'],
  ])('recognises %j', async (delimiter, content) => {
    expect((await read(content)).table.delimiter).toBe(delimiter)
  })
  test('takes the delimiter a person chose', async () => {
    expect((await read('a;b\n1;2\n', { delimiter: ',' })).cells).toEqual([['1;2']])
  })
  test("leaves Excel's separator line out and counts it", async () => {
    const { rows, headers } = await read('sep=;\r\na;b\r\n1,2;3,4\r\n')
    expect(headers).toEqual(['a', 'b'])
    expect(rows[0]).toMatchObject({ line: 3, cells: ['1,2', '3,4'] })
  })
})

describe('rows', () => {
  test('keep quoted line breaks of every kind and are numbered by their first line', async () => {
    const { rows } = await read('a,b\r\n"1\n2","x\r\ny"\r\n\r\n,\r\n"q""q",z\r\n')
    expect(rows.map(({ line, cells }) => [line, cells])).toEqual([
      [2, ['1\n2', 'x\r\ny']],
      [7, ['q"q', 'z']],
    ])
  })
  test('that are ragged are reported by line: too short a notice, too wide an error', async () => {
    const { rows } = await read('a,b\n1\n1,2,3\n1,2,\n')
    expect(
      rows.map(({ line, cells, findings }) => [
        line,
        cells,
        findings.map((f) => [f.severity, f.message_key]),
      ]),
    ).toEqual([
      [2, ['1', ''], [['notice', 'tabular.row_too_short']]],
      [3, ['1', '2', '3'], [['error', 'tabular.row_too_wide']]],
      [4, ['1', '2'], []],
    ])
  })
  test('can be read twice: a dry run, then the import', async () => {
    await using table = await readTable(Buffer.from('a\n1\n2\n'), { fileName: 'x' })
    expect(await collected(table.rows)).toEqual(await collected(table.rows))
  })
  test('end with Mac line ends, without a last line end, or right after the header', async () => {
    expect((await read('a,b\r1,2\r3,4')).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect((await read('a,b')).cells).toEqual([])
  })
  test('headers repeat and keep their positions', async () => {
    const { table } = await read('x,,x,,\n1,2,3,,\n')
    expect(table.columns).toEqual([
      { position: 1, header: 'x' },
      { position: 2, header: '' },
      { position: 3, header: 'x' },
    ])
  })
})

describe('refuses with a code, a line and a way out', () => {
  test('a quotation mark that is never closed', async () => {
    const failure = await refusal('a,b\n"1\n2",x\n3,"never closed\n4,5\n')
    expect(failure).toMatchObject({ code: 'unclosed_quote', line: 4, column: 2 })
    expect(failure.message).toMatch(/line 4 .*Nothing was changed\. Close the quotation mark/)
  })
  test('a stray quotation mark', async () => {
    expect(await refusal('a,b\n1,x\n5" pipe,y\n')).toMatchObject({ code: 'stray_quote', line: 3, column: 1 })
    expect(await refusal('a,b\n"5" pipe,y\n')).toMatchObject({ code: 'stray_quote', line: 2 })
  })
  test('an empty file, a file without a header', async () => {
    expect(await refusal('')).toMatchObject({ code: 'empty_file' })
    expect(await refusal('\n , \n\n')).toMatchObject({ code: 'no_header' })
  })
  test('what is no text', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const failure = await refusal(png, { fileName: 'table.csv' })
    expect(failure).toMatchObject({ code: 'not_a_table' })
    expect(failure.message).toContain('"table.csv" is a PNG image')
    expect(await refusal(Buffer.from([1, 2, 0, 3, 0, 0, 4, 200]))).toMatchObject({ code: 'not_a_table' })
  })
  test.each([
    ['file_too_large', { fileBytes: 10 }, 'a,b\n1,2\n3,4\n'],
    ['too_many_rows', { rows: 1 }, 'a,b\n1,2\n3,4\n'],
    ['too_many_columns', { columns: 1 }, 'a,b\n1,2\n'],
    ['too_many_columns', { columns: 2 }, 'a,b\n1,2,3\n'],
    ['cell_too_long', { cellCharacters: 5 }, 'a,b\n1,123456\n'],
    ['row_too_long', { rowBytes: 20 }, `a,b\n1,"${'x'.repeat(200_000)}\n`],
  ] as const)('%s', async (code, limits, content) => {
    const failure = await refusal(content, { limits })
    expect(failure).toMatchObject({ code })
    expect(failure.message).toMatch(/\. Nothing was changed\. \S/)
  })
})

describe('a large stream', () => {
  const lines = () =>
    Readable.from(['a,b\n', ...Array.from({ length: 10 }, (_, i) => `${i},${'x'.repeat(1_000_000)}\n`)])
  const limits = { cellCharacters: 1_000_000 }

  test('is kept in a temporary file that closing removes', async () => {
    const spoolDirectory = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
    const table = await readTable(lines(), { fileName: 'x', limits, spoolDirectory })
    expect(readdirSync(spoolDirectory)).toHaveLength(1)
    expect(await collected(table.rows)).toHaveLength(10)
    await table.close()
    await table.close()
    expect(readdirSync(spoolDirectory)).toHaveLength(0)
    await expect(collected(table.rows)).rejects.toMatchObject({ code: 'source_closed' })
    rmSync(spoolDirectory, { recursive: true })
  })

  test('leaves nothing behind when it is refused', async () => {
    const spoolDirectory = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
    const reading = readTable(lines(), {
      fileName: 'x',
      spoolDirectory,
      limits: { ...limits, fileBytes: 9_000_000 },
    })
    await expect(reading).rejects.toMatchObject({ code: 'file_too_large' })
    expect(readdirSync(spoolDirectory)).toHaveLength(0)
    rmSync(spoolDirectory, { recursive: true })
  })

  test('that breaks off fails as it broke', async () => {
    const broken = Readable.from(
      (async function* () {
        yield 'a,b\n'
        throw new Error('connection lost')
      })(),
    )
    await expect(readTable(broken, { fileName: 'x' })).rejects.toThrow('connection lost')
  })
})
