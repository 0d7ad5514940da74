/**
 * Calendar dates as `YYYY-MM-DD`, without time or zone: a duty is due on a day, wherever its people are. Dates of this
 * form sort as text.
 */
const millisecondsPerDay = 86_400_000

const startOf = (date: string): number => {
  const at = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(at)) throw new RangeError(`${date} is not a calendar date.`)
  return at
}

/** The date so many days later; earlier when `days` is negative. */
export const addDays = (date: string, days: number): string =>
  new Date(startOf(date) + days * millisecondsPerDay).toISOString().slice(0, 10)

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (startOf(to) - startOf(from)) / millisecondsPerDay

/** Day of the week after ISO 8601: Monday is 1, Sunday is 7. */
export const weekdayOf = (date: string): number => new Date(startOf(date)).getUTCDay() || 7

/** When an organization does not work. */
export interface WorkingCalendar {
  /** Days of the week after ISO 8601, at most six of them: otherwise no day would be left to move to. */
  readonly weekend: readonly number[]
  /** Single dates. */
  readonly holidays: readonly string[]
}

/** Saturday and Sunday, no holidays: what holds until an organization says otherwise. */
export const plainWeek: WorkingCalendar = { weekend: [6, 7], holidays: [] }

export const isWorkingDay = (calendar: WorkingCalendar, date: string): boolean =>
  !calendar.weekend.includes(weekdayOf(date)) && !calendar.holidays.includes(date)

/**
 * The date itself when people work on it, otherwise the next date on which they do.
 * @throws RangeError for a calendar without any working day.
 */
export function workingDayFrom(calendar: WorkingCalendar, date: string): string {
  if (new Set(calendar.weekend).size >= 7) throw new RangeError('A calendar needs at least one working day.')
  let day = date
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1)
  return day
}
