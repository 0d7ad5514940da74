import { expect, it } from 'vitest'
import { overdueDays } from './deadline.ts'

const register = { deadline: { field: 'due_on', states: ['planned', 'under_way'] } }
const record = { state: 'planned', archived_at: null, due_on: '2026-11-20' }

it('counts the days since a record should have been done', () => {
  expect(overdueDays(register, record, '2026-11-20')).toBe(0)
  expect(overdueDays(register, record, '2026-11-21')).toBe(1)
  expect(overdueDays(register, { ...record, state: 'under_way' }, '2026-12-01')).toBe(11)
})

it('counts none once it is done or archived, where no day is set, and where none is declared', () => {
  const today = '2026-12-01'
  expect(overdueDays(register, { ...record, state: 'done' }, today)).toBe(0)
  expect(overdueDays(register, { ...record, archived_at: '2026-11-30T00:00:00.000Z' }, today)).toBe(0)
  expect(overdueDays(register, { ...record, due_on: null }, today)).toBe(0)
  expect(overdueDays({}, record, today)).toBe(0)
})
