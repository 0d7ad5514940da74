import { useCallback, useRef } from 'react'
import type { SelectionControl } from '../state/selection.ts'
import type { Layout } from './layout.ts'

/** Ticks one row, or with `range` every row from the one that was ticked last. */
export function useRangeSelect(layout: Layout, { toggle, add }: SelectionControl) {
  const lastTicked = useRef<string | null>(null)
  return useCallback(
    (id: string, range: boolean) => {
      const from = lastTicked.current === null ? -1 : layout.lineOf(lastTicked.current)
      const to = layout.lineOf(id)
      lastTicked.current = id
      if (!range || from < 0) return toggle(id)
      const between = Array.from({ length: Math.abs(to - from) + 1 }, (_, step) =>
        layout.at(Math.min(from, to) + step),
      )
      add(between.flatMap((line) => (line?.kind === 'row' ? [line.row.id] : [])))
    },
    [layout, toggle, add],
  )
}
