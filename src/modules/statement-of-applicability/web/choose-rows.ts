import { contradicted, type Notice, noticed, notices, standingOf } from '../standing.ts'
import { isLeftOut, type StatementRow } from '../statement.ts'
import type { Conflict } from './queries.ts'

/** What the page always offers to show. */
export const tabs = ['all', 'open', 'conflict', 'excluded', 'mine'] as const
type Tab = (typeof tabs)[number]
/** Which rows the page shows: those of a tab, or those that something is worth knowing of. */
export type Show = Tab | Notice

const shows: readonly Show[] = [...tabs, ...(Object.keys(notices) as Notice[])]

export const showOf = (asked: string | undefined): Show => shows.find((one) => one === asked) ?? 'all'

/** Whether it names something that is worth knowing of rows. */
export const isNotice = (name: string): name is Notice => Object.hasOwn(notices, name)

interface Choice {
  readonly show: Show
  readonly words: string
  readonly me: string
}

/** The rows that match a choice; words match number, title and justification, each as a part. */
export function chosenRows(
  rows: readonly StatementRow[],
  conflicts: readonly Conflict[],
  { show, words, me }: Choice,
): StatementRow[] {
  const against = new Set(contradicted(rows, conflicts))
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean)
  const within: Record<Tab, (row: StatementRow) => boolean> = {
    all: () => true,
    open: (row) => ['undecided', 'incomplete'].includes(standingOf(row)) || against.has(row),
    conflict: (row) => against.has(row),
    excluded: (row) => row.applicable === false,
    mine: (row) => row.owner_id === me,
  }
  const shown = isNotice(show) ? noticed(rows, show) : rows.filter(within[show])
  return shown.filter((row) => {
    const text = `${row.reference ?? ''} ${row.title} ${row.justification ?? ''}`.toLowerCase()
    return parts.every((part) => text.includes(part))
  })
}

/** Rows under one heading of Annex A, those that the pack in use has left out, or the organization's own. */
export interface RowGroup {
  readonly id: string
  readonly title: string
  readonly intent: string | null
  readonly rows: readonly StatementRow[]
}

/** Rows by objective in the order of the statement; an objective that is not its area names both. */
export function groupRows(
  areas: readonly {
    readonly id: string
    readonly title: string
    readonly objectives: readonly { readonly id: string; readonly title: string; readonly intent: string }[]
  }[],
  rows: readonly StatementRow[],
  titles: { readonly own: string; readonly left_out: string },
): RowGroup[] {
  const annex = areas.flatMap((area) =>
    area.objectives.map((one) => ({
      id: one.id,
      title: one.title === area.title ? area.title : `${area.title}: ${one.title}`,
      intent: one.intent,
      rows: rows.filter(({ objective_id }) => objective_id === one.id),
    })),
  )
  const apart = rows.filter(({ objective_id }) => objective_id === null)
  const rest = [
    { id: 'left-out', title: titles.left_out, intent: null, rows: apart.filter(isLeftOut) },
    { id: '', title: titles.own, intent: null, rows: apart.filter((row) => !isLeftOut(row)) },
  ]
  return [...annex, ...rest].filter((group) => group.rows.length > 0)
}
