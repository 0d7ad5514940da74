import type { RefObject } from 'react'
import { rowShortcuts } from '../../../web/shell/shortcut/row-shortcuts.ts'
import { useShortcuts } from '../../../web/shell/shortcut/shortcut.ts'

/** Moves through the rows by j and k; Enter unfolds the row that has the focus, as its button does by itself. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const move = (by: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault()
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-operation]') ?? [])]
    const here = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-operation]')
    const at = here ? rows.indexOf(here) + by : 0
    const next = rows[Math.min(Math.max(at, 0), rows.length - 1)]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts([
    ...rowShortcuts(move),
    { keys: 'Enter', label: 'shortcut.open', section: 'list', run: () => {} },
  ])
}
