import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boolean,
  choice,
  choices,
  date,
  type Field,
  integer,
  list,
  longText,
  text,
} from '../../../kernel/register/field.ts'
import { aiSystem } from '../../../modules/ai-system/contract.ts'
import { risk } from '../../../modules/risk/contract.ts'
import { writeCsv } from '../../tabular/csv/write-csv.ts'
import { readTable } from '../../tabular/read-table.ts'
import { exportCell } from '../export/export-cell.ts'
import { rowReader } from '../row/row-reader.ts'
import { declaredMapping } from './declared-mapping.ts'

const columns = (...headers: string[]) => headers.map((header, index) => ({ position: index + 1, header }))
const filled = (mapping: ReturnType<typeof declaredMapping>) =>
  mapping?.columns.map((column) => ('field' in column ? column.field : 'custom'))

describe('the mapping of a file with a register’s own names', () => {
  it('fills what may be given, takes ids before titles, and leaves out what the server decides', () => {
    const mapping = declaredMapping(
      risk,
      columns(
        'id',
        'version',
        'title',
        'ai_system',
        'ai_system_id',
        'owner',
        'inherent_level',
        'state',
        'created_by',
      ),
    )
    expect(filled(mapping)).toEqual(['id', 'version', 'title', 'ai_system_id', 'owner_id'])
    expect(mapping?.key.columns.map(({ header }) => header)).toEqual(['id', 'title'])
  })

  it('is none for a file of another form: that takes a person’s look', () => {
    expect(declaredMapping(risk, columns('title', 'colour'))).toBeUndefined()
    expect(declaredMapping(risk, columns('Title', 'category'))).toBeUndefined()
    expect(declaredMapping(risk, columns('title', 'title'))).toBeUndefined()
    expect(declaredMapping(risk, columns('category', 'state'))).toBeUndefined()
  })
})

/** Without the replacement character too: in a file it says that the encoding was lost, and reading reports it. */
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((one) => !/\p{Cc}|\p{Cs}|\uFFFD/u.test(one))
const lines = fc.array(anyText, { maxLength: 3 }).map((all) => all.join('\n').trim())

/** What a field of a kind may hold, as whoever writes it may give it. */
const kinds: readonly [name: string, field: Field, values: fc.Arbitrary<unknown>][] = [
  ['text', text({ max: 100 }), anyText.map((one) => one.trim())],
  ['long text', longText(), lines],
  [
    'choice',
    choice(['unknown', 'not_applicable', 'high']),
    fc.constantFrom('unknown', 'not_applicable', 'high'),
  ],
  ['choices', choices(['age', 'income']), fc.subarray(['age', 'income'])],
  ['boolean', boolean(), fc.boolean()],
  ['integer', integer({ min: -5, max: 2_000_000_000 }), fc.integer({ min: -5, max: 2_000_000_000 })],
  [
    'date',
    date(),
    fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 10)),
  ],
  [
    'list',
    list(),
    // An item that itself says "none" is the one thing a cell of a list cannot hold.
    fc.uniqueArray(
      anyText.map((one) => one.trim()).filter((one) => one !== '' && one.toLowerCase() !== 'none'),
      { maxLength: 4 },
    ),
  ],
]

describe.each(kinds)('any %s', (_kind, field, values) => {
  it('reads from its exported cell as it was', async () => {
    const register = { ...aiSystem, fields: { name: aiSystem.fields.name, value: field } }
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const stored = value === '' ? null : value
        const shown = ['name', 'value'].map((header) => ({ header, type: 'text' as const }))
        const pieces: Buffer[] = []
        for await (const piece of writeCsv(shown, [['One', exportCell(stored, 'text')]])) pieces.push(piece)
        await using table = await readTable(Buffer.concat(pieces), { fileName: 'one.csv' })
        const mapping = declaredMapping(register, table.columns)
        const reader = mapping && rowReader(register, mapping, table.columns)
        if (!reader?.fits) throw new Error('The mapping does not fit the file it was made for.')
        for await (const row of table.rows)
          expect(reader.read(row)).toMatchObject({ values: { name: 'One', value: stored }, findings: [] })
      }),
      { numRuns: 100 },
    )
  })
})
