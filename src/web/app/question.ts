import { useSyncExternalStore } from 'react'

/** Something that any part of the page may ask the person, and that one outlet shows: one at a time. */
export interface Question<Asked> {
  /** Asks; null takes the question away, as it was answered. */
  readonly ask: (asked: Asked | null) => void
  /** What is asked now; null while nothing is. */
  readonly useAsked: () => Asked | null
}

/** Makes a question that nobody has asked yet. */
export function question<Asked>(): Question<Asked> {
  let now: Asked | null = null
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    ask: (asked) => {
      now = asked
      for (const listener of listeners) listener()
    },
    useAsked: () => useSyncExternalStore(subscribe, () => now),
  }
}
