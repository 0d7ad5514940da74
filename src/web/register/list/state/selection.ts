import { useCallback, useState } from 'react'

/** Which rows are selected: those ticked, or everything that the list's filters match. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  readonly everything: boolean
}

const nothing: Selection = { ids: new Set(), everything: false }

export const isEmpty = (selection: Selection): boolean => !selection.everything && selection.ids.size === 0

export interface SelectionControl {
  readonly selection: Selection
  readonly toggle: (id: string) => void
  readonly add: (ids: readonly string[]) => void
  readonly everything: () => void
  readonly clear: () => void
}

/** The rows that a person picked: one by one, a stretch, or all that match. */
export function useSelection(): SelectionControl {
  const [selection, setSelection] = useState<Selection>(nothing)
  const toggle = useCallback(
    (id: string) =>
      setSelection((before) => {
        const ids = new Set(before.ids)
        if (!ids.delete(id)) ids.add(id)
        return { ids, everything: false }
      }),
    [],
  )
  const add = useCallback(
    (more: readonly string[]) =>
      setSelection((before) => ({ ids: new Set([...before.ids, ...more]), everything: false })),
    [],
  )
  const everything = useCallback(() => setSelection((before) => ({ ids: before.ids, everything: true })), [])
  const clear = useCallback(() => setSelection(nothing), [])
  return { selection, toggle, add, everything, clear }
}
