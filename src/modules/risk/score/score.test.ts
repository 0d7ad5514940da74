import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { criteriaGaps } from '../criteria/criteria-content.ts'
import { criteriaFromPack } from '../criteria/criteria-from-pack.ts'
import { addWorkingDays, dimensions, rankOf } from './scale.ts'
import { type Impacts, levelOf, type Raising, raisedImpacts, scoreOf } from './score.ts'

const pack = shippedPacks().ai_risk.content
const criteria = criteriaFromPack(pack)
const nothing: Raising = {
  vulnerable_people: false,
  affected_people: 0,
  scale_raises: null,
  breaches_legal_duty: false,
}
const level = fc.integer({ min: 1, max: 5 })
const impacts = fc.record({ organization: level, individuals: level, societies: level })
const raising = fc.record({
  vulnerable_people: fc.constantFrom(true, false, null),
  affected_people: fc.constantFrom(0, 100_000, 100_001, 5_000_000, null),
  scale_raises: fc.constantFrom('individuals' as const, 'societies' as const, null),
  breaches_legal_duty: fc.constantFrom(true, false, null),
})

describe('the matrix', () => {
  it.each(pack.matrix.map((cell) => [cell.id, cell] as const))('gives %s as worked out', (_id, cell) => {
    expect(levelOf(cell.likelihood, cell.impact, criteria)).toBe(cell.level)
    expect(cell.likelihood * cell.impact).toBe(cell.score)
  })

  it('never lets an impact of 5 fall below high, however unlikely', () => {
    fc.assert(
      fc.property(level, (likelihood) => {
        expect(rankOf(levelOf(likelihood, 5, criteria))).toBeGreaterThanOrEqual(rankOf('high'))
      }),
    )
  })

  it('agrees with every scenario of the pack', () => {
    for (const one of pack.scenarios) {
      const given = {
        organization: one.impact_organization,
        individuals: one.impact_individuals,
        societies: one.impact_societies,
      }
      const { score, impact } = scoreOf(one.likelihood, given, nothing, criteria)
      expect(impact).toBe(Math.max(...Object.values(given)))
      expect(score).toBe(one.likelihood * impact)
    }
  })
})

describe('a score', () => {
  it('never falls when likelihood, one impact or what raises it grows', () => {
    fc.assert(
      fc.property(
        level,
        impacts,
        raising,
        fc.constantFrom(...dimensions),
        (likelihood, given, raised, dimension) => {
          const before = scoreOf(likelihood, given, raised, criteria)
          const larger: Impacts = { ...given, [dimension]: Math.min(5, given[dimension] + 1) }
          const worse = [
            scoreOf(Math.min(5, likelihood + 1), given, raised, criteria),
            scoreOf(likelihood, larger, raised, criteria),
            scoreOf(likelihood, given, { ...raised, vulnerable_people: true }, criteria),
            scoreOf(likelihood, given, { ...raised, affected_people: 9_000_000 }, criteria),
            scoreOf(likelihood, given, { ...raised, breaches_legal_duty: true }, criteria),
          ]
          for (const after of worse) {
            expect(after.score).toBeGreaterThanOrEqual(before.score)
            expect(rankOf(after.level)).toBeGreaterThanOrEqual(rankOf(before.level))
          }
        },
      ),
    )
  })

  it('is decided by the highest dimension, never by their average', () => {
    fc.assert(
      fc.property(level, impacts, raising, (likelihood, given, raised) => {
        const score = scoreOf(likelihood, given, raised, criteria)
        expect(score.impact).toBe(Math.max(...dimensions.map((one) => score.impacts[one])))
        expect(score.score).toBe(likelihood * score.impact)
      }),
    )
  })
})

describe('what raises an impact', () => {
  const low = { organization: 2, individuals: 2, societies: 2 }

  it('raises each dimension by what its rules say, each rule once, never above 5', () => {
    fc.assert(
      fc.property(impacts, raising, (given, raised) => {
        const after = raisedImpacts(given, raised, criteria)
        const many = (raised.affected_people ?? 0) > 100_000
        const steps = after.individuals - given.individuals + (after.societies - given.societies)
        expect(steps).toBeLessThanOrEqual((raised.vulnerable_people ? 1 : 0) + (many ? 1 : 0))
        for (const one of dimensions) {
          expect(after[one]).toBeGreaterThanOrEqual(given[one])
          expect(after[one]).toBeLessThanOrEqual(5)
        }
      }),
    )
  })

  it('is, for dependent people, the impact on individuals only', () => {
    expect(raisedImpacts(low, { ...nothing, vulnerable_people: true }, criteria)).toEqual({
      ...low,
      individuals: 3,
    })
  })

  it('is, for many people, one dimension: the one chosen, or the higher', () => {
    const many = { ...nothing, affected_people: 100_001 }
    expect(raisedImpacts(low, many, criteria)).toEqual({ ...low, individuals: 3 })
    expect(raisedImpacts(low, { ...many, scale_raises: 'societies' }, criteria)).toEqual({
      ...low,
      societies: 3,
    })
    expect(raisedImpacts({ ...low, societies: 4 }, many, criteria)).toEqual({ ...low, societies: 5 })
    expect(raisedImpacts(low, { ...nothing, affected_people: 100_000 }, criteria)).toEqual(low)
  })

  it('is, for a broken legal duty, at least 3 for the organization', () => {
    const breach = { ...nothing, breaches_legal_duty: true }
    expect(raisedImpacts(low, breach, criteria).organization).toBe(3)
    expect(raisedImpacts({ ...low, organization: 4 }, breach, criteria).organization).toBe(4)
  })
})

describe('criteria from the pack', () => {
  it('leave to the organization what it alone can decide', () => {
    expect(criteriaGaps(criteria)).toEqual([
      expect.stringContaining('Misuse and abuse, Data quality and continuity'),
      expect.stringContaining('placeholders'),
    ])
    expect(criteria.acceptance.critical).toMatchObject({ maximum_validity_days: 90, once_only: true })
    expect(criteria.deadlines.high).toMatchObject({ plan_within_working_days: 10, done_within_days: 60 })
  })
})

describe('working days', () => {
  it('leave out Saturday and Sunday', () => {
    expect(addWorkingDays('2026-11-20', 1)).toBe('2026-11-23')
    expect(addWorkingDays('2026-11-23', 10)).toBe('2026-12-07')
  })
})
