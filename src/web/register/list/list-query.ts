import { type InfiniteData, type InfiniteQueryObserverOptions, queryOptions } from '@tanstack/react-query'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { keys } from '../../app/query-keys.ts'
import { callStandard } from '../../client/call.ts'
import type { Row } from '../row.ts'
import { type ListState, listInput, summaryInput } from './list-state.ts'

export interface ListPage {
  readonly items: readonly Row[]
  readonly next_cursor: string | null
  readonly tree_size: number | null
}

export type ListPages = InfiniteData<ListPage, string | null>
export type ListKey = ReturnType<typeof keys.list>

/** The first page is what the screen shows; later ones are longer, so that scrolling asks less often. */
const firstPage = 60
const furtherPage = 200

/** A page that is this deep in a list is not read again just because the person came back to it. */
const refreshedPages = 3

/**
 * The rows of a list, or of one of its groups when `within` narrows it.
 */
export function listQuery(
  register: AnyRegister,
  state: ListState,
  within: Readonly<Record<string, string>> = {},
): InfiniteQueryObserverOptions<ListPage, Error, ListPages, ListKey, string | null> {
  const input = { ...listInput(register, state), ...within }
  return {
    queryKey: keys.list(register.name, input),
    queryFn: async ({ pageParam, signal }): Promise<ListPage> => {
      const paging = pageParam === null ? { limit: firstPage } : { limit: furtherPage, cursor: pageParam }
      const page = await callStandard(register, 'list', { ...input, ...paging }, { signal })
      return { items: page.items as Row[], next_cursor: page.next_cursor, tree_size: page.tree_size }
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    refetchOnMount: (query) => (query.state.data?.pages.length ?? 0) <= refreshedPages,
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) <= refreshedPages,
  }
}

/** The number of records, whole and by group: a request of its own, called off when the list moves on. */
export function summaryQuery(register: AnyRegister, state: ListState, groupBy?: string) {
  const input = summaryInput(state, groupBy)
  return queryOptions({
    queryKey: keys.summary(register.name, input),
    queryFn: ({ signal }) => callStandard(register, 'summary', input, { signal }),
  })
}
