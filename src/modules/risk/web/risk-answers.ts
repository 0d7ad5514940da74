import { queryOptions } from '@tanstack/react-query'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import type { WholeRecord } from '../../../web/register/row.ts'

/** An answer as of an instant, or of now. */
const at = (asOf: string | undefined) => (asOf === undefined ? {} : { as_of: asOf })

/** Answers about a risk are kept under its register, so that a change of any risk reads them again. */
export const standingQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: [...keys.about('risk', id), 'standing', asOf],
    queryFn: ({ signal }) => call('risk.standing', { id, ...at(asOf) }, { signal }),
  })

export const criteriaQuery = queryOptions({
  queryKey: [...keys.all('risk-criteria'), 'in-force'],
  queryFn: ({ signal }) => call('risk-criteria.in-force', {}, { signal }),
})

/** The scales and limits of one edition. */
export const criteriaContentQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.about('risk-criteria', id), 'content'],
    queryFn: ({ signal }) => call('risk-criteria.content', { id }, { signal }),
  })

export const acceptancesQuery = (id: string, asOf?: string) =>
  queryOptions({
    queryKey: [...keys.about('risk', id), 'acceptances', asOf],
    queryFn: ({ signal }) => call('risk.acceptances', { risk_id: id, ...at(asOf) }, { signal }),
  })

/** What accepting it until a day would mean, and what prevents it; without a day, for as long as it may last. */
export const acceptanceStatementQuery = (
  { id, version }: Pick<WholeRecord, 'id' | 'version'>,
  until: string,
) =>
  queryOptions({
    queryKey: [...keys.about('risk', id), 'acceptance-statement', version, until],
    queryFn: ({ signal }) =>
      call('risk.acceptance-statement', { id, ...(until ? { expires_on: until } : {}) }, { signal }),
  })

export const actionsQuery = (riskId: string, asOf?: string) =>
  queryOptions({
    queryKey: [...keys.lists('treatment-action'), 'of', riskId, asOf],
    queryFn: ({ signal }) =>
      call(
        'treatment-action.list',
        {
          risk_id: riskId,
          columns: 'title,option,control_id,owner_id,due_on,state',
          limit: 200,
          ...at(asOf),
        },
        { signal },
      ),
  })
