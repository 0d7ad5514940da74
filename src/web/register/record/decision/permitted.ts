import { useQuery } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { WholeRecord } from '../../row.ts'
import { obstaclesQuery } from '../record-query.ts'

/** What the server says about one step on a record. */
export interface Permitted {
  /** Nothing about the person bars it; false too while that is read. */
  readonly may: boolean
  /** Why it is not theirs, where their permissions alone would allow it. */
  readonly barredBecause: string | undefined
}

/**
 * Whether the person may take a transition or decision on a record, beyond their permissions: by appointment, and not
 * being involved. A control for it is shown only when they may.
 */
export function usePermitted(
  register: AnyRegister,
  record: Pick<WholeRecord, 'id' | 'version'> | undefined,
  verb: string,
): Permitted {
  const { data } = useQuery({
    ...obstaclesQuery(register, record ?? { id: '', version: 0 }),
    enabled: record !== undefined,
  })
  return {
    may: data?.permitted.includes(verb) ?? false,
    barredBecause: data?.items.find((one) => one.transition === verb && one.barred)?.reason,
  }
}
