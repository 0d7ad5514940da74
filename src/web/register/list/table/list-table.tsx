import { useLocation } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { usePreference } from '../../../app/preference.ts'
import { may, useSession } from '../../../client/session.ts'
import { manyOf } from '../../../messages/words.ts'
import { useNarrow } from '../../../ui/narrow.ts'
import { ownerOf, type Row } from '../../row.ts'
import { pageAt } from '../rows/paged-rows.ts'
import type { Section } from '../rows/sections.ts'
import type { ListState } from '../state/list-state.ts'
import { placeIn, rememberPlace } from '../state/place.ts'
import type { SelectionControl } from '../state/selection.ts'
import { gridOf } from './column-width.ts'
import { GroupRow } from './group-row.tsx'
import { Layout } from './layout.ts'
import { ListHead } from './list-head.tsx'
import { AheadRow, ListRow } from './list-row.tsx'
import styles from './list-table.module.css'
import { useDrawnLines } from './use-drawn-lines.ts'
import { useListKeys } from './use-list-keys.ts'
import { useRangeSelect } from './use-range-select.ts'

interface Props {
  register: AnyRegister
  state: ListState
  onState: (next: ListState) => void
  sections: readonly Section[]
  /** The rows are those of the state before; newer ones are on their way. */
  old: boolean
  control: SelectionControl
  selectable: boolean
}

const heights = { comfortable: 36, dense: 28 } as const
const narrowHeight = 60
/** So many rows beyond those in view are read before they are needed. */
const readAhead = 80

/** The rows of a list, drawn only where the person looks. */
export function ListTable({ register, state, onState, sections, old, control, selectable }: Props) {
  const session = useSession()
  const narrow = useNarrow()
  const density = usePreference('density')
  const address = useLocation({ select: ({ href }) => href })
  const scroll = useRef<HTMLDivElement>(null)
  const [start] = useState(() => placeIn(address))
  const [active, setActive] = useState<string | null>(start?.active ?? null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const layout = useMemo(() => new Layout(sections, closed), [sections, closed])
  const height = narrow ? narrowHeight : heights[density]
  const activeLine = active === null ? -1 : layout.lineOf(active)
  const virtual = useDrawnLines({
    scroll,
    count: layout.count,
    height,
    kept: activeLine,
    start: start?.offset ?? 0,
  })
  useEffect(() => {
    const element = scroll.current
    return () => rememberPlace(address, { offset: element?.scrollTop ?? 0, active })
  }, [address, active])

  const lines = virtual.getVirtualItems()
  const first = virtual.range?.startIndex ?? 0
  const last = virtual.range?.endIndex ?? 0
  useEffect(() => {
    for (const { section, from, to } of layout.sectionsBetween(first, last, readAhead))
      section.show(from, to, active === null ? -1 : section.rows.indexOf(active))
  })

  const { add, selection } = control
  const onSelect = useRangeSelect(layout, control)
  useListKeys({ register, layout, active, setActive, virtual, control, selectable, asOf: state.as_of })

  const readOnly = state.as_of !== undefined || state.archived !== 'false'
  const editable = (row: Row) => !readOnly && may(session, register, 'write', { owner_id: ownerOf(row) })
  const columns = narrow ? [register.title] : state.columns
  const grid = gridOf(register, columns, true)
  // What rows are grouped by stands above them; on a phone there is no room to say it again.
  const told = useMemo(
    () => (narrow ? state.columns.filter((key) => key !== state.group) : state.columns),
    [narrow, state.columns, state.group],
  )
  const loaded = useMemo(() => sections.flatMap(({ rows }) => rows.loaded), [sections])
  const read = loaded.length
  const ticked = selection.everything ? read : selection.ids.size
  const foldGroup = (key: string) => {
    const next = new Set(closed)
    if (!next.delete(key)) next.add(key)
    setClosed(next)
  }
  return (
    <div
      className={styles.scroll}
      ref={scroll}
      style={
        {
          '--tracks': grid.tracks,
          '--least': `${narrow ? 0 : grid.width}px`,
          '--row': `${height}px`,
        } as React.CSSProperties
      }
      data-selecting={ticked > 0}
    >
      <table className={styles.table} aria-label={manyOf(register)} aria-rowcount={-1} aria-busy={old}>
        <ListHead
          register={register}
          state={state}
          onState={onState}
          selectable={selectable}
          picked={ticked === 0 ? 'none' : ticked < read ? 'some' : 'all'}
          onPickAll={(pick) => (pick ? add(loaded.map(({ id }) => id)) : control.clear())}
          narrow={narrow}
        />
        <tbody
          className={`${styles.body} ${old ? styles.old : ''}`}
          style={{ height: virtual.getTotalSize() }}
        >
          {lines.map(({ index, start: offset }) => {
            const line = layout.at(index)
            if (!line) return null
            if (line.kind === 'ahead')
              return <AheadRow key={index} columns={columns.length} offset={offset} narrow={narrow} />
            if (line.kind === 'group')
              return line.section.group && state.group ? (
                <GroupRow
                  key={line.section.key}
                  register={register}
                  field={state.group}
                  group={line.section.group}
                  closed={line.closed}
                  offset={offset}
                  onToggle={() => foldGroup(line.section.key)}
                />
              ) : null
            return (
              <ListRow
                key={`${pageAt(line.index)} ${line.row.id}`}
                register={register}
                row={line.row}
                columns={told}
                offset={offset}
                position={index + 1}
                active={active === line.row.id}
                entrance={active === line.row.id || (activeLine < 0 && line.index === 0)}
                selected={selection.everything || selection.ids.has(line.row.id)}
                selectable={selectable}
                editable={editable(line.row)}
                locks={line.section.rows.locks}
                asOf={state.as_of}
                narrow={narrow}
                onSelect={onSelect}
                onActive={setActive}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
