import { describe, expect, test } from 'vitest'
import { mappingSchema } from './mapping.ts'
import type { SuggestibleField } from './suggest-mapping.ts'
import { headerSimilarity, suggestMapping } from './suggest-mapping.ts'

const fields: SuggestibleField[] = [
  { name: 'name', label: 'Name', type: 'text', aliases: ['system name', 'use case name'], max_length: 400 },
  { name: 'intended_purpose', label: 'Intended purpose', type: 'long_text' },
  { name: 'implemented_on', label: 'Date implemented', type: 'date' },
  { name: 'uses_personal_data', label: 'Uses personal data', type: 'boolean' },
  {
    name: 'sourcing',
    label: 'Sourcing',
    type: 'choice',
    choices: [{ value: 'in_house', label: 'Built in-house' }],
  },
]
const headers = [
  'System Name',
  'Intended Purpose ',
  'DATE IMPLEMENTED',
  'Größe',
  'Sourcing',
  'Other',
  'Other',
]
const columns = headers.map((header, index) => ({ position: index + 1, header }))

describe('suggestMapping', () => {
  const suggested = suggestMapping(columns, fields, [
    ['', '', '1/2/2024'],
    ['', '', '1/31/2024'],
  ])

  test('gives the likely columns their fields and keeps all others as custom fields', () => {
    const targets = suggested.columns.map((column) =>
      'field' in column ? column.field : `custom ${column.custom}`,
    )
    expect(targets).toEqual([
      'name',
      'intended_purpose',
      'implemented_on',
      'custom groe',
      'sourcing',
      'custom other',
      'custom other_7',
    ])
    expect(Object.keys(suggested.confidence)).toEqual(['1', '2', '3', '5'])
  })

  test('makes a mapping that the schema takes', () => {
    const mapping = {
      ...suggested,
      name: 'draft',
      register: 'ai-system',
      title: 'Draft',
      confidence: undefined,
    }
    const { confidence: _, ...rest } = mapping
    expect(mappingSchema.safeParse(rest).error).toBeUndefined()
    expect(suggested.key.columns).toEqual([columns[0]])
  })

  test('proposes date formats from samples, and neither where day and month cannot be told apart', () => {
    expect(suggested.columns[2]?.parse).toEqual({ kind: 'date', formats: ['M/D/YYYY'] })
    const unclear = suggestMapping(columns, fields, [['', '', '1/2/2024']])
    expect(unclear.columns[2]?.parse).toEqual({ kind: 'date', formats: [] })
  })

  test('offers the choices with their written forms', () => {
    expect(suggested.columns[4]?.parse).toEqual({
      kind: 'choice',
      values: { in_house: 'in_house', 'in house': 'in_house', 'Built in-house': 'in_house' },
    })
  })
})

test('similarity is 1 for equal headers, 0 for unrelated ones', () => {
  expect(headerSimilarity('Date Implemented', 'date  implemented')).toBe(1)
  expect(headerSimilarity('xyz', 'abc')).toBe(0)
  expect(headerSimilarity('', '')).toBe(0)
})
