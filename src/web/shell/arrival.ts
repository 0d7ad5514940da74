import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

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
    const frame = requestAnimationFrame(() => {
      const main = document.getElementById('main')
      const focused = document.activeElement
      if (focused !== null && focused !== document.body && main?.contains(focused)) return
      main?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [pathname])
}
