import { describe, expect, it } from 'vitest'
import { bestFirst, fits } from './palette-rank.ts'

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
})
