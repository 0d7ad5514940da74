import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { type ListState, readListState, writeListState } from './list-state.ts'

/** The state of the open list, kept in its address; changes do not add to the browser's history. */
export function useListState(register: AnyRegister): [ListState, (next: ListState) => void] {
  const search = useSearch({ from: '/shell/$plural/' })
  const navigate = useNavigate()
  const state = useMemo(() => readListState(register, search), [register, search])
  const set = useCallback(
    (next: ListState) =>
      void navigate({
        to: '/$plural',
        params: { plural: register.plural },
        search: writeListState(register, next),
        replace: true,
      }),
    [navigate, register],
  )
  return [state, set]
}
