import { queryOptions } from '@tanstack/react-query'
import type { OutputOf } from '../../kernel/contract/operation.ts'
import type { previewUndoOperation } from '../../modules/trail/contract.ts'
import { call } from '../client/call.ts'

/** What undoing an operation would do, and what stands in its way. */
export type Preview = OutputOf<typeof previewUndoOperation>

/** Kept below the registers: whatever changes records may also keep an operation from being undone. */
export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ['register', 'trail', 'undo', id],
    queryFn: ({ signal }) => call('trail.preview-undo', { id }, { signal }),
    staleTime: 0,
  })

/** Whether something of it can go back: all of it, or what nothing stands in the way of. */
export const isUndoable = ({ possible, rest_possible }: Preview): boolean => possible || rest_possible
