import type { Shortcut } from './shortcut.ts'

/** The keys that move through rows one by one: j and k, and the arrows. */
export const rowShortcuts = (move: (by: 1 | -1) => (event: KeyboardEvent) => void): Shortcut[] => [
  { keys: 'j', label: 'shortcut.next', section: 'list', run: move(1) },
  { keys: 'ArrowDown', label: 'shortcut.next', section: 'list', run: move(1) },
  { keys: 'k', label: 'shortcut.previous', section: 'list', run: move(-1) },
  { keys: 'ArrowUp', label: 'shortcut.previous', section: 'list', run: move(-1) },
]
