import { expect, it } from 'vitest'
import { everyText } from './interval.ts'

it.each([
  [7, 'every week'],
  [30, 'every month'],
  [91, 'every quarter'],
  [182, 'every 6 months'],
  [365, 'every year'],
  [730, 'every two years'],
  [45, 'every 45 days'],
])('says %i days as people do', (days, words) => {
  expect(everyText(days)).toBe(words)
})
