import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { may, useSession } from '../../../web/client/session.ts'
import { addMessages } from '../../../web/messages/message.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { AsOfNotice } from '../../../web/register/as-of-notice.tsx'
import { ConflictOutlet } from '../../../web/register/edit/conflict-outlet.tsx'
import { hasNotCome, NotCome } from '../../../web/register/not-come.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { useShortcuts } from '../../../web/shell/shortcut/shortcut.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { EmptyPage } from '../../../web/ui/notice/empty-page.tsx'
import { soaRow } from '../decision/soa-row.ts'
import { messages } from '../messages/en.ts'
import type { StatementRow } from '../statement.ts'
import { chosenRows, groupRows, type RowGroup, showOf } from './choose-rows.ts'
import { changeRow, type Editing, EditingContext } from './editing.ts'
import { FactsDialog } from './fact/facts-dialog.tsx'
import { type Shown, statementQuery } from './queries.ts'
import { ExcludeDialog } from './row/exclude-dialog.tsx'
import { OriginDialog } from './row/origin-dialog.tsx'
import { RowPanel } from './row/row-panel.tsx'
import { StartPanel } from './start-panel.tsx'
import styles from './statement.module.css'
import { StatementActions } from './statement-actions.tsx'
import { StatementBar } from './statement-bar.tsx'
import { StatementTable } from './statement-table.tsx'
import { t } from './texts.ts'
import { useWide } from './wide.ts'

// The names of the fields of a row come from its register.
addMessages(messages)

interface Place {
  readonly show?: string
  readonly q?: string
  readonly row?: string
  readonly as_of?: string
}

/** The address of the page, and how to move within it. */
function usePlace(): { place: Place; go: (changes: Place) => void } {
  const place = useSearch({ strict: false }) as Place
  const navigate = useNavigate()
  const go = (changes: Place) => {
    const next = Object.entries({ ...place, ...changes }).filter(([, value]) => value)
    void navigate({ to: '.', search: Object.fromEntries(next), replace: true })
  }
  return { place, go }
}

/** A row that is chosen from elsewhere, such as one that was just added, comes into view. */
function useInView(id: string | undefined) {
  useEffect(() => {
    if (id === undefined) return
    const row = document.querySelector(`[data-row-link="${CSS.escape(id)}"]`)?.closest('tr')
    if (!row) return
    const { top, bottom } = row.getBoundingClientRect()
    // What is partly seen stays where it is: nothing moves under a click.
    if (bottom < 0 || top > window.innerHeight) row.scrollIntoView({ block: 'center' })
  }, [id])
}

/** Moves the active row by keyboard; its name has the focus. */
function useRowKeys(rows: readonly StatementRow[], active: string | null, go: (id: string | null) => void) {
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const link = document.querySelector<HTMLElement>(`[data-row-link="${CSS.escape(wanted.current)}"]`)
    link?.focus({ preventScroll: true })
    link?.scrollIntoView({ block: 'nearest' })
    wanted.current = null
  })
  const move = (by: 1 | -1) => (event: KeyboardEvent) => {
    event.preventDefault()
    const at = rows.findIndex(({ id }) => id === active)
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]
    if (!next) return
    wanted.current = next.id
    go(next.id)
  }
  useShortcuts([
    { keys: 'j', label: 'shortcut.next', section: 'list', run: move(1) },
    { keys: 'k', label: 'shortcut.previous', section: 'list', run: move(-1) },
    { keys: 'Escape', label: 'shortcut.back', section: 'list', run: () => go(null) },
  ])
}

type Asking =
  | { readonly kind: 'exclude' | 'origin'; readonly row: StatementRow }
  | { readonly kind: 'facts' }
  | null

function Asked({ asking, shown, onClose }: { asking: Asking; shown: Shown; onClose: () => void }) {
  if (asking === null) return null
  if (asking.kind === 'facts') return <FactsDialog onClose={onClose} />
  if (asking.kind === 'origin') return <OriginDialog row={asking.row} onClose={onClose} />
  return (
    <ExcludeDialog
      row={asking.row}
      guidance={shown.guidance[asking.row.reference ?? '']}
      conflicts={shown.conflicts.filter(({ row_id }) => row_id === asking.row.id)}
      onClose={onClose}
    />
  )
}

