import { type PlainKey, t } from './message.ts'

/** Numbers of days that stand for a measure of the calendar: nobody says "every 365 days". */
const usual: Readonly<Record<number, PlainKey>> = {
  1: 'every.day',
  7: 'every.week',
  14: 'every.two_weeks',
  30: 'every.month',
  31: 'every.month',
  90: 'every.quarter',
  91: 'every.quarter',
  92: 'every.quarter',
  182: 'every.half_year',
  183: 'every.half_year',
  365: 'every.year',
  366: 'every.year',
  730: 'every.two_years',
  1095: 'every.three_years',
}

/** How often, in the middle of a sentence: "every quarter", or "every 45 days" where no measure fits. */
export function everyText(days: number): string {
  const key = usual[days]
  return key === undefined ? t('every.days', { days }) : t(key)
}
