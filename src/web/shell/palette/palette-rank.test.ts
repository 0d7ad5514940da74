import { describe, expect, it } from 'vitest'
import { bestFirst, fits, isNamed, mixed } from './palette-rank.ts'

const sorted = (words: string, ...labels: string[]) =>
  bestFirst(
    labels.map((label) => ({ label })),
    words,
  ).map(({ label }) => label)

describe('what the palette finds', () => {
  it('comes by how it fits: from its beginning, from the beginning of a word, within one, elsewhere', () => {
    expect(
      sorted(
        'traveler',
        'Unrelated',
        'Nontravelers',
        'Screening of travelers',
        'Traveler Identity Verification Services',
      ),
    ).toEqual([
      'Traveler Identity Verification Services',
      'Screening of travelers',
      'Nontravelers',
      'Unrelated',
    ])
  })

  it('keeps its order where it fits equally well, and while nothing is typed', () => {
    expect(sorted('r', 'Risks', 'Requirements')).toEqual(['Risks', 'Requirements'])
    expect(sorted('', 'Risks', 'AI systems')).toEqual(['Risks', 'AI systems'])
  })

  it('holds every word that was typed, in any order', () => {
    expect(fits('Traveler Identity Verification', 'verif trav')).toBe(true)
    expect(fits('Traveler Identity Verification', 'trav risk')).toBe(false)
  })

  it('mixes kinds: the one that was typed first, then by what fits best, a few of each', () => {
    const kinds = [
      { kind: 'Obligation', found: ['Risk register review 1', 'Risk register review 2'] },
      { kind: 'Risk', found: ['Unfair refusals', 'A risk of leaks', 'Drift'] },
      { kind: 'Control', found: [] },
      { kind: 'Appointment', found: ['AI risk owner'] },
    ].map(({ kind, found }) => ({ kind, found: found.map((label) => ({ label })) }))
    const labels = (words: string) => mixed(kinds, words, { alone: 5, among: 2 }).map(({ label }) => label)
    expect(labels('risk')).toEqual([
      'A risk of leaks',
      'Unfair refusals',
      'Risk register review 1',
      'Risk register review 2',
      'AI risk owner',
    ])
    expect(mixed(kinds.slice(1, 3), 'r', { alone: 5, among: 2 })).toHaveLength(3)
  })

  it('knows a page by its name, in singular or plural', () => {
    expect(['Risks', 'Risk', 'Risk criteria', 'Trail'].filter((label) => isNamed(label, 'risk'))).toEqual([
      'Risks',
      'Risk',
    ])
    expect(isNamed('Trail', '')).toBe(false)
  })
})
