import { useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { keys } from '../../../app/query-keys.ts'
import type { ListState } from '../state/list-state.ts'
import { forgetPlace } from '../state/place.ts'
import { forgetCursors } from './cursor.ts'
import { freshKey } from './fresh.ts'

/** Reads a list anew, from its beginning, with what others have made since. */
export function useShowFresh(register: AnyRegister, state: ListState) {
  const client = useQueryClient()
  const href = useLocation({ select: (location) => location.href })
  /** The list is drawn anew when this changes. */
  const [turn, setTurn] = useState(0)
  const show = () => {
    client.removeQueries({ queryKey: freshKey(register, state) })
    client.removeQueries({ queryKey: ['register', register.name, 'places'] })
    forgetCursors()
    void client.resetQueries({ queryKey: keys.lists(register.name), type: 'active' })
    void client.invalidateQueries({ queryKey: keys.summaries(register.name) })
    forgetPlace(href)
    setTurn(turn + 1)
  }
  return { turn, show }
}
