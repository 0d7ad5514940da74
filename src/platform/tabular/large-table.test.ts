import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const program = fileURLToPath(new URL('./large-table.fixture.ts', import.meta.url))
/** The text of the table is more than 50 MB. */
const MAY_GROW_BYTES = 16_000_000

test.each(['CSV', 'XLSX'])('200,000 rows of %s are written and read with bounded memory', async (format) => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, format])
  const { grew, ...table } = JSON.parse(stdout)
  expect(table).toEqual({ read: 200_000, last: 'row 199999 cell 7, with some text' })
  expect(grew).toBeLessThan(MAY_GROW_BYTES)
})
