import { queryOptions } from '@tanstack/react-query'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { keys } from '../../app/query-keys.ts'
import { callStandard } from '../../client/call.ts'
import type { WholeRecord } from '../row.ts'

/** One record, now or as of an instant. */
export const recordQuery = (register: AnyRegister, id: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: keys.record(register.name, id, asOf),
    queryFn: async ({ signal }) => {
      const when = asOf === undefined ? {} : { as_of: asOf }
      const answer = await callStandard(register, 'get', { id, ...when }, { signal })
      return { record: answer.record as WholeRecord, tree_size: answer.tree_size }
    },
  })

export const historyQuery = (register: AnyRegister, id: string) =>
  queryOptions({
    queryKey: keys.history(register.name, id),
    queryFn: ({ signal }) => callStandard(register, 'history', { id, limit: 50 }, { signal }),
  })

export const commentsQuery = (register: AnyRegister, id: string) =>
  queryOptions({
    queryKey: keys.comments(register.name, id),
    queryFn: ({ signal }) => callStandard(register, 'comments', { id }, { signal }),
  })

/** What stands in the way of the transitions that the person may take; asked anew whenever something about the record moves. */
export const obstaclesQuery = (register: AnyRegister, { id, version }: Pick<WholeRecord, 'id' | 'version'>) =>
  queryOptions({
    queryKey: [...keys.about(register.name, id), 'obstacles', version],
    queryFn: ({ signal }) => callStandard(register, 'obstacles', { id }, { signal }),
  })
