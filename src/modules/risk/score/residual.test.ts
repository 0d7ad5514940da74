import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedSteps, residualFaults, type TreatingControl, worthOf } from './residual.ts'

const control = (id: string, rating: number, more: Partial<TreatingControl> = {}): TreatingControl => ({
  id,
  effect: 'likelihood',
  means: null,
  design_rating: 4,
  operating_rating: rating,
  ...more,
})
const limiting = (id: string, means: TreatingControl['means']) =>
  control(id, 3, { effect: 'consequence', means })
const any = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    effect: fc.constantFrom('likelihood' as const, 'consequence' as const),
    means: fc.constantFrom('stop' as const, 'insurance' as const, 'contract' as const, null),
    design_rating: fc.constantFrom(null, 0, 1, 2, 3, 4),
    operating_rating: fc.constantFrom(null, 0, 1, 2, 3, 4),
  }),
  { maxLength: 12 },
)

describe('steps that controls allow', () => {
  it('are one of likelihood for two controls rated 3, two at most, three only with one rated 4', () => {
    const rated = (...ratings: number[]) =>
      allowedSteps(ratings.map((rating, index) => control(String(index), rating))).likelihood
    expect(rated(3)).toBe(0)
    expect(rated(3, 3)).toBe(1)
    expect(rated(3, 3, 3)).toBe(1)
    expect(rated(3, 3, 3, 3)).toBe(2)
    expect(rated(3, 3, 3, 3, 3, 3)).toBe(2)
    expect(rated(3, 3, 3, 3, 3, 4)).toBe(3)
    expect(rated(4, 4)).toBe(1)
    expect(rated(2, 2, 2, 2)).toBe(0)
  })

  it('count a control once, and by the weaker of design and operation', () => {
    expect(allowedSteps([control('a', 3), control('a', 3)]).likelihood).toBe(0)
    expect(worthOf({ design_rating: 1, operating_rating: 4 })).toBe(1)
    expect(worthOf({ design_rating: null, operating_rating: 4 })).toBe(0)
    expect(allowedSteps([control('a', 3), control('b', 3, { design_rating: 2 })]).likelihood).toBe(0)
  })

  it('are one of impact for each control that limits, for people never by insurance or contract', () => {
    expect(
      allowedSteps([limiting('a', 'stop'), limiting('b', 'insurance'), limiting('c', 'contract')]).impacts,
    ).toEqual({
      organization: 3,
      individuals: 1,
      societies: 1,
    })
  })

  it('are never more than the rules allow, whatever the controls', () => {
    fc.assert(
      fc.property(any, (controls) => {
        const { likelihood, impacts } = allowedSteps(controls)
        const counted = new Set(controls.filter((one) => worthOf(one) >= 3).map(({ id }) => id)).size
        const proven = controls.some((one) => worthOf(one) === 4)
        expect(likelihood).toBeLessThanOrEqual(Math.min(Math.floor(counted / 2), proven ? 3 : 2))
        expect(impacts.individuals).toBeLessThanOrEqual(impacts.organization)
        expect(impacts.organization).toBeLessThanOrEqual(counted)
      }),
    )
  })

  it('never grow when ratings fall: stale evidence only takes away', () => {
    fc.assert(
      fc.property(any, (controls) => {
        const before = allowedSteps(controls)
        const stale = controls.map((one) => ({
          ...one,
          operating_rating: Math.min(one.operating_rating ?? 0, 2),
        }))
        const after = allowedSteps(stale)
        expect(after.likelihood).toBe(0)
        expect(after.impacts.individuals).toBeLessThanOrEqual(before.impacts.individuals)
      }),
    )
  })
})

describe('a residual risk', () => {
  it('names each part that its controls do not support', () => {
    const inherent = { likelihood: 4, impacts: { organization: 4, individuals: 4, societies: 3 } }
    const residual = { likelihood: 3, impacts: { organization: 3, individuals: 4, societies: 3 } }
    expect(residualFaults(inherent, residual, allowedSteps([control('a', 3), control('b', 3)]))).toEqual([
      { part: 'organization', wanted: 1, allowed: 0 },
    ])
    expect(residualFaults(inherent, inherent, allowedSteps([]))).toEqual([])
  })
})
