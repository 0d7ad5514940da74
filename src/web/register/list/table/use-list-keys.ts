import { useNavigate } from '@tanstack/react-router'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { rowShortcuts } from '../../../shell/shortcut/row-shortcuts.ts'
import { type Shortcut, useShortcuts } from '../../../shell/shortcut/shortcut.ts'
import type { SelectionControl } from '../state/selection.ts'
import type { Layout } from './layout.ts'

interface Keyed {
  register: AnyRegister
  layout: Layout
  active: string | null
  setActive: (id: string | null) => void
  virtual: Virtualizer<HTMLDivElement, Element>
  control: SelectionControl
  selectable: boolean
  asOf: string | undefined
}

const focusRow = (id: string): boolean => {
  const link = document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(id)}"]`)
  link?.focus({ preventScroll: true })
  return link !== null
}

/** Moving through a list by keyboard: j and k, Enter, x and Escape. The active row's link has the focus. */
export function useListKeys({
  register,
  layout,
  active,
  setActive,
  virtual,
  control,
  selectable,
  asOf,
}: Keyed): void {
  const navigate = useNavigate()
  const wanted = useRef<string | null>(active)
  /** The row that will have the focus as soon as it is read, at an end of the list. */
  const edge = useRef<'first' | 'last' | null>(null)

  useEffect(() => {
    if (edge.current !== null) {
      const line = layout.at(edge.current === 'first' ? 0 : layout.count - 1)
      const row =
        line?.kind === 'group' ? layout.step(0, 1)?.row : line?.kind === 'row' ? line.row : undefined
      if (row) {
        edge.current = null
        wanted.current = row.id
        setActive(row.id)
      }
    }
    if (wanted.current !== null && focusRow(wanted.current)) wanted.current = null
  })

  const move = (by: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault()
    const next = layout.step(active === null ? -1 : layout.lineOf(active), by)
    if (!next) return
    const line = layout.lineOf(next.row.id)
    wanted.current = next.row.id
    setActive(next.row.id)
    virtual.scrollToIndex(line, { align: 'auto' })
  }
  const goTo = (end: 'first' | 'last') => (event: KeyboardEvent) => {
    event.preventDefault()
    edge.current = end
    setActive(null)
    virtual.scrollToIndex(end === 'first' ? 0 : layout.count - 1)
  }
  const keys: Shortcut[] = [
    ...rowShortcuts(move),
    { keys: 'Home', label: 'shortcut.first', section: 'list', run: goTo('first') },
    { keys: 'End', label: 'shortcut.last', section: 'list', run: goTo('last') },
    {
      keys: 'Enter',
      label: 'shortcut.open',
      section: 'list',
      run: (event) => {
        const elsewhere = event.target instanceof HTMLElement && event.target.closest('button, a, label')
        if (active === null || elsewhere) return
        const search = asOf ? { as_of: asOf } : {}
        void navigate({ to: '/$plural/$id', params: { plural: register.plural, id: active }, search })
      },
    },
  ]
  const select: Shortcut[] = selectable
    ? [
        {
          keys: 'x',
          label: 'shortcut.select',
          section: 'list',
          run: () => {
            if (active !== null) control.toggle(active)
          },
        },
        { keys: 'Escape', label: 'shortcut.clear', section: 'list', run: control.clear },
      ]
    : []
  useShortcuts([...keys, ...select])
}
