import { expect, it } from 'vitest'
import { needs, needsToTell } from './need.ts'

it('tells once that a risk is to be treated or accepted, and everything else', () => {
  expect(needsToTell(needs)).toEqual(needs.filter((need) => need !== 'treat_or_accept'))
  expect(needsToTell(['plan', 'treat_or_accept'])).toEqual(['plan', 'treat_or_accept'])
})
