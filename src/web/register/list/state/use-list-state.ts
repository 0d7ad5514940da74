import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { PlainSearch } from '../../../app/search-params.ts'
import { type SavedView, viewQuery } from '../view/view-query.ts'
import { addressOf, leftOutOf, toldBy } from './list-address.ts'
import { type ListState, readListState } from './list-state.ts'

/** An open list: what it shows, and the view it came from. */
export interface OpenList {
  readonly state: ListState
  readonly onState: (next: ListState) => void
  readonly address: PlainSearch
  readonly views: readonly SavedView[]
  readonly view: SavedView | undefined
  readonly openView: (view: SavedView) => void
  /** The address names a view that is not there for this person. */
  readonly viewIsGone: boolean
  /** Fields that the address or the view names and the register does not have. */
  readonly leftOut: readonly string[]
}

/** The open list, kept in its address; changes do not add to the browser's history. */
export function useListState(register: AnyRegister): OpenList {
  const address = useSearch({ from: '/shell/$plural/' }) as PlainSearch
  const navigate = useNavigate()
  const known = useQuery(viewQuery(register))
  const view = known.data?.find(({ id }) => id === address.view)
  const told = useMemo(() => toldBy(address, view), [address, view])
  const state = useMemo(() => readListState(register, told), [register, told])
  const go = useCallback(
    (search: Record<string, string>) =>
      void navigate({ to: '/$plural', params: { plural: register.plural }, search, replace: true }),
    [navigate, register],
  )
  const onState = useCallback((next: ListState) => go(addressOf(register, next, view)), [go, register, view])
  const openView = useCallback(({ id }: SavedView) => go({ view: id }), [go])
  return {
    state,
    onState,
    address,
    views: known.data ?? [],
    view,
    openView,
    viewIsGone: address.view !== undefined && known.isSuccess && view === undefined,
    leftOut: leftOutOf(register, told),
  }
}
