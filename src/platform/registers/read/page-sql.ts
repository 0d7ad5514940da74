import { type RawBuilder, sql } from 'kysely'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { Order } from './order.ts'
import { column } from './source.ts'

/** A row of a page: its columns, and what only paging needs. */
export interface PageRow extends Record<string, unknown> {
  readonly id: string
  readonly version: number
  readonly state: string
  readonly _key: string | number | boolean | null
  /** On the first row, the titles of what the page refers to, by id. */
  readonly _titles: Record<string, string> | null
}

export interface Page {
  readonly columns: readonly string[]
  /** Relations that together hold the rows; see `sources`. */
  readonly from: readonly RawBuilder<unknown>[]
  readonly where: RawBuilder<unknown>
  readonly order: Order
  readonly limit: number
  /** Registers whose titles the actor may read. */
  readonly readable: readonly string[]
}

/** Reads a page, one row more than asked for, and the titles of what it refers to in one statement. */
export function pageSql(register: AnyRegister, page: Page): RawBuilder<unknown> {
  const { columns, from, where, order } = page
  const fields = listFields(register)
  const references = columns.filter((name) => ['person', 'record'].includes(fields[name]?.kind ?? ''))
  // Duplicates and nulls may stay: the lookup in the index ignores both.
  const referred = sql.join(
    references.map((name) => sql`array_agg(${sql.ref(name)})`),
    sql` || `,
  )
  const titles = sql`(select json_object_agg(t.id, t.title) from app.record t
    where t.register = any(${page.readable}) and t.id = any((select ${referred} from page)::uuid[]))`
  // The limit is written out, not passed: the planner then knows how few rows are wanted and keeps one plan.
  const limit = sql`limit ${sql.lit(page.limit + 1)}`
  const parts = from.map(
    (relation) => sql`
      select ${sql.join(columns.map(column))}, ${order.key} as _key from ${relation}
      where ${where} order by ${order.orderBy} ${limit}`,
  )
  // Each part finds its own first rows, by its own index where it has one; the page is the first rows of all parts
  // together.
  const rows =
    parts.length === 1
      ? sql.join(parts)
      : sql`${sql.join(
          parts.map((part) => sql`(${part})`),
          sql` union all `,
        )} order by ${order.orderByKey} ${limit}`
  return sql`
    with page as materialized (${rows})
    select page.*, ${references.length > 0 ? sql`case when id = (select id from page limit 1) then ${titles} end` : sql`null::json`} as _titles
    from page`
}
