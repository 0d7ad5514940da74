import { queryOptions } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { callStandard } from '../../../client/call.ts'
import type { Row } from '../../row.ts'
import { type ListState, listInput, summaryInput } from '../state/list-state.ts'
import type { AnsweredPage } from './answered-page.ts'
import { rememberCursor } from './cursor.ts'
import { furtherPage, pageSize } from './paged-rows.ts'

type Within = Readonly<Record<string, string>>

/** A list, or one of its groups when `within` narrows it: what its pages have in common. */
export interface Run {
  readonly register: AnyRegister
  readonly state: ListState
  readonly within: Within
}

/** What tells one run from another. */
export const runKey = ({ register, state, within }: Run): string =>
  JSON.stringify([register.name, listInput(register, state), within])

/** The pages that a list starts with stay at hand; what lies deep in it is forgotten soon after it is left. */
const firstPages = 3
const deepGcMs = 30_000

/** One page of a run, by its place and the cursor at which it begins. */
export function pageQuery(run: Run, page: number, cursor: string | null) {
  const { register, state, within } = run
  const input = { ...listInput(register, state), ...within }
  return queryOptions({
    queryKey: keys.page(register.name, input, cursor),
    queryFn: async ({ signal }): Promise<AnsweredPage> => {
      const asked = { ...input, limit: pageSize(page), ...(cursor === null ? {} : { cursor }) }
      const { items, next_cursor, tree_size, locks } = await callStandard(register, 'list', asked, { signal })
      if (next_cursor !== null) rememberCursor(runKey(run), page + 1, next_cursor)
      return { items: items as Row[], next_cursor, tree_size, locks }
    },
    ...(page < firstPages ? {} : { gcTime: deepGcMs }),
    // Others' changes are told as they happen; reading again would move the rows of whoever comes back.
    refetchOnWindowFocus: false,
  })
}

/** Where the pages of a long run begin; asked when somebody goes where no page before has led. */
export function placesQuery({ register, state, within }: Run) {
  const { columns: _, ...input } = { ...listInput(register, state), ...within }
  return queryOptions({
    queryKey: keys.places(register.name, input),
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const asked = { ...input, first: pageSize(0), every: furtherPage }
      return (await callStandard(register, 'places', asked, { signal })).cursors
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
}

/** The number of records, whole and by group: a request of its own, called off when the list moves on. */
export function summaryQuery(register: AnyRegister, state: ListState, groupBy?: string) {
  const input = summaryInput(state, groupBy)
  return queryOptions({
    queryKey: keys.summary(register.name, input),
    queryFn: ({ signal }) => callStandard(register, 'summary', input, { signal }),
  })
}
