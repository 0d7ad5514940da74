import { skipToken, useQuery } from '@tanstack/react-query'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import { type ListState, summaryInput } from '../state/list-state.ts'

/** Records that others made since a list was read. */
export interface Fresh {
  readonly ids: readonly string[]
  /** More were made than could be named. */
  readonly many: boolean
}

export const freshKey = (register: AnyRegister, state: ListState) =>
  keys.fresh(register.name, summaryInput(state))

const none: Fresh = { ids: [], many: false }

/** What was noted for the open list. */
export const useFresh = (register: AnyRegister, state: ListState): Fresh =>
  useQuery<Fresh>({ queryKey: freshKey(register, state), queryFn: skipToken }).data ?? none
