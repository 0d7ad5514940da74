import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect } from 'react'

interface Drawn {
  readonly scroll: RefObject<HTMLDivElement | null>
  /** How many lines there are. */
  readonly count: number
  /** Of a line, in pixels. */
  readonly height: number
  /** A line that stays drawn wherever the person looks; -1: none. */
  readonly kept: number
  /** How far it is scrolled to begin with. */
  readonly start: number
}

/** Which lines of a list are drawn: those in view, and the one that holds the focus. */
export function useDrawnLines({ scroll, count, height, kept, start }: Drawn) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: start,
    // The row that holds the focus stays drawn, or the focus would be lost when it scrolls away.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return kept < 0 || shown.includes(kept) ? shown : [...shown, kept].sort((a, b) => a - b)
    },
  })
  const { measure } = virtual
  useLayoutEffect(() => {
    // Another height moves every row.
    if (height > 0) measure()
  }, [measure, height])
  useLayoutEffect(() => {
    const element = scroll.current
    if (element && start > 0) element.scrollTop = start
  }, [scroll, start])
  return virtual
}
