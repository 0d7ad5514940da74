import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { controlFrequencies } from './control.ts'
import { countableOperatingRating, evidenceFreshness, ratingProblem } from './rules.ts'

const today = '2026-11-21'
const reasoned = {
  operating_rated_on: '2026-11-20',
  operating_rationale: 'Ran every week since August.',
  evidence_on: '2026-11-19',
  evidence_note: 'Weekly drift report 46',
  verification_method: 'inspection' as const,
}

describe('a rating', () => {
  it('stands with its day and its reason', () => {
    expect(
      ratingProblem({ design_rating: 2, design_rated_on: today, design_rationale: 'Reviewed' }, today),
    ).toBeUndefined()
    expect(ratingProblem({ operating_rating: 3, ...reasoned }, today)).toBeUndefined()
  })

  it('is not needed: a control that nobody rated is unknown, not zero', () => {
    expect(ratingProblem({ design_rating: null }, today)).toBeUndefined()
  })

  it.each([
    [{ design_rating: 0 }, 'design_rated_on'],
    [{ design_rating: 0, design_rated_on: today }, 'design_rationale'],
    [{ design_rating: 1, design_rated_on: today, design_rationale: '  ' }, 'design_rationale'],
    [{ design_rating: 1, design_rated_on: '2026-11-22', design_rationale: 'Planned' }, 'design_rated_on'],
    [{ operating_rating: 2, operating_rationale: 'Ran' }, 'operating_rated_on'],
    [{ ...reasoned, operating_rating: 3, evidence_on: null }, 'evidence_on'],
    [{ ...reasoned, operating_rating: 3, evidence_note: null }, 'evidence_note'],
    [{ ...reasoned, operating_rating: 3, evidence_on: '2026-12-01' }, 'evidence_on'],
    [{ ...reasoned, operating_rating: 4 }, 'verification_method'],
    [{ ...reasoned, operating_rating: 4, verification_method: null }, 'verification_method'],
  ])('%j is refused at %s', (rated, field) => {
    expect(ratingProblem(rated, today)?.field).toBe(field)
  })
})

describe('evidence', () => {
  const weekly = { frequency: 'weekly' as const }

  it('is fresh for a quarter longer than the interval, to the day', () => {
    expect(evidenceFreshness({ ...weekly, evidence_on: '2026-11-13' }, today)).toBe('fresh')
    expect(evidenceFreshness({ ...weekly, evidence_on: '2026-11-12' }, today)).toBe('stale')
    expect(evidenceFreshness({ frequency: 'annual', evidence_on: '2025-08-23' }, today)).toBe('fresh')
    expect(evidenceFreshness({ frequency: 'annual', evidence_on: '2025-08-21' }, today)).toBe('stale')
  })

  it('is none or unknown, never fresh, without a day or a frequency', () => {
    expect(evidenceFreshness({ ...weekly, evidence_on: null }, today)).toBe('none')
    expect(evidenceFreshness({ frequency: null, evidence_on: today }, today)).toBe('unknown')
  })
})

describe('what may be counted', () => {
  const one = { state: 'operating', frequency: 'weekly' as const, evidence_on: today, operating_rating: 4 }

  it('is the rating only while the control operates and its evidence is fresh', () => {
    expect(countableOperatingRating(one, today)).toBe(4)
    expect(countableOperatingRating({ ...one, evidence_on: '2026-01-01' }, today)).toBe(2)
    expect(countableOperatingRating({ ...one, frequency: null }, today)).toBe(2)
    expect(countableOperatingRating({ ...one, state: 'implementing' }, today)).toBe(1)
    expect(countableOperatingRating({ ...one, state: 'retired' }, today)).toBe(1)
    expect(countableOperatingRating({ ...one, operating_rating: null }, today)).toBeNull()
  })

  it('never exceeds the rating, and never grows as time passes', () => {
    const days = fc.integer({ min: 0, max: 800 })
    const on = (offset: number) =>
      new Date(Date.parse('2026-01-01') + offset * 86_400_000).toISOString().slice(0, 10)
    fc.assert(
      fc.property(
        fc.record({
          state: fc.constantFrom('planned', 'implementing', 'operating', 'retired'),
          frequency: fc.option(fc.constantFrom(...controlFrequencies)),
          evidence_on: fc.option(days.map(on)),
          operating_rating: fc.integer({ min: 0, max: 4 }),
        }),
        days,
        days,
        (control, sooner, more) => {
          const first = countableOperatingRating(control, on(800 + sooner)) ?? 0
          const later = countableOperatingRating(control, on(800 + sooner + more)) ?? 0
          expect(first).toBeLessThanOrEqual(control.operating_rating)
          expect(later).toBeLessThanOrEqual(first)
        },
      ),
    )
  })
})
