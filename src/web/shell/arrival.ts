import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Whether focus is where the person goes on: at the heading, or where they or the page put it meanwhile. */
function arrived(from: Element | null): boolean {
  const main = document.getElementById('main')
  const focused = document.activeElement
  const elsewhere = focused !== null && focused !== document.body
  if (elsewhere && (focused !== from || main?.contains(focused))) return true
  const heading = main?.querySelector<HTMLElement>('h1')
  heading?.focus({ preventScroll: true })
  return heading !== null && heading !== undefined
}

/**
 * After moving to another page, focus goes to its heading, so that the keyboard and a screen reader start
 * there; a page that put the focus somewhere itself keeps it.
 */
export function useArrival(onMove: () => void): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef<string | undefined>(undefined)
  const moved = useRef(onMove)
  moved.current = onMove
  useEffect(() => {
    const first = before.current === undefined
    const same = before.current === pathname
    before.current = pathname
    if (first || same) return
    moved.current()
    const from = document.activeElement
    const observer = new MutationObserver(() => arrived(from) && observer.disconnect())
    const frame = requestAnimationFrame(() => {
      const main = document.getElementById('main')
      // The heading of what is still being read comes later.
      if (main && !arrived(from)) observer.observe(main, { childList: true, subtree: true })
    })
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
    }
  }, [pathname])
}