function Rows({
  shown,
  groups,
  active,
  onActive,
}: {
  shown: Shown
  groups: readonly RowGroup[]
  active: StatementRow | undefined
  onActive: (id: string | null) => void
}) {
  const wide = useWide()
  return (
    <div className={styles.body} data-beside={wide && active !== undefined}>
      <div className={styles.scroll}>
        <StatementTable
          groups={groups}
          conflicts={shown.conflicts}
          guidance={shown.guidance}
          active={active?.id ?? null}
          inside={!wide}
          onActive={onActive}
        />
      </div>
      {wide && active ? (
        <aside className={styles.aside} aria-label={t('soa.panel.label')}>
          <span className={styles.close}>
            <IconButton label={t('soa.panel.close')} keys="Escape" onClick={() => onActive(null)}>
              <IconX size={16} stroke={1.75} />
            </IconButton>
          </span>
          <RowPanel
            row={active}
            guidance={active.requirement ? shown.guidance[active.reference ?? ''] : undefined}
            conflicts={shown.conflicts}
          />
        </aside>
      ) : null}
    </div>
  )
}

function StatementDocument({ shown }: { shown: Shown }) {
  const session = useSession()
  const { place, go } = usePlace()
  const [asking, setAsking] = useState<Asking>(null)
  const { rows, areas } = shown.statement
  const choice = { show: showOf(place.show), words: place.q ?? '', me: session.person.id }
  const chosen = chosenRows(rows, shown.conflicts, choice)
  const active = rows.find((row) => row.id === place.row)
  useInView(active?.id)
  const onActive = (id: string | null) => {
    if (id !== place.row) go(id === null ? { row: '' } : { row: id })
  }
  const groups = groupRows(areas, chosen, { own: t('soa.own_controls'), left_out: t('soa.left_out') })
  useRowKeys(
    groups.flatMap((group) => group.rows),
    place.row ?? null,
    onActive,
  )
  const editing: Editing = {
    may: (row) => place.as_of === undefined && may(session, soaRow, 'write', row),
    change: (row, changes) => changeRow(row, shown.row_versions[row.id] ?? 1, changes),
    // What speaks against it is read, and answered, in the panel.
    exclude: (row) => {
      onActive(row.id)
      setAsking({ kind: 'exclude', row })
    },
    addOrigin: (row) => setAsking({ kind: 'origin', row }),
    stateFacts: () => setAsking({ kind: 'facts' }),
  }
  return (
    <EditingContext value={editing}>
      <StatementBar shown={shown} choice={choice} onChoose={go} />
      {chosen.length === 0 ? (
        <EmptyPage title={t('soa.nothing')} about={t('soa.nothing_about')}>
          <Button onClick={() => go({ show: '', q: '' })}>{t('soa.clear')}</Button>
        </EmptyPage>
      ) : (
        <Rows shown={shown} groups={groups} active={active} onActive={onActive} />
      )}
      <Asked asking={asking} shown={shown} onClose={() => setAsking(null)} />
      <ConflictOutlet />
    </EditingContext>
  )
}

/** The Statement of Applicability: every decision edited where it stands, with what speaks for and against it. */
export function Page() {
  const { place, go } = usePlace()
  const answer = useQuery(statementQuery(place.as_of))
  const shown = answer.data
  const leaveMoment = () => go({ as_of: '' })
  if (place.as_of !== undefined && hasNotCome(answer.error))
    return (
      <>
        <PageHeader title={t('soa.title')} />
        <NotCome asOf={place.as_of} onLeave={leaveMoment} />
      </>
    )
  return (
    <>
      <PageHeader title={t('soa.title')}>
        {shown ? (
          <StatementActions
            shown={shown}
            asOf={place.as_of}
            onAsOf={(as_of) => go({ as_of: as_of ?? '' })}
            onShow={go}
          />
        ) : null}
      </PageHeader>
      {place.as_of === undefined ? null : (
        <AsOfNotice asOf={place.as_of} treeSize={shown?.tree_size} onLeave={leaveMoment} />
      )}
      {answer.error && !shown ? (
        <PageError within error={answer.error} reset={() => void answer.refetch()} />
      ) : shown === undefined ? (
        <div aria-busy="true">
          {[64, 48, 72, 40, 56, 66].map((width) => (
            <span key={width} className={styles.skeleton} style={{ width: `${width}%` }} />
          ))}
        </div>
      ) : shown.started ? (
        <StatementDocument shown={shown} />
      ) : (
        <StartPanel then={place.as_of !== undefined} />
      )}
    </>
  )
}
