import { type RefObject, useRef } from 'react'

/**
 * Gives the focus back to what an edit began from, once the edit is closed and unless the person went on elsewhere: else
 * the keyboard would start again at the top of the page.
 */
export function useFocusBack<Begun extends HTMLElement>(): [RefObject<Begun | null>, () => void] {
  const begun = useRef<Begun>(null)
  const giveBack = () => {
    requestAnimationFrame(() => {
      const focused = document.activeElement
      if (focused === null || focused === document.body) begun.current?.focus({ preventScroll: true })
    })
  }
  return [begun, giveBack]
}
