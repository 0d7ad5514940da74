import { addDays, daysBetween, type WorkingCalendar, workingDayFrom } from './calendar.ts'

/**
 * Scheduling by the programme pack's `cadence_rules`. The next due date counts from the day of completion, so being
 * late moves everything after it and stays visible.
 */

/** How long before its due date a duty opens; the pack's rule `opening`. */
export interface OpeningRule {
  readonly share_of_interval: number
  readonly minimum_days: number
  readonly maximum_days: number
}

interface Due {
  readonly interval_days: number
  /** A deadline set by law: it never moves to a working day. */
  readonly legal_clock: boolean
}

const movedUnlessLegal = (date: string, legalClock: boolean, calendar: WorkingCalendar): string =>
  legalClock ? date : workingDayFrom(calendar, date)

/** Next due is the day of last completion plus the interval, moved to a working day unless a law sets the clock. */
export const nextDueOn = (completedOn: string, due: Due, calendar: WorkingCalendar): string =>
  movedUnlessLegal(addDays(completedOn, due.interval_days), due.legal_clock, calendar)

/**
 * First due on approval, or on going live when that is still ahead.
 * @param goLiveOn null when it is not known.
 */
export const firstDueOn = (
  approvedOn: string,
  goLiveOn: string | null,
  legalClock: boolean,
  calendar: WorkingCalendar,
): string => movedUnlessLegal(goLiveOn && goLiveOn > approvedOn ? goLiveOn : approvedOn, legalClock, calendar)

/** Days that a duty is open before it is due: the rule's share of the interval, rounded up, within its bounds. */
export const openingLeadDays = (intervalDays: number, rule: OpeningRule): number =>
  Math.min(rule.maximum_days, Math.max(rule.minimum_days, Math.ceil(intervalDays * rule.share_of_interval)))

/** The day a duty opens; never before the day from which it was planned. */
export function opensOn(dueOn: string, intervalDays: number, rule: OpeningRule, plannedOn: string): string {
  const opening = addDays(dueOn, -openingLeadDays(intervalDays, rule))
  return opening > plannedOn ? opening : plannedOn
}

/** Whole days past the due date; 0 on the due date itself and before. */
export const daysOverdue = (dueOn: string, today: string): number => Math.max(0, daysBetween(dueOn, today))

/**
 * How many escalation steps have been reached: 0 for none, 1 when the owner is notified, 2 when the AIMS manager is
 * too.
 * @param steps days overdue at which each step is reached, ascending.
 */
export function escalationLevel(dueOn: string, today: string, steps: readonly number[]): number {
  const overdue = daysOverdue(dueOn, today)
  return steps.filter((days) => overdue >= days).length
}

/**
 * How many times in a row a cadence has been missed. A duty not done by its due date is one miss, and one more for each
 * whole interval that passes before it is done: being very late must not count as once.
 * @param missedBefore misses in a row before this duty.
 * @param on the day it was done, or today while it is open.
 */
export function missedInARow(
  missedBefore: number,
  dueOn: string,
  on: string,
  intervalDays: number,
  open: boolean,
): number {
  const overdue = daysOverdue(dueOn, on)
  if (overdue > 0) return missedBefore + 1 + Math.floor((overdue - 1) / intervalDays)
  return open ? missedBefore : 0
}

export const dueGroups = ['overdue', 'today', 'this_week', 'later', 'undated'] as const
export type DueGroup = (typeof dueGroups)[number]

/** Groups work by its due date; the next seven days count as this week. */
export function dueGroupOf(dueOn: string | null, today: string): DueGroup {
  if (dueOn === null) return 'undated'
  const days = daysBetween(today, dueOn)
  if (days < 0) return 'overdue'
  if (days === 0) return 'today'
  return days <= 7 ? 'this_week' : 'later'
}
