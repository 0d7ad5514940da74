import { describe, expect, test } from 'vitest'
import { DuplicateFinder } from './duplicates.ts'
import { bindMapping } from './map-rows.ts'
import { unmappedColumns } from './mapping/bind-columns.ts'
import { headerFingerprint } from './mapping/header-fingerprint.ts'
import type { MappingInput } from './mapping/mapping.ts'
import { mappingSchema } from './mapping/mapping.ts'

const columns = ['Name', 'Unit', 'Explain', 'Personal data', 'Explain'].map((header, index) => ({
  position: index + 1,
  header,
}))

const input: MappingInput = {
  name: 'our-form',
  register: 'ai-system',
  title: 'Our form',
  source: { columns: 5, header_fingerprint: headerFingerprint(columns) },
  key: {
    columns: [
      { position: 2, header: 'Unit' },
      { position: 1, header: 'Name' },
    ],
  },
  constants: { origin: 'import' },
  columns: [
    { position: 1, header: 'Name', field: 'name', required: true, parse: { kind: 'text' } },
    { position: 4, header: ' personal  DATA', field: 'uses_personal_data', parse: { kind: 'boolean' } },
    { position: 5, header: 'Explain', custom: 'data_explanation', parse: { kind: 'long_text' } },
    {
      position: 3,
      header: 'Explain',
      custom: 'data_explanation',
      fallback: true,
      parse: { kind: 'long_text' },
    },
  ],
}
const mapping = mappingSchema.parse(input)

function mapper() {
  const bound = bindMapping(mapping, columns)
  if (!bound.fits) throw new Error('the mapping does not fit')
  return bound.mapRow
}

describe('mapping a row', () => {
  test('fills fields by position and header, keeps every raw cell, adds constants', () => {
    const cells = [' Sorter ', 'Mail', 'third', 'Yes', 'fifth']
    expect(mapper()({ line: 2, cells })).toEqual({
      line: 2,
      fields: { origin: 'import', name: 'Sorter', uses_personal_data: true },
      custom: { data_explanation: 'fifth' },
      raw: cells,
      key: { parts: ['Mail', 'Sorter'], ordinal: 1, text: '["our-form","Mail","Sorter",1]' },
      findings: [],
    })
  })

  test('a fallback column speaks only where the first one is silent', () => {
    expect(mapper()({ line: 2, cells: ['a', '', 'third', '', ' '] }).custom).toEqual({
      data_explanation: 'third',
    })
  })

  test('a missing required value is an error on its column', () => {
    expect(mapper()({ line: 2, cells: ['', 'x'] }).findings).toEqual([
      { severity: 'error', column: columns[0], message_key: 'tabular.required_missing', detail: {} },
    ])
  })

  test('keeps the findings of the file', () => {
    const finding = {
      severity: 'notice',
      column: null,
      message_key: 'tabular.hidden_row',
      detail: {},
    } as const
    expect(mapper()({ line: 2, cells: ['a'], findings: [finding] }).findings).toEqual([finding])
  })
})

describe('keys', () => {
  test('number rows with equal trimmed parts', () => {
    const mapRow = mapper()
    const ordinals = ['a', ' a', 'b', 'a\u00a0'].map(
      (name) => mapRow({ line: 1, cells: [name, 'u'] }).key.ordinal,
    )
    expect(ordinals).toEqual([1, 2, 1, 3])
  })

  test('cannot be confused by separators inside the parts', () => {
    const mapRow = mapper()
    const key = (name: string, unit: string) => mapRow({ line: 1, cells: [name, unit] }).key.text
    expect(key('a","b', 'c')).not.toBe(key('b', 'c","a'))
  })
})

describe('binding', () => {
  test('refuses a moved column and says where it went', () => {
    const moved = [{ position: 1, header: 'Id' }, ...columns.map((c) => ({ ...c, position: c.position + 1 }))]
    const bound = bindMapping(mapping, moved)
    expect(bound.fits).toBe(false)
    if (bound.fits) return
    expect(bound.mismatches).toContainEqual({
      expected: { position: 1, header: 'Name' },
      found_header: 'Id',
      found_at: [2],
    })
  })

  test('lists the columns that fill nothing', () => {
    expect(unmappedColumns(mapping, [...columns, { position: 6, header: 'More' }])).toEqual([
      { position: 6, header: 'More' },
    ])
  })
})

describe('duplicates', () => {
  test('are grouped as exact copies and as equal keys, and stay separate', () => {
    const mapRow = mapper()
    const finder = new DuplicateFinder()
    const rows = [
      ['a', 'u', 'x', 'Yes', ''],
      ['a', 'u', 'y', 'Yes', ''],
      [' a', 'u', 'x', 'Yes', ''],
      ['b', 'u', 'x', 'Yes', ''],
      ['', '', 'x', '', ''],
      ['', '', 'z', '', ''],
    ]
    for (const [index, cells] of rows.entries()) finder.add(mapRow({ line: index + 2, cells }))
    expect(finder.groups()).toEqual([
      { kind: 'exact_copy', parts: ['u', 'a'], lines: [2, 4] },
      { kind: 'same_key', parts: ['u', 'a'], lines: [2, 3, 4] },
    ])
  })
})

describe('the schema', () => {
  const refused = (change: object) => !mappingSchema.safeParse({ ...input, ...change }).success
  test('takes a mapping that went through JSON', () => {
    expect(mappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping)
  })
  test('refuses a field filled twice, field names that are none, and unknown keys', () => {
    const column = input.columns[0]
    expect(refused({ columns: [column, column] })).toBe(true)
    expect(refused({ columns: [{ ...column, field: '__proto__' }] })).toBe(true)
    expect(refused({ columns: [{ ...column, field: 'Name' }] })).toBe(true)
    expect(refused({ columns: [{ ...column, custom: 'both' }] })).toBe(true)
    expect(refused({ columns: [{ ...column, parse: { kind: 'script', code: '' } }] })).toBe(true)
    expect(refused({ surprise: 1 })).toBe(true)
  })
})
