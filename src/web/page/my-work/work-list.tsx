import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { dueGroups } from '../../../kernel/cadence/cadence.ts'
import { useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import { rowShortcuts } from '../../shell/shortcut/row-shortcuts.ts'
import { type Shortcut, useShortcuts } from '../../shell/shortcut/shortcut.ts'
import { CompleteDialog } from './complete-dialog.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { inPlace, type Way, wayOf } from './way.ts'
import type { WorkItem } from './work-item.ts'
import styles from './work-list.module.css'
import { readAgain } from './work-query.ts'
import { WorkRow } from './work-row.tsx'

interface Acting {
  readonly item: WorkItem
  readonly operation: string
}

const linkOf = (id: string) => document.querySelector<HTMLElement>(`[data-work-link="${CSS.escape(id)}"]`)

/** The row that holds the focus. */
const focusedId = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-work]')?.dataset.work

/** The dialog in which what was chosen is carried out. */
function Doing({ acting, way, onClose }: { acting: Acting; way: Way | undefined; onClose: () => void }) {
  if (way === undefined) return null
  if (way === 'complete') return <CompleteDialog item={acting.item} onClose={onClose} />
  if (way === 'transition') return <DecideDialog {...acting} onClose={onClose} />
  const { Act } = way
  return (
    <Suspense fallback={null}>
      <Act {...acting} onClose={onClose} />
    </Suspense>
  )
}

/** Everything that waits, grouped by when it is due; each can be done from its row. */
export function WorkList({ items }: { items: readonly WorkItem[] }) {
  const client = useQueryClient()
  const session = useSession()
  const [acting, setActing] = useState<Acting | null>(null)
  const close = useCallback(() => {
    setActing((before) => {
      if (before && before.operation !== 'obligation.complete') readAgain(client)
      return null
    })
  }, [client])
  const left = useRef<{ id: string; at: number } | null>(null)
  const act = (item: WorkItem, operation: string) => {
    left.current = { id: item.id, at: items.indexOf(item) }
    setActing({ item, operation })
  }
  // What was settled leaves the list, and its button with it: the focus goes on to what takes its place.
  useEffect(() => {
    const gone = left.current
    if (gone === null || acting !== null || items.some(({ id }) => id === gone.id)) return
    left.current = null
    const next = items[Math.min(gone.at, items.length - 1)]
    if (next && document.activeElement === document.body) linkOf(next.id)?.focus()
  }, [items, acting])

  const move = (by: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault()
    const at = items.findIndex(({ id }) => id === focusedId())
    const next = at === -1 ? (by === 1 ? 0 : items.length - 1) : at + by
    const goal = items[next]
    const link = goal ? linkOf(goal.id) : null
    link?.focus()
    link?.scrollIntoView({ block: 'nearest' })
  }
  const keys: Shortcut[] = [
    ...rowShortcuts(move),
    {
      keys: 'c',
      label: 'shortcut.work.act',
      section: 'list',
      run: (event) => {
        const item = items.find(({ id }) => id === focusedId())
        const [operation] = item ? inPlace(session, item) : []
        if (!item || !operation) return
        event.preventDefault()
        act(item, operation)
      },
    },
  ]
  useShortcuts(keys)
  return (
    <>
      {dueGroups.map((group) => {
        const rows = items.filter((item) => item.group === group)
        if (rows.length === 0) return null
        return (
          <section key={group} aria-labelledby={`work-${group}`}>
            <h2 id={`work-${group}`} className={styles.heading}>
              {t(`work.group.${group}`)}
              <span className={styles.count}>{rows.length}</span>
            </h2>
            <ul>
              {rows.map((item) => (
                <WorkRow key={`${item.source}/${item.id}`} item={item} onAct={act} />
              ))}
            </ul>
          </section>
        )
      })}
      {acting ? (
        <Doing acting={acting} way={wayOf(session, acting.item, acting.operation)} onClose={close} />
      ) : null}
    </>
  )
}
