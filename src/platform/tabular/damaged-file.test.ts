import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeCsv } from './csv/write-csv.ts'
import type { ExportColumn } from './export-table.ts'
import { TabularError } from './tabular-error.ts'
import { readWhole } from './whole-table.fixture.ts'
import { writeXlsx } from './workbook/write-xlsx.ts'

const columns = ['name', 'purpose', 'stage'].map((header): ExportColumn => ({ header, type: 'text' }))
const rows = Array.from({ length: 20 }, (_, line) => [
  `system ${line}`,
  'sorts "mail",\nby hand – no more',
  '=x',
])
const files: Record<string, Buffer> = {}

beforeAll(async () => {
  files.csv = await buffer(writeCsv(columns, rows))
  files.xlsx = await buffer(writeXlsx(columns, rows, { sheetName: 'List', writtenAt: new Date(0) }))
})

/** Reading a damaged file ends well or with an explanation, never with some other exception. */
async function outcome(content: Buffer): Promise<'read' | 'explained'> {
  try {
    await readWhole(content)
    return 'read'
  } catch (failure) {
    if (failure instanceof TabularError) return 'explained'
    throw failure
  }
}

describe.each(['csv', 'xlsx'])('a damaged %s file', (format) => {
  test('with bytes changed anywhere is read or explained', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(changes, async (places) => {
        const content = Buffer.from(files[format] ?? [])
        for (const [place, byte] of places) content[place % content.length] = byte
        expect(['read', 'explained']).toContain(await outcome(content))
      }),
      { numRuns: 400 },
    )
  })

  test('cut anywhere is read or explained', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (place) => {
        const content = files[format] ?? Buffer.alloc(0)
        // Four bytes are what it takes to tell an archive from text.
        const cut = await outcome(content.subarray(0, 4 + (place % (content.length - 4))))
        if (format === 'xlsx') expect(cut).toBe('explained')
      }),
      { numRuns: 150 },
    )
  })
})

test('a workbook with one bit changed is never read as something else', async () => {
  const whole = files.xlsx ?? Buffer.alloc(0)
  const { headers, cells } = await readWhole(whole)
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(7), async (place, bit) => {
      const content = Buffer.from(whole)
      content[place % content.length] = (content[place % content.length] ?? 0) ^ (1 << bit)
      if ((await outcome(content)) === 'explained') return
      expect(await readWhole(content)).toMatchObject({ headers, cells })
    }),
    { numRuns: 400 },
  )
})

test('bytes of any kind are read or explained', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await outcome(Buffer.from(bytes))
    }),
    { numRuns: 400 },
  )
})
