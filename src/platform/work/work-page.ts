import { type RawBuilder, sql } from 'kysely'
import type { DueGroup } from '../../kernel/cadence/cadence.ts'
import type { WorkRow, WorkSource, WorkViewer } from './work-source.ts'

/** Where a page of work ended: work without a due date comes last. */
export interface WorkPosition {
  readonly due_on: string | null
  readonly id: string
}

const columns = [
  ...['source', 'kind', 'id', 'version', 'title', 'subject_id', 'assignee_id', 'role', 'due_on'],
  ...['legal_clock', 'since', 'cause', 'requirement_ids', 'operations'],
  ...['interval_days', 'missed_before', 'escalation_after_days'],
] as const satisfies readonly (keyof WorkRow)[]

/** Dates sort by themselves; infinity stands for none. */
const due = sql`coalesce(w.due_on, 'infinity'::date)`

/** All sources as one relation `w`; undefined when none has anything for the viewer. */
async function allWork(
  viewer: WorkViewer,
  sources: readonly WorkSource[],
): Promise<RawBuilder<unknown> | undefined> {
  const selected = sql.join(columns.map((name) => sql`s.${sql.ref(name)}`))
  const parts: RawBuilder<unknown>[] = []
  for (const source of sources) {
    const one = await source(viewer)
    if (one) parts.push(sql`select ${selected} from (${one}) as s`)
  }
  return parts.length === 0 ? undefined : sql`(${sql.join(parts, sql` union all `)}) as w`
}

/** A page of what waits for the viewer, soonest due first, from all sources. */
export async function workPage(
  viewer: WorkViewer,
  sources: readonly WorkSource[],
  page: {
    readonly limit: number
    readonly after: WorkPosition | undefined
    /** Only what is settled on this record. */
    readonly on: string | undefined
  },
): Promise<{ items: WorkRow[]; next: WorkPosition | undefined }> {
  const work = await allWork(viewer, sources)
  if (!work) return { items: [], next: undefined }
  const after = page.after
    ? sql`(${due}, w.id) > (${page.after.due_on ?? 'infinity'}::date, ${page.after.id}::uuid)`
    : sql`true`
  const on = page.on ? sql`w.id = ${page.on}::uuid` : sql`true`
  const rows = await viewer.scope.rows<WorkRow>(
    sql`select w.* from ${work} where ${after} and ${on} order by ${due}, w.id limit ${page.limit + 1}`,
  )
  const items = rows.slice(0, page.limit)
  const last = rows.length > page.limit ? items.at(-1) : undefined
  return { items, next: last && { due_on: last.due_on, id: last.id } }
}

/** How much waits for the viewer, by when it is due; the groups are those of `dueGroupOf`. */
export async function workCounts(
  viewer: WorkViewer,
  sources: readonly WorkSource[],
): Promise<Record<DueGroup, number>> {
  const none = { overdue: 0, today: 0, this_week: 0, later: 0, undated: 0 }
  const work = await allWork(viewer, sources)
  if (!work) return none
  const { today } = viewer
  const [counts] = await viewer.scope.rows<Record<DueGroup, number>>(sql`
    select count(*) filter (where w.due_on < ${today}::date) as overdue,
      count(*) filter (where w.due_on = ${today}::date) as today,
      count(*) filter (where w.due_on > ${today}::date and w.due_on <= ${today}::date + 7) as this_week,
      count(*) filter (where w.due_on > ${today}::date + 7) as later,
      count(*) filter (where w.due_on is null) as undated
    from ${work}`)
  return counts ?? none
}
