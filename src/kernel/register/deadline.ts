import { daysOverdue } from '../cadence/cadence.ts'
import type { AnyRegister } from './register.ts'

interface Dated {
  readonly state: string
  readonly archived_at: string | null
}

/**
 * For how many days a record should have been done by what its register declares; 0 while there is time, once it is
 * done, and where no day is set.
 */
export function overdueDays<Of extends Dated>(
  { deadline }: Pick<AnyRegister, 'deadline'>,
  record: Of,
  today: string,
): number {
  if (!deadline || record.archived_at !== null || !deadline.states.includes(record.state)) return 0
  const day: unknown = Reflect.get(record, deadline.field)
  return typeof day === 'string' ? daysOverdue(day, today) : 0
}
