import { queryOptions } from '@tanstack/react-query'
import type { OutputOf } from '../../../kernel/contract/operation.ts'
import type { getBeginning } from '../../../modules/organization/contract.ts'
import { call } from '../../client/call.ts'
import type { Session } from '../../client/session.ts'

export type Beginning = OutputOf<typeof getBeginning>
export type Step = Beginning['steps'][number]

/** What a new organization does first. Others take steps too, so it is read anew on every visit. */
export const beginningQuery = queryOptions({
  queryKey: ['beginning'],
  queryFn: ({ signal }) => call('beginning.get', {}, { signal }),
  staleTime: 0,
})

/** Whether the person has a part in the beginning. */
export const mayBegin = (session: Session): boolean => session.permissions['beginning:read'] !== undefined
