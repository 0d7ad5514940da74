import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { OutputOf } from '../../../kernel/contract/operation.ts'
import { indexedByName, loadRegister } from '../../../web/app/registers.ts'
import { call } from '../../../web/client/call.ts'
import type { checkpointOperation, getOperationOperation, listOperationsOperation } from '../contract.ts'
import type { TrailFilter } from './trail-filter.ts'

export type Operation = OutputOf<typeof listOperationsOperation>['items'][number]
export type Change = OutputOf<typeof getOperationOperation>['changes'][number]
export type Checkpoint = OutputOf<typeof checkpointOperation>

const pageSize = 100
/** The sequencer places and signs about once a second. */
const placingTime = 1500

// The keys stand below those of the registers: whatever makes records be read again has also lengthened the trail.
const trailKey = (...parts: readonly unknown[]) => ['register', 'trail', ...parts]

/** The list, newest first; read again shortly while its newest entries wait for their place. */
export const operationsQuery = (filter: TrailFilter) =>
  infiniteQueryOptions({
    queryKey: trailKey('list', filter),
    queryFn: ({ pageParam, signal }) =>
      call(
        'trail.list',
        { ...filter, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.items.some(({ placed }) => !placed) ? placingTime : false,
  })

/** Loads the names of the fields; without them the fields are called by their keys. */
async function loadNames(changes: readonly Change[]): Promise<void> {
  const names = new Set(changes.flatMap(({ register }) => (register === null ? [] : [register])))
  await Promise.allSettled(
    [...names].flatMap((name) => {
      const indexed = indexedByName(name)
      return indexed ? [loadRegister(indexed)] : []
    }),
  )
}

/** One operation with the rows it changed. */
export const operationQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: trailKey('get', id),
    queryFn: async ({ pageParam, signal }) => {
      const answer = await call(
        'trail.get',
        { id, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      )
      await loadNames(answer.changes)
      return answer
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.operation.tree_size === null ? placingTime : false,
  })

export const checkpointQuery = queryOptions({
  queryKey: trailKey('checkpoint'),
  queryFn: ({ signal }) => call('trail.checkpoint', {}, { signal }),
  staleTime: 0,
})
