import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeBeside } from './floating.ts'

const viewport = { width: 1440, height: 900 }
const anchor = { left: 600, top: 100, width: 80, height: 28 }

describe('where a floating panel stands', () => {
  it('stands below its anchor, sharing an edge', () => {
    expect(placeBeside(anchor, { width: 260, height: 300 }, viewport, 'bottom-start')).toEqual({
      left: 600,
      top: 132,
    })
    expect(placeBeside(anchor, { width: 260, height: 300 }, viewport, 'bottom-end')).toEqual({
      left: 420,
      top: 132,
    })
  })

  it('turns over when there is no room below', () => {
    const low = { ...anchor, top: 800 }
    expect(placeBeside(low, { width: 260, height: 300 }, viewport, 'bottom-start').top).toBe(496)
  })

  it('never leaves the window when it fits into it', () => {
    const box = fc.record({
      left: fc.integer({ min: 0, max: 1400 }),
      top: fc.integer({ min: 0, max: 880 }),
      width: fc.integer({ min: 1, max: 400 }),
      height: fc.integer({ min: 1, max: 40 }),
    })
    const size = fc.record({
      width: fc.integer({ min: 1, max: 800 }),
      height: fc.integer({ min: 1, max: 800 }),
    })
    const place = fc.constantFrom('bottom-start' as const, 'bottom-end' as const, 'top-center' as const)
    fc.assert(
      fc.property(box, size, place, (from, panel, side) => {
        const { left, top } = placeBeside(from, panel, viewport, side)
        expect(left).toBeGreaterThanOrEqual(8)
        expect(left + panel.width).toBeLessThanOrEqual(1432)
        expect(top).toBeGreaterThanOrEqual(8)
        expect(top + panel.height).toBeLessThanOrEqual(892)
      }),
    )
  })
})
