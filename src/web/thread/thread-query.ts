import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { keys } from '../app/query-keys.ts'
import { indexedByName, loadRegister } from '../app/registers.ts'
import { call } from '../client/call.ts'

/** Whose thread is shown: a record's, or that of a requirement by its URN. */
export type ThreadEnd =
  | { readonly register: string; readonly id: string }
  | { readonly register: 'requirement'; readonly urn: string }

const moreAtOnce = 50

interface Part {
  readonly kind?: string
  readonly side?: 'leads_here' | 'follows'
  readonly after?: string
  readonly limit?: number
}

async function read(end: ThreadEnd, part: Part, signal: AbortSignal) {
  const { groups } =
    'urn' in end
      ? await call('thread.of-requirement', { urn: end.urn, ...part }, { signal })
      : await call('thread.of-record', { id: end.id, ...part }, { signal })
  // States and reasons are told in the words of the modules that declare them.
  const names = groups.flatMap(({ register, items }) => [
    register,
    ...items.flatMap(({ ties }) =>
      ties.flatMap(({ kind, key }) => (kind === 'link' ? [] : [key.split('.')[0] ?? ''])),
    ),
  ])
  const indexed = [...new Set(names)].map(indexedByName).filter((one) => one !== undefined)
  await Promise.all(indexed.map(loadRegister))
  return groups
}

const keyOf = (end: ThreadEnd) =>
  [...keys.about(end.register, 'urn' in end ? end.urn : end.id), 'thread'] as const

/** What leads to a record and what follows from it: the first of each kind. */
export const threadQuery = (end: ThreadEnd) =>
  queryOptions({ queryKey: keyOf(end), queryFn: ({ signal }) => read(end, {}, signal) })

export type ThreadGroup = Awaited<ReturnType<typeof read>>[number]
export type ThreadedRecord = ThreadGroup['items'][number]

/** The rest of one kind on one side, a page at a time. */
export const threadRestQuery = (end: ThreadEnd, { register, side, next }: ThreadGroup) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(end), side, register, next] as const,
    initialPageParam: next,
    queryFn: async ({ pageParam, signal }) => {
      const part = { kind: register, side, limit: moreAtOnce }
      const [group] = await read(
        end,
        { ...part, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      )
      return { items: group?.items ?? [], next: group?.next ?? null }
    },
    getNextPageParam: (last) => last.next,
  })
