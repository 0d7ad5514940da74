import { overdueDays } from '../../../kernel/register/deadline.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { localToday } from '../../messages/format.ts'
import { tn } from '../../messages/message.ts'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import type { WholeRecord } from '../row.ts'

/** Beside the state of a record whose day has passed: for how long it should have been done. */
export function OverdueMark({ register, record }: { register: AnyRegister; record: WholeRecord }) {
  const days = overdueDays(register, record, localToday())
  return days > 0 ? <StateMark tone="critical">{tn('work.due', days)}</StateMark> : null
}
