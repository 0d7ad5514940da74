import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { queryClient } from '../../../web/app/query-client.ts'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import type { getStatement, readReadiness } from '../contract.ts'
import type { StatementRow } from '../statement.ts'

/** Everything that the page of the statement shows. */
export type Shown = z.output<(typeof getStatement)['output']>
export type Conflict = Shown['conflicts'][number]
export type Guidance = Shown['guidance'][string]

/** Answers about the statement are kept under its rows, so that an edit of any row reads them again. */
const about = (...parts: readonly unknown[]) => [...keys.summaries('soa-row'), ...parts]

export const statementQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: about('statement', asOf ?? null),
    queryFn: ({ signal }) => call('soa.get', asOf === undefined ? {} : { as_of: asOf }, { signal }),
  })

export type Readiness = z.output<(typeof readReadiness)['output']>

export const readinessQuery = queryOptions({
  queryKey: about('readiness'),
  queryFn: ({ signal }) => call('soa.readiness', {}, { signal }),
  staleTime: 0,
})

export const factsQuery = (systemId?: string) =>
  queryOptions({
    queryKey: about('facts', systemId ?? null),
    queryFn: ({ signal }) =>
      call('soa.facts', systemId === undefined ? {} : { ai_system_id: systemId }, { signal }),
  })

export const versionsQuery = queryOptions({
  queryKey: about('versions'),
  queryFn: ({ signal }) => call('soa.versions', {}, { signal }),
})

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: about('version', id),
    queryFn: ({ signal }) => call('soa.version', { id }, { signal }),
  })

export const diffQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: about('diff', from, to),
    queryFn: ({ signal }) => call('soa.diff', { from, to }, { signal }),
  })

/** Legal duties of the loaded packs, to choose an origin from. */
export const dutiesQuery = queryOptions({
  queryKey: ['requirement', 'duties'],
  queryFn: async ({ signal }) =>
    (await call('requirement.list', { kind: 'obligation' as const }, { signal })).items.map(
      ({ urn, ref, title }) => ({ value: urn, label: `${ref} ${title}` }),
    ),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Shows a change of a row at once; the answer of the server replaces it. */
export function patchRow(client: QueryClient, id: string, changes: Partial<StatementRow>): void {
  client.setQueryData(statementQuery(undefined).queryKey, (data) =>
    data
      ? {
          ...data,
          statement: {
            ...data.statement,
            rows: data.statement.rows.map((row) => (row.id === id ? { ...row, ...changes } : row)),
          },
        }
      : data,
  )
}

/** Reads everything about the statement again. */
export const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: about() })
