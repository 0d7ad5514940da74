import { type RawBuilder, sql } from 'kysely'
import { listFields } from '../../kernel/register/filter.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { Order } from './order.ts'
import { column } from './source.ts'

/** A page of a list as one row: its parts are JSON texts, so that nothing is taken apart to be put together again. */
export interface PageRow {
  readonly items: string
  readonly titles: string
  /** Sort key and id of the last item, as a JSON array; null when no page follows. */
  readonly last: string | null
}

const times = new Set(['created_at', 'updated_at', 'archived_at'])

/** A column as the API writes it: times as ISO 8601 in UTC with milliseconds. */
const written = (name: string): RawBuilder<unknown> =>
  times.has(name)
    ? sql`to_char(${column(name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${sql.ref(name)}`
    : column(name)

export interface Page {
  readonly columns: readonly string[]
  readonly from: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
  readonly order: Order
  readonly limit: number
  /** Registers whose titles the actor may read. */
  readonly readable: readonly string[]
}

/** Reads a page and the titles of what it refers to in one statement. */
export function pageSql(register: AnyRegister, page: Page): RawBuilder<unknown> {
  const { columns, from, where, order } = page
  // Written out, not passed: the planner then knows how few rows are wanted and keeps one plan.
  const limit = sql.lit(page.limit)
  const fields = listFields(register)
  const references = columns.filter((name) => ['person', 'record'].includes(fields[name]?.kind ?? ''))
  const shown = sql.join(columns.map((name) => sql`${sql.ref(name)}`))
  const referred = sql.join(
    references.map((name) => sql`select ${sql.ref(name)} from shown`),
    sql` union `,
  )
  const titles =
    references.length === 0
      ? sql`'{}'`
      : sql`(select coalesce(json_object_agg(t.id, t.title), '{}') from app.record t
          where t.register = any(${page.readable}) and t.id in (${referred}))::text`
  return sql`
    with page as materialized (
      select ${sql.join(columns.map(written))}, ${order.key} as _key from ${from}
      where ${where} order by ${order.orderBy} limit ${sql.lit(page.limit + 1)}
    ), shown as (select * from page limit ${limit})
    select (select coalesce(json_agg(row_to_json(s)), '[]') from (select ${shown} from shown) s)::text as items,
      ${titles} as titles,
      (select json_build_array(_key, id) from page where (select count(*) from page) > ${limit} offset ${sql.lit(page.limit - 1)} limit 1)::text as last`
}
