import { sql } from 'kysely'
import type { Edge } from '../../kernel/register/edge.ts'
import { requirementKind } from '../../kernel/register/golden-thread.ts'
import type { ReadScope } from '../operations/scope.ts'
import { type End, tiesLookedAt, tiesSql } from './tie-sql.ts'

export type { End } from './tie-sql.ts'

/** Why a record stands in another's thread. */
export interface Tie {
  readonly kind: 'field' | 'join' | 'passage' | 'link'
  /** The field, the declared tie, or the relation that a person chose. */
  readonly key: string
  readonly direction: 'to' | 'from'
  readonly link_id: string | null
}

/** A record or requirement in the thread of another, with the number of its kind on its side. */
export interface Threaded {
  readonly side: 'leads_here' | 'follows'
  readonly register: string
  readonly id: string
  /** Of a requirement, its URN: only its pack knows how it is called. */
  readonly title: string
  readonly state: string
  readonly archived: boolean
  /** Nothing is asked of it any more: it stands behind those that still count. */
  readonly over: boolean
  readonly ties: readonly Tie[]
  readonly total: number
  /** Of the total, those that are over. */
  readonly past: number
  /** There are more than were looked at: the numbers are the least there can be. */
  readonly at_least: boolean
}

/** One kind of record on one side, after the entry with this id. */
export interface ThreadPart {
  readonly register: string
  readonly side: Threaded['side']
  readonly after: string
}

/** The declarations, and the kinds of record in the order of the thread. */
export interface ThreadMap {
  readonly edges: readonly Edge[]
  readonly order: readonly string[]
  /** States in which records are over, by the name of the register. */
  readonly over: ReadonlyMap<string, readonly string[]>
}

type Scope = Pick<ReadScope<unknown>, 'rows' | 'reachOf' | 'actor'>

/**
 * What leads to a record and what follows from it, in one statement: at most `limit` of each kind, those that the actor
 * may read, in the order of the thread, those that are over last. The caller has made sure that the actor may read the record itself.
 */
export async function readThread(
  scope: Scope,
  map: ThreadMap,
  end: End,
  { limit, part }: { readonly limit: number; readonly part?: ThreadPart },
): Promise<Threaded[]> {
  const reachOf = (name: string) => scope.reachOf(`${name}:read`)
  const all = map.order.filter((name) => reachOf(name) === 'all')
  const own = map.order.filter((name) => reachOf(name) === 'own')
  const before = map.order.slice(0, map.order.indexOf(end.register))
  const behind = part && part.register !== requirementKind ? { ...part, id: part.after } : undefined
  const ties = tiesSql(map.edges, end, { reachOf, person_id: scope.actor.person_id, behind })
  const over = [...map.over].flatMap(([name, states]) => states.map((state) => `${name} ${state}`))
  const mayRead = sql`(r.register = any(${all}) or (r.register = any(${own}) and r.owner_id = ${scope.actor.person_id}))`
  const isOver = sql`r.archived or (r.register || ' ' || r.state) = any(${over})`
  const place = sql`title collate app.natural_order, id collate "C"`
  const chosen = !part
    ? sql`true`
    : sql`register = ${part.register} and side = ${part.side} and ${
        behind
          ? sql`(over, ${place}) > (select ${isOver}, r.title collate app.natural_order, r.id::text collate "C"
              from app.record r where r.id = ${behind.id}::uuid and ${mayRead})`
          : sql`id collate "C" > ${part.after}`
      }`
  const rows = await scope.rows<Threaded & { readonly place: number }>(sql`
    with tie as materialized (${ties}), whole as (
      select part, count(*) > ${tiesLookedAt} as more from tie group by part
    ), entry as (
      select other, bool_or(direction = 'to') as points, bool_or(more) as more, json_agg(distinct jsonb_build_object(
        'kind', kind, 'key', key, 'direction', direction, 'link_id', link_id)) as ties
      from tie join whole using (part) where other <> ${end.id} group by other
    ), known as (
      select e.other as id, e.points, e.more, e.ties, r.register, r.title, r.state, r.archived,
        ${isOver} as over
      from entry e join app.record r on r.id = case when e.other like 'urn:%' then null else e.other::uuid end
      where ${mayRead}
      union all
      select other, points, more, ties, ${requirementKind}, other, '', false, false from entry
      where other like 'urn:%' and ${requirementKind} = any(${all})
    ), sided as (
      select known.*, case
        when register = any(${before}) or (register = ${end.register} and points) then 'leads_here'
        else 'follows' end as side
      from known
    ), placed as (
      select sided.*, count(*) over kind as total, count(*) filter (where over) over kind as past,
        bool_or(more) over kind as at_least,
        row_number() over (partition by register, side order by over, ${place}) as place
      from sided window kind as (partition by register, side)
    ), chosen as (
      select *, row_number() over (partition by register, side order by place) as turn from placed where ${chosen}
    )
    select side, register, id, title, state, archived, over, ties, total, past, at_least, place
    from chosen where turn <= ${limit} order by place`)
  const rank = new Map(map.order.map((name, index) => [name, index]))
  const sides = ['leads_here', 'follows']
  return rows.sort(
    (one, other) =>
      sides.indexOf(one.side) - sides.indexOf(other.side) ||
      (rank.get(one.register) ?? 0) - (rank.get(other.register) ?? 0) ||
      one.place - other.place,
  )
}
