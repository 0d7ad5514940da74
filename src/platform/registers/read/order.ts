import { type RawBuilder, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { byMatch, listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { isId } from '../../ids.ts'
import { column } from './source.ts'

/** Where a page starts: after this value and id in this order. Opaque to callers. */
interface Position {
  readonly sort: string
  readonly value: string | number | boolean | null
  readonly id: string
}

export const encodePosition = (position: Position): string =>
  Buffer.from(JSON.stringify([position.sort, position.value, position.id])).toString('base64url')

const isPlain = (value: unknown): value is Position['value'] =>
  value === null ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && !value.includes('\u0000'))

/** @throws invalid-input for a cursor of another list or sorting, or one that was made up. */
export function decodePosition(cursor: string, sort: string): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(parsed) &&
      parsed.length === 3 &&
      parsed[0] === sort &&
      typeof parsed[2] === 'string' &&
      isId(parsed[2]) &&
      isPlain(parsed[1])
    )
      return { sort, value: parsed[1], id: parsed[2] }
  } catch {
    // Falls through to the one answer for every unreadable cursor.
  }
  throw new OperationError(
    'invalid-input',
    'This page no longer fits the list. Start again from its first page.',
    {
      issues: [{ path: 'cursor', message: 'does not belong to this list and sorting' }],
    },
  )
}

export interface Order {
  readonly sort: string
  /** The field that is sorted by. */
  readonly field: string
  /** The expression rows are ordered by; selected too, to make the next cursor. */
  readonly key: RawBuilder<unknown>
  readonly orderBy: RawBuilder<unknown>
  /** The same order among rows that carry the key as `_key`. */
  readonly orderByKey: RawBuilder<unknown>
  /** The condition for rows after a position. */
  readonly after: (position: Position) => RawBuilder<unknown>
}

/**
 * How well a title matches what was typed, best first: the title starts with it, one of its words does, it contains
 * it, or only other fields match. The browser merges the answers of several registers in the same order.
 */
function matchOf(title: RawBuilder<unknown>, words: string): RawBuilder<number> {
  const low = sql`lower(${title})`
  const typed = sql`lower(${words}::text)`
  const at = sql`strpos(${low}, ${typed})`
  return sql<number>`case ${at} when 0 then 3 when 1 then 0
    else case when substr(${low}, ${at} - 1, 1) ~ '[[:alnum:]]' then 2 else 1 end end`
}

function matchOrder(register: AnyRegister, words: string): Order {
  if (words === '')
    throw new OperationError(
      'invalid-input',
      'A list is sorted by how it fits words only when words are given.',
      {
        issues: [{ path: 'sort', message: 'needs words in q' }],
      },
    )
  const key = matchOf(column(register.title), words)
  const id = column('id')
  return {
    sort: byMatch,
    field: register.title,
    key,
    orderBy: sql`${key}, ${id}`,
    orderByKey: sql`_key, id`,
    after: ({ value, id: last }) => sql`(${key}, ${id}) > (${value}::integer, ${last}::uuid)`,
  }
}

/**
 * The total order of a list: by how it fits words that are searched for; else the sort field (text as people sort it, choices in declared order, unknown last),
 * then the id. Paging continues after a key and never counts rows.
 */
export function orderOf(register: AnyRegister, sort: string, words: string): Order {
  if (sort === byMatch) return matchOrder(register, words)
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  const field = listFields(register)[name]
  if (!field) throw new OperationError('invalid-input', `The list cannot be sorted by ${name}.`)
  const at = column(name)
  const id = column('id')
  const key =
    field.kind === 'text' && name !== 'id'
      ? sql`${at} collate app.natural_order`
      : field.kind === 'choice'
        ? sql`array_position(${[...field.values]}::text[], ${at})`
        : at
  const direction = descending ? sql`desc` : sql`asc`
  const sign = descending ? sql`<` : sql`>`
  const nullable = !field.required
  const by = (value: RawBuilder<unknown>, last: RawBuilder<unknown>) =>
    nullable
      ? sql`${value} ${direction} nulls last, ${last} ${direction}`
      : sql`${value} ${direction}, ${last} ${direction}`
  return {
    sort,
    field: name,
    key,
    orderBy: by(key, id),
    orderByKey: by(sql`_key`, sql`id`),
    after: ({ value, id: lastId }) => {
      if (value === null) return sql`(${key} is null and ${id} ${sign} ${lastId})`
      const beyond = sql`(${key}, ${id}) ${sign} (${value}, ${lastId}::uuid)`
      return nullable ? sql`(${beyond} or ${key} is null)` : beyond
    },
  }
}
