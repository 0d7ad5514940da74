import { describe, expect, it } from 'vitest'
import { importMappingSchema } from '../../../kernel/register/exchange.ts'
import { aiSystem } from '../../../modules/ai-system/ai-system.ts'
import { customName, targetsOf, withKey, withParse, withTarget } from './mapping-edit.ts'

const column = (position: number, header: string) => ({ position, header })
const agency = column(1, 'Agency')
const name = column(2, 'Use Case Name')
const area = column(3, 'Topic')

const mapping = importMappingSchema.parse({
  name: 'inventory',
  register: 'ai-system',
  title: 'Inventory',
  source: { columns: 4, header_fingerprint: 'a'.repeat(64) },
  key: { columns: [name] },
  paths: { unit_id: [{ title: agency }] },
  columns: [
    { ...name, field: 'name', required: true, parse: { kind: 'text' } },
    { ...area, field: 'application_area', parse: { kind: 'choice', values: { Health: 'health' } } },
    { ...area, custom: 'topic', parse: { kind: 'text' } },
  ],
})

const choose = (...[at, chosen]: [ReturnType<typeof column>, Parameters<typeof withTarget>[3]]) =>
  importMappingSchema.parse(
    withTarget(aiSystem, mapping, at, chosen, { health: 'Health', science: 'Science' }),
  )

describe('changing a mapping', () => {
  it('tells everything a column fills', () => {
    expect(targetsOf(mapping, 3).map((one) => [one.kind, one.name])).toEqual([
      ['field', 'application_area'],
      ['custom', 'topic'],
    ])
    expect(targetsOf(mapping, 1)).toEqual([{ kind: 'path', name: 'unit_id' }])
    expect(targetsOf(mapping, 4)).toEqual([])
  })

  it('gives a changed mapping a name of its own, once', () => {
    const changed = choose(area, 'none')
    expect(changed.name).toBe('inventory-changed')
    expect(withKey(changed, [name, area]).name).toBe('inventory-changed')
  })

  it('reads a column for its new field, and lets nothing else fill that field', () => {
    const changed = choose(column(4, 'Domain'), { field: 'application_area' })
    expect(targetsOf(changed, 3).map((one) => one.name)).toEqual(['topic'])
    expect(changed.columns.find((one) => one.position === 4)).toMatchObject({
      field: 'application_area',
      parse: { kind: 'choice', values: { health: 'health', Health: 'health', Science: 'science' } },
    })
  })

  it('takes a path away when one of its columns does something else, or a column fills its field', () => {
    expect(choose(agency, 'none').paths).toEqual({})
    expect(choose(column(4, 'Unit'), { field: 'unit_id' }).paths).toEqual({})
    expect(Object.keys(choose(area, 'none').paths)).toEqual(['unit_id'])
  })

  it('keeps a column as a fact of its own under a name that is free', () => {
    const changed = choose(column(4, 'Topic'), 'custom')
    expect(targetsOf(changed, 4).map((one) => one.name)).toEqual(['topic_2'])
    expect(customName('Über 3. Größe?', new Set())).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(customName('42', new Set(['column']))).toBe('column_2')
  })

  it('reads cells in another way without touching other columns', () => {
    const changed = withParse(mapping, 1, {
      kind: 'choice',
      values: { Care: 'health' },
      starts_with: {},
      on_unknown: 'null',
    })
    expect(changed.columns[1]?.parse).toMatchObject({ values: { Care: 'health' } })
    expect(changed.columns[2]).toEqual(mapping.columns[2])
  })

  it('never leaves rows without anything that tells them apart', () => {
    expect(withKey(mapping, [])).toBe(mapping)
  })
})
