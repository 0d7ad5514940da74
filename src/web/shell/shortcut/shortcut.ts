import { useEffect, useRef } from 'react'
import { preference } from '../../app/preference.ts'
import type { PlainKey } from '../../messages/message.ts'

/** A key that does something on the page that is open. */
export interface Shortcut {
  /** As `KeyboardEvent.key`; with `mod+` for the command or control key. */
  readonly keys: string
  readonly label: PlainKey
  readonly section: 'anywhere' | 'list' | 'record'
  readonly run: (event: KeyboardEvent) => void
}

const active = new Set<{ current: readonly Shortcut[] }>()

/** What the sheet of shortcuts shows: those of the open page. */
export const activeShortcuts = (): Shortcut[] => [...active].flatMap(({ current }) => current)

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable="true"]') !== null

const overlaid = (): boolean => document.querySelector('dialog[open], [role="menu"]') !== null

const nameOf = (event: KeyboardEvent): string =>
  event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const pressed = nameOf(event)
  const letter = pressed.length === 1
  if (!pressed.startsWith('mod+') && (typing(event.target) || overlaid())) return
  if (letter && preference('letters') === 'off') return
  const found = activeShortcuts().findLast(({ keys }) => keys === pressed)
  if (!found) return
  found.run(event)
}

/** Binds keys while the calling component is shown; later components win. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    if (active.size === 0) window.addEventListener('keydown', onKeyDown)
    active.add(latest)
    return () => {
      active.delete(latest)
      if (active.size === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
