import { useQuery } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { useSession } from '../../../client/session.ts'
import type { WholeRecord } from '../../row.ts'
import { obstaclesQuery } from '../record-query.ts'
import { type OpenTransition, onward, openTransitions } from './decision.ts'

/** The steps that the person may take on a record as it is now. */
export function useSteps(register: AnyRegister, record: WholeRecord, asOf: string | undefined) {
  const session = useSession()
  const now = asOf === undefined && record.archived_at === null
  const said = useQuery({ ...obstaclesQuery(register, record), enabled: now }).data
  const open: readonly OpenTransition[] = now
    ? openTransitions(session, register, record, said?.permitted)
    : []
  return {
    now,
    said,
    open,
    /** What leads the record onward. */
    primary: onward(register, record, open),
    /** What stands in the way of a step now. */
    obstacleTo: (verb: string): string | undefined =>
      said?.items.find(({ transition }) => transition === verb)?.reason,
  }
}
