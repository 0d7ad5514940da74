import { expect, it } from 'vitest'
import type { Row } from '../../row.ts'
import { willChange } from './will-change.ts'

const row = (kind: string | null) => ({ id: 'x', kind }) as unknown as Row
const wanted = { field: 'kind', value: 'team', count: 1200 }

it('counts those that were read where that is all of them', () => {
  const held = [row('team'), row(null), row('site')]
  expect(willChange(held, undefined, { ...wanted, count: 3 })).toEqual({ most: 2, exact: true })
})

it('takes the number of the rest from the server', () => {
  const groups = [
    { value: 'team', count: 450 },
    { value: null, count: 750 },
  ]
  expect(willChange([row('team')], { count: 1200, groups }, wanted)).toEqual({ most: 750, exact: true })
  expect(willChange([row('team')], { count: 1200, groups }, { ...wanted, value: null })).toEqual({
    most: 450,
    exact: true,
  })
})

it('says the most that can change where the server counted fewer records, or none', () => {
  const groups = [{ value: 'site', count: 900 }]
  const most = { most: 1199, exact: false }
  expect(willChange([row('team')], { count: 900, groups }, wanted)).toEqual(most)
  expect(willChange([row('team')], undefined, wanted)).toEqual(most)
})
