import { addDays, isWorkingDay, plainWeek } from '../../../kernel/cadence/calendar.ts'

/** Risk levels, lowest first. */
export const riskLevels = ['low', 'moderate', 'high', 'critical'] as const
export type RiskLevel = (typeof riskLevels)[number]

/** Whom a consequence falls on. All three are judged for every risk. */
export const dimensions = ['organization', 'individuals', 'societies'] as const
export type Dimension = (typeof dimensions)[number]

/** Categories of AI risk, as the scenario pack names them. */
export const categories = [
  'BIA',
  'PRI',
  'SEC',
  'ROB',
  'TRA',
  'OVS',
  'SUP',
  'ENV',
  'MIS',
  'LEG',
  'SAF',
  'DAT',
  'GOV',
] as const
export type Category = (typeof categories)[number]

/** The order of a level: 0 for low to 3 for critical. */
export const rankOf = (level: RiskLevel): number => riskLevels.indexOf(level)

/** The higher of two levels. */
export const higherOf = (one: RiskLevel, other: RiskLevel): RiskLevel =>
  rankOf(one) >= rankOf(other) ? one : other

/** Levels from a given one upwards, itself included. */
export const levelsFrom = (level: RiskLevel): RiskLevel[] => riskLevels.slice(rankOf(level))

/** A calendar date some working days (Monday to Friday) later. */
export function addWorkingDays(day: string, days: number): string {
  let at = day
  for (let left = days; left > 0; ) {
    at = addDays(at, 1)
    if (isWorkingDay(plainWeek, at)) left -= 1
  }
  return at
}

/** The numbers that are judged and confirmed one by one, before treatment. */
export const judged = ['likelihood', 'impact_organization', 'impact_individuals', 'impact_societies'] as const
