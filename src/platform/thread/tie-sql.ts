import { type RawBuilder, sql } from 'kysely'
import { overStates } from '../../kernel/lifecycle/lifecycle.ts'
import type { Edge, Reach } from '../../kernel/register/edge.ts'
import type { Join } from '../../kernel/register/golden-thread.ts'
import { requirementKind } from '../../kernel/register/golden-thread.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import { isoNumbers } from '../packs/iso-numbers.ts'

/** The record or requirement whose thread is read. */
export interface End {
  readonly register: string
  /** The id of the record, or the URN of the requirement. */
  readonly id: string
}

/** How far the reader sees: whose records of a register; undefined when none. */
export interface Sight {
  readonly reachOf: (register: string) => Sighted | undefined
  /** Who reads: `own` reaches what they own. */
  readonly person_id: string
  /** Of this register, only what stands behind the record. */
  readonly behind?: { readonly register: string; readonly id: string } | undefined
}
type Sighted = 'all' | 'own'

const column = (alias: string, name: string) => sql`${sql.ref(`${alias}.${name}`)}`
const table = (name: string) => sql`${sql.id('app', name)}`
const reaches = (target: string, end: End) =>
  target === end.register || (target === 'record' && end.register !== requirementKind)

/** One part of all ties: the other end, by what edge, and whether the end at hand points (`to`) or is pointed at. */
const tie = (
  { kind, key }: Pick<Edge, 'kind' | 'key'>,
  direction: 'to' | 'from',
  other: RawBuilder<unknown>,
  rest: RawBuilder<unknown>,
) =>
  sql`select ${other}::text as other, ${kind}::text as kind, ${key}::text as key, ${direction}::text as direction, null::uuid as link_id ${rest}`

type FieldEdge = Extract<Edge, { kind: 'field' }>

/**
 * At most this many ties of one kind are looked at, and of fields the first by their titles: a record that a hundred
 * thousand others name is read on from there. One tie more tells that there are more.
 */
export const tiesLookedAt = 2000
const bound = sql`limit ${sql.lit(tiesLookedAt + 1)}`

const bounded = (part: RawBuilder<unknown>) => sql`(${part} ${bound})`

/**
 * Ties to the records of a register that some condition finds, each in the order of their titles: of those that still
 * count, then of those that are over.
 */
