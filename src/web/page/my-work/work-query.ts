import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query'
import { loadWordsOf } from '../../app/registers.ts'
import { call } from '../../client/call.ts'
import { registerOfFields } from './cause.ts'
import type { WorkItem, WorkPage } from './work-item.ts'

const queryKey = ['my-work'] as const

/** The words of a row are those of its register, and of the register whose fields its cause names. */
const registersIn = (items: readonly WorkItem[]): string[] =>
  items.flatMap((item) => [item.subject?.register ?? [], registerOfFields(item) ?? []].flat())

/** What waits for the person, a page at a time. Others change it too, so it is read anew on every visit. */
export const workQuery = infiniteQueryOptions({
  queryKey,
  queryFn: async ({ pageParam, signal }): Promise<WorkPage> => {
    const page = await call(
      'my-work.list',
      { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
      { signal },
    )
    await loadWordsOf(registersIn(page.items))
    return page
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next_cursor,
  staleTime: 0,
})

/** What waits for the person on one record; null when nothing does. */
export const workOnQuery = (id: string) =>
  queryOptions({
    queryKey: [...queryKey, id] as const,
    queryFn: async ({ signal }): Promise<WorkItem | null> => {
      const { items } = await call('my-work.list', { id }, { signal })
      await loadWordsOf(registersIn(items))
      return items[0] ?? null
    },
    staleTime: 0,
  })

/** Takes what was just settled out of the list, then reads the list again. */
export function settled(client: QueryClient, id: string): void {
  client.setQueryData<InfiniteData<WorkPage, string | null>>(
    queryKey,
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) })),
      },
  )
  void client.invalidateQueries({ queryKey })
}

export const readAgain = (client: QueryClient): void => void client.invalidateQueries({ queryKey })
