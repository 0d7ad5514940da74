import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  daysOverdue,
  dueGroupOf,
  escalationLevel,
  firstDueOn,
  missedInARow,
  nextDueOn,
  openingLeadDays,
  opensOn,
} from './cadence.ts'
import {
  addDays,
  daysBetween,
  isWorkingDay,
  plainWeek,
  type WorkingCalendar,
  weekdayOf,
  workingDayFrom,
} from './calendar.ts'

const opening = { share_of_interval: 0.25, minimum_days: 2, maximum_days: 30 }
const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))
const intervals = fc.integer({ min: 1, max: 730 })
const calendars: fc.Arbitrary<WorkingCalendar> = fc.record({
  weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
  holidays: fc.array(dates, { maxLength: 40 }),
})

describe('calendar', () => {
  it('knows leap days, ends of years and days of the week', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01')
    expect(daysBetween('2024-02-01', '2024-03-01')).toBe(29)
    expect(weekdayOf('2026-11-21')).toBe(6)
    expect(weekdayOf('2026-11-22')).toBe(7)
    expect(weekdayOf('2026-11-23')).toBe(1)
  })

  it('adds and counts days consistently', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })

  it('moves to the first working day on or after a date', () => {
    fc.assert(
      fc.property(calendars, dates, (calendar, date) => {
        const day = workingDayFrom(calendar, date)
        expect(isWorkingDay(calendar, day)).toBe(true)
        for (let before = date; before < day; before = addDays(before, 1))
          expect(isWorkingDay(calendar, before)).toBe(false)
      }),
    )
  })

  it('refuses a calendar on which nobody ever works, and what is no date', () => {
    expect(() => workingDayFrom({ weekend: [1, 2, 3, 4, 5, 6, 7], holidays: [] }, '2026-01-01')).toThrow(
      RangeError,
    )
    expect(() => addDays('2026-13-01', 1)).toThrow(RangeError)
  })
})

describe('due dates', () => {
  it('moves a weekend and the holiday after it to the next working day, but never a legal clock', () => {
    const calendar = { weekend: [6, 7], holidays: ['2026-11-23'] }
    const due = { interval_days: 7, legal_clock: false }
    expect(nextDueOn('2026-11-14', due, calendar)).toBe('2026-11-24')
    expect(nextDueOn('2026-11-14', { ...due, legal_clock: true }, calendar)).toBe('2026-11-21')
  })

  it('counts from completion, so that a late completion moves the next due date by as much', () => {
    const due = { interval_days: 30, legal_clock: true }
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 400 }), calendars, (date, late, calendar) => {
        const onTime = nextDueOn(date, due, calendar)
        expect(daysBetween(onTime, nextDueOn(addDays(date, late), due, calendar))).toBe(late)
      }),
    )
  })

  it('is never less than the interval away', () => {
    fc.assert(
      fc.property(dates, intervals, calendars, (date, interval_days, calendar) => {
        const due = nextDueOn(date, { interval_days, legal_clock: false }, calendar)
        expect(daysBetween(date, due)).toBeGreaterThanOrEqual(interval_days)
        expect(isWorkingDay(calendar, due)).toBe(true)
      }),
    )
  })

  it('is first due at approval, or at going live when that is ahead', () => {
    expect(firstDueOn('2026-11-20', null, false, plainWeek)).toBe('2026-11-20')
    expect(firstDueOn('2026-11-20', '2025-01-01', false, plainWeek)).toBe('2026-11-20')
    expect(firstDueOn('2026-11-20', '2026-12-05', false, plainWeek)).toBe('2026-12-07')
  })
})

describe('opening', () => {
  it.each([
    [1, 2],
    [7, 2],
    [30, 8],
    [91, 23],
    [182, 30],
    [365, 30],
  ])('opens a duty of %i days %i days before it is due', (interval, lead) => {
    expect(openingLeadDays(interval, opening)).toBe(lead)
  })

  it('opens at least two and at most thirty days before, never before it was planned', () => {
    fc.assert(
      fc.property(dates, intervals, calendars, (planned, interval_days, calendar) => {
        const due = nextDueOn(planned, { interval_days, legal_clock: false }, calendar)
        const opens = opensOn(due, interval_days, opening, planned)
        expect(opens >= planned).toBe(true)
        expect(daysBetween(opens, due)).toBeLessThanOrEqual(30)
        expect(opens === planned || daysBetween(opens, due) >= 2).toBe(true)
      }),
    )
  })
})

describe('being late', () => {
  it('is not overdue on the due date', () => {
    expect(daysOverdue('2026-11-20', '2026-11-20')).toBe(0)
    expect(daysOverdue('2026-11-20', '2026-11-21')).toBe(1)
  })

  it('reaches escalation steps in order and never leaves them', () => {
    const steps = fc
      .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
      .map(([first, more]) => [first, first + more])
    fc.assert(
      fc.property(dates, steps, fc.nat(100), (due, days, overdue) => {
        const level = escalationLevel(due, addDays(due, overdue), days)
        expect(level).toBe(days.filter((one) => one <= overdue).length)
        expect(escalationLevel(due, addDays(due, overdue + 1), days)).toBeGreaterThanOrEqual(level)
      }),
    )
    expect(escalationLevel('2026-11-20', '2026-11-10', [7, 14])).toBe(0)
  })

  it('counts three weeks of silence on a weekly duty as three misses', () => {
    const open = (today: string) => missedInARow(0, '2026-11-02', today, 7, true)
    expect(open('2026-11-02')).toBe(0)
    expect(open('2026-11-03')).toBe(1)
    expect(open('2026-11-09')).toBe(1)
    expect(open('2026-11-10')).toBe(2)
    expect(open('2026-11-17')).toBe(3)
  })

  it('starts anew only when a duty was done in time', () => {
    fc.assert(
      fc.property(fc.nat(5), dates, fc.nat(60), intervals, (before, due, days, interval) => {
        expect(missedInARow(before, due, addDays(due, -days), interval, false)).toBe(0)
        expect(missedInARow(before, due, addDays(due, -days), interval, true)).toBe(before)
        expect(missedInARow(before, due, addDays(due, days + 1), interval, false)).toBeGreaterThan(before)
      }),
    )
  })

  it('groups by due date', () => {
    const group = (due: string | null) => dueGroupOf(due, '2026-11-20')
    expect(group('2026-11-19')).toBe('overdue')
    expect(group('2026-11-20')).toBe('today')
    expect(group('2026-11-27')).toBe('this_week')
    expect(group('2026-11-28')).toBe('later')
    expect(group(null)).toBe('undated')
  })
})