function openThenOver(
  holder: AnyRegister,
  sight: Sight,
  made: (which: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const reach = sight.reachOf(holder.name)
  if (!reach) return []
  const mine = (alias: string) =>
    reach === 'own' ? sql`and ${column(alias, 'owner_id')} = ${sight.person_id}` : sql``
  const over = sql`${overStates(holder.lifecycle)}::text[]`
  const isOver = (alias: string) =>
    sql`(${column(alias, 'archived_at')} is not null or ${column(alias, 'state')} = any(${over}))`
  const place = (alias: string) =>
    sql`${column(alias, holder.title)} collate app.natural_order, ${column(alias, 'id')}`
  const last =
    sight.behind?.register === holder.name
      ? sql`${table(holder.table)} l where l.id = ${sight.behind.id}::uuid ${mine('l')}`
      : undefined
  const follows = sql`(${place('h')}) > (select ${place('l')} from ${last})`
  const open = last ? sql`and not exists (select from ${last} and ${isOver('l')}) and ${follows}` : sql``
  const past = last ? sql`and (exists (select from ${last} and not ${isOver('l')}) or ${follows})` : sql``
  const inOrder = (which: RawBuilder<unknown>) => bounded(sql`${made(which)} order by ${place('h')}`)
  return [
    inOrder(sql`${mine('h')} and not ${isOver('h')} ${open}`),
    inOrder(sql`${mine('h')} and ${isOver('h')} ${past}`),
  ]
}

/** The records whose list names a requirement, found by the index of what it names. */
const naming = ({ holder, ...edge }: FieldEdge, word: string, sight: Sight): RawBuilder<unknown>[] =>
  openThenOver(holder, sight, (which) =>
    tie(
      edge,
      'from',
      sql`h.id`,
      sql`from ${table(holder.table)} h
        where h.ctid = any(array(select ${sql.id('app', `naming_${holder.table}_${edge.column}`)}(${word}))) ${which}`,
    ),
  )

/** A field that names requirements of ISO/IEC 42001 by their numbers, from either end. */
function numberTies(edge: FieldEdge, end: End, sight: Sight): RawBuilder<unknown>[] {
  const from = sql`from ${table(edge.holder.table)} h`
  const at = column('h', edge.column)
  if (end.register === edge.holder.name) {
    const numbers = isoNumbers()
    return [
      tie(
        edge,
        'to',
        sql`named.urn`,
        sql`${from}, unnest(${at}) word
          join unnest(${[...numbers.values()]}::text[], ${[...numbers.keys()]}::text[]) named (number, urn) on named.number = word
          where h.id = ${end.id}`,
      ),
    ]
  }
  const number = end.register === requirementKind ? isoNumbers().get(end.id) : undefined
  if (number === undefined) return []
  return naming(edge, number, sight)
}

function fieldTies(edge: FieldEdge, end: End, sight: Sight): RawBuilder<unknown>[] {
  if (edge.numbered) return numberTies(edge, end, sight)
  const from = sql`from ${table(edge.holder.table)} h`
  const at = column('h', edge.column)
  const found: RawBuilder<unknown>[] = []
  if (end.register === edge.holder.name)
    found.push(
      edge.many
        ? tie(edge, 'to', sql`word`, sql`${from}, unnest(${at}) word where h.id = ${end.id}`)
        : tie(edge, 'to', at, sql`${from} where h.id = ${end.id} and ${at} is not null`),
    )
  if (!reaches(edge.target, end)) return found
  const pointing = edge.many
    ? naming(edge, end.id, sight)
    : openThenOver(edge.holder, sight, (which) =>
        tie(edge, 'from', sql`h.id`, sql`${from} where ${at} = ${end.id} ${which}`),
      )
  return [...found, ...pointing]
}

function joinTies(edge: Extract<Edge, { kind: 'join' }>, end: End): RawBuilder<unknown>[] {
  const { join } = edge
  const from = sql`from ${table(join.table)} j`
  const own = column('j', join.own)
  const found: RawBuilder<unknown>[] = []
  for (const name of (['record', 'requirement'] satisfies (keyof Join)[]).map((key) => join[key])) {
    if (name === undefined) continue
    const other = column('j', name)
    const requirement = name === join.requirement
    if (end.register === edge.holder.name)
      found.push(
        bounded(tie(edge, 'to', other, sql`${from} where ${own} = ${end.id} and ${other} is not null`)),
      )
    if (requirement === (end.register === requirementKind))
      found.push(bounded(tie(edge, 'from', own, sql`${from} where ${other} = ${end.id}`)))
  }
  return found
}

/** Joins the tables that one end of a passage goes through, and names the column that holds the end. */
function along(prefix: string, { through, column: last }: Reach) {
  const joins = through.map(({ column: name, register }, index) => {
    const before = index === 0 ? 'h' : `${prefix}${index - 1}`
    const alias = `${prefix}${index}`
    return sql`join ${table(register.table)} ${sql.id(alias)} on ${column(alias, 'id')} = ${column(before, name)}`
  })
  const alias = through.length === 0 ? 'h' : `${prefix}${through.length - 1}`
  return { joins: sql.join(joins, sql` `), end: column(alias, last) }
}

/** What lies between is not shown, so it ties nothing for those who may not read it. */
function passageTies(
  edge: Extract<Edge, { kind: 'passage' }>,
  end: End,
  sight: Sight,
): RawBuilder<unknown>[] {
  const between = [edge.holder, ...[...edge.from.through, ...edge.to.through].map(({ register }) => register)]
  if (!between.every(({ name }) => sight.reachOf(name) === 'all')) return []
  const one = along('f', edge.from)
  const other = along('t', edge.to)
  const from = sql`from ${table(edge.holder.table)} h ${one.joins} ${other.joins}`
  const counts = sql`h.archived_at is null and h.state <> all(${edge.unless}::text[])`
  const found: RawBuilder<unknown>[] = []
  if (reaches(edge.from.target, end))
    found.push(
      bounded(
        tie(
          edge,
          'from',
          other.end,
          sql`${from} where ${one.end} = ${end.id} and ${other.end} is not null and ${counts}`,
        ),
      ),
    )
  if (reaches(edge.to.target, end))
    found.push(
      bounded(
        tie(
          edge,
          'to',
          one.end,
          sql`${from} where ${other.end} = ${end.id} and ${one.end} is not null and ${counts}`,
        ),
      ),
    )
  return found
}

/** Links that people made by hand. */
const linkTies = (end: End): RawBuilder<unknown>[] =>
  end.register === requirementKind
    ? []
    : [
        bounded(sql`select to_id::text, 'link', relation, 'to', id from app.link where from_id = ${end.id}`),
        bounded(
          sql`select from_id::text, 'link', relation, 'from', id from app.link where to_id = ${end.id}`,
        ),
      ]

/** Every tie of one end, each kind of tie up to its bound: `other`, `kind`, `key`, `direction`, `link_id`, `part`. */
export function tiesSql(edges: readonly Edge[], end: End, sight: Sight): RawBuilder<unknown> {
  const parts = edges.flatMap((edge) => {
    if (edge.kind === 'field') return fieldTies(edge, end, sight)
    return edge.kind === 'join' ? joinTies(edge, end) : passageTies(edge, end, sight)
  })
  const nothing = sql`select null::text as other, null::text as kind, null::text as key, null::text as direction, null::uuid as link_id, 0 as part where false`
  const numbered = [...parts, ...linkTies(end)].map(
    (one, part) => sql`select t.*, ${sql.lit(part)} from (${one}) t`,
  )
  return sql.join([nothing, ...numbered], sql` union all `)
}
