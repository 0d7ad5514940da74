import { useEffect, useRef } from 'react'

/** Something the open page can do, offered by the palette. */
export interface PageAction {
  readonly key: string
  readonly label: string
  readonly run: () => void
}

const offered = new Set<{ current: readonly PageAction[] }>()

export const offeredActions = (): PageAction[] => [...offered].flatMap(({ current }) => current)

/** Offers actions to the palette while the calling component is shown. */
export function usePageActions(actions: readonly PageAction[]): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    offered.add(latest)
    return () => {
      offered.delete(latest)
    }
  }, [])
}
