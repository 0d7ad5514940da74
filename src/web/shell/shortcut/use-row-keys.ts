import type { RefObject } from 'react'
import { rowShortcuts } from './row-shortcuts.ts'
import { useShortcuts } from './shortcut.ts'

/**
 * Moves through the rows of a list by j and k; Enter opens the row that has the focus, as its own control does by itself.
 * @param control what has the focus in a row, as a selector.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>, control: string): void {
  const move = (by: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault()
    const rows = [...(list.current?.querySelectorAll<HTMLElement>(control) ?? [])]
    const here = document.activeElement?.closest('tr, li')?.querySelector<HTMLElement>(control)
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
