import { queryOptions } from '@tanstack/react-query'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import type { WholeRecord } from '../../../web/register/row.ts'

/** Answers about a risk are kept under its register, so that a change of any risk reads them again. */
export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.about('risk', id), 'standing'],
    queryFn: ({ signal }) => call('risk.standing', { id }, { signal }),
  })

export const criteriaQuery = queryOptions({
  queryKey: [...keys.all('risk-criteria'), 'in-force'],
  queryFn: ({ signal }) => call('risk-criteria.in-force', {}, { signal }),
})

export const acceptancesQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.about('risk', id), 'acceptances'],
    queryFn: ({ signal }) => call('risk.acceptances', { risk_id: id }, { signal }),
  })

/** What accepting it would mean, and what stands against that, until a day; without one, for as long as it may last. */
export const acceptanceStatementQuery = (
  { id, version }: Pick<WholeRecord, 'id' | 'version'>,
  until: string,
) =>
  queryOptions({
    queryKey: [...keys.about('risk', id), 'acceptance-statement', version, until],
    queryFn: ({ signal }) =>
      call('risk.acceptance-statement', { id, ...(until ? { expires_on: until } : {}) }, { signal }),
  })

export const actionsQuery = (riskId: string) =>
  queryOptions({
    queryKey: [...keys.lists('treatment-action'), 'of', riskId],
    queryFn: ({ signal }) =>
      call(
        'treatment-action.list',
        { risk_id: riskId, columns: 'title,option,control_id,owner_id,due_on,state', limit: 200 },
        { signal },
      ),
  })
