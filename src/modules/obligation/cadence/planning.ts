import type { WorkingCalendar } from '../../../kernel/cadence/calendar.ts'
import type { SharedScope } from '../../../platform/operations/scope.ts'
import { packInUse } from '../../requirement/adoption/adoption.ts'
import type { Programme } from './programme.ts'
import { workingCalendarOf } from './working-calendar.ts'

/** What dates of turns follow from, besides the record itself. */
export interface Planning {
  readonly programme: Programme
  readonly calendar: WorkingCalendar
}

/** As the organization has adopted and stated it. */
export const planningOf = async (scope: SharedScope): Promise<Planning> => ({
  programme: await packInUse(scope, 'programme'),
  calendar: await workingCalendarOf(scope),
})
