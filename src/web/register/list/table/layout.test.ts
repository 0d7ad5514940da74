import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PagedRows } from '../rows/paged-rows.ts'
import type { Section } from '../rows/sections.ts'
import { Layout } from './layout.ts'

const section = (key: string, rows: number, ahead: number, grouped: boolean): Section => ({
  key,
  group: grouped ? { value: key, count: rows + ahead } : null,
  rows: new PagedRows(
    new Map([
      [
        0,
        {
          items: Array.from({ length: rows }, (_, index) => ({
            id: `${key}-${index}`,
            version: 1,
            state: 'active',
          })),
          next_cursor: ahead > 0 ? 'more' : null,
          tree_size: null,
          locks: [],
        },
      ],
    ]),
    rows + ahead,
  ),
  pending: false,
  error: null,
  show: () => {},
  retry: () => {},
})

describe('the lines of a list', () => {
  it('puts a heading before each group and no rows below a closed one', () => {
    const layout = new Layout([section('a', 2, 1, true), section('b', 3, 0, true)], new Set(['a']))
    expect(Array.from({ length: layout.count }, (_, line) => layout.at(line)?.kind)).toEqual([
      'group',
      'group',
      'row',
      'row',
      'row',
    ])
    expect(layout.lineOf('a-0')).toBe(-1)
    expect(layout.lineOf('b-1')).toBe(3)
  })

  it('steps from row to row across headings and rows that are not read', () => {
    const layout = new Layout([section('a', 1, 2, true), section('b', 1, 0, true)], new Set())
    expect(layout.step(1, 1)?.row.id).toBe('b-0')
    expect(layout.step(layout.lineOf('b-0'), -1)?.row.id).toBe('a-0')
    expect(layout.step(layout.lineOf('b-0'), 1)).toBeUndefined()
    expect(layout.step(-1, 1)?.row.id).toBe('a-0')
  })

  it('finds every row at the line where it says it is', () => {
    const shape = fc.array(fc.record({ rows: fc.nat(20), ahead: fc.nat(5) }), { maxLength: 8 })
    fc.assert(
      fc.property(shape, fc.boolean(), (parts, grouped) => {
        const used = grouped ? parts : parts.slice(0, 1)
        const sections = used.map((one, at) => section(String(at), one.rows, one.ahead, grouped))
        const layout = new Layout(sections, new Set())
        for (const { rows } of sections)
          for (const { id } of rows.loaded) {
            const line = layout.at(layout.lineOf(id))
            expect(line?.kind === 'row' && line.row.id).toBe(id)
          }
        expect(layout.at(layout.count)).toBeUndefined()
      }),
    )
  })
})
