import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PagedRows, pageAt, pageSize, startOf } from './paged-rows.ts'

const page = (number: number, length = pageSize(number), end = false) =>
  [
    number,
    {
      items: Array.from({ length }, (_, place) => ({
        id: `row-${startOf(number) + place}`,
        version: 1,
        state: 'active',
      })),
      next_cursor: end ? null : 'more',
      tree_size: null,
      locks: [],
    },
  ] as const

describe('rows that are read in pages', () => {
  it('lie on the page that begins before them and ends after them', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (index) => {
        const at = pageAt(index)
        expect(startOf(at)).toBeLessThanOrEqual(index)
        expect(startOf(at) + pageSize(at)).toBeGreaterThan(index)
        expect(startOf(at + 1)).toBe(startOf(at) + pageSize(at))
      }),
    )
  })

  it('are found where they are, with pages missing between', () => {
    const rows = new PagedRows(new Map([page(0), page(7), page(3)]), 5000)
    expect(rows.count).toBe(5000)
    expect(rows.at(59)?.id).toBe('row-59')
    expect(rows.at(60)).toBeUndefined()
    expect(rows.at(startOf(7))?.id).toBe(`row-${startOf(7)}`)
    expect(rows.indexOf(`row-${startOf(3) + 5}`)).toBe(startOf(3) + 5)
    expect(rows.indexOf('row-60')).toBe(-1)
    expect(rows.loaded.map(({ id }) => id).slice(58, 62)).toEqual([
      'row-58',
      'row-59',
      `row-${startOf(3)}`,
      `row-${startOf(3) + 1}`,
    ])
  })

  it('end where the last page ends, whatever was counted', () => {
    expect(new PagedRows(new Map([page(0), page(1, 12, true)]), 90).count).toBe(72)
    expect(new PagedRows(new Map([page(0, 0, true)]), undefined).count).toBe(0)
    expect(new PagedRows(new Map([page(0)]), undefined).count).toBeGreaterThan(60)
    expect(new PagedRows(new Map([page(0)]), 20).count).toBe(60)
  })
})
