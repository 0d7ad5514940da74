import { sql } from 'kysely'
import { query } from '../../platform/operations/handler.ts'
import type { Rows } from '../../platform/operations/scope.ts'
import { decodePosition, encodePosition } from '../../platform/registers/order.ts'
import type { RegisterTables } from '../../platform/registers/source.ts'
import { aiSystem } from './ai-system.ts'
import { listDuplicates } from './duplicate-contract.ts'

interface Group {
  readonly first_key: string
  readonly ids: string[]
  readonly count: number
}

interface System {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly state: string
  readonly lifecycle_stage: string | null
  readonly owner_id: string | null
  readonly created_at: string
}

const sorting = 'duplicates'

/** The latest kept row of every imported system that is not archived. */
const latestRows = sql`
  select distinct on (i.key_hash) i.record_id, i.parts_hash, i.import_key, i.cells
  from app.import_row i where i.register = ${aiSystem.name}
  order by i.key_hash, i.version desc`

function openGroups(rows: Rows, after: string | null, limit: number): Promise<Group[]> {
  return rows<Group>(sql`
    with latest as (${latestRows}),
    grouped as (
      select min(l.import_key) as first_key, array_agg(distinct l.record_id) as ids
      from latest l join app.ai_system s on s.id = l.record_id
      where s.archived_at is null and l.parts_hash is not null
      group by l.parts_hash having count(distinct l.record_id) > 1
    ),
    standing as (
      select g.*, count(*) over () as count from grouped g
      where not exists (select from app.duplicate_dismissal d where d.record_ids @> g.ids)
    )
    select first_key, ids, count from standing
    where ${after}::text is null or first_key > ${after}
    order by first_key limit ${limit}`)
}

/** Sets of records whose rows are equal in every cell after trimming. */
function equalSets(rows: readonly { record_id: string; cells: readonly string[] }[]): string[][] {
  const sets = Map.groupBy(rows, ({ cells }) => JSON.stringify(cells.map((cell) => cell.trim())))
  return [...sets.values()].filter((set) => set.length > 1).map((set) => set.map((one) => one.record_id))
}

/** The parts of an import key: JSON of mapping name, parts, number among equals. */
const partsOf = (importKey: string): string[] => (JSON.parse(importKey) as unknown[]).slice(1, -1).map(String)

export const duplicatesHandler = query<RegisterTables>()(listDuplicates, async (scope, input) => {
  const after = input.cursor ? String(decodePosition(input.cursor, sorting).value) : null
  const groups = await openGroups(scope.rows, after, input.limit + 1)
  const page = groups.slice(0, input.limit)
  const ids = page.flatMap((group) => group.ids)
  const systems = await scope.rows<System>(sql`
    select id, version, name as title, state, lifecycle_stage, owner_id, created_at
    from app.ai_system where id = any(${ids}::uuid[]) order by id`)
  const cells = await scope.rows<{ record_id: string; cells: string[] }>(sql`
    select record_id, cells from (${latestRows}) latest where record_id = any(${ids}::uuid[])`)
  const last = groups.length > input.limit ? page.at(-1) : undefined
  return {
    count: groups[0]?.count ?? 0,
    items: page.map((group) => ({
      parts: partsOf(group.first_key),
      systems: systems.filter(({ id }) => group.ids.includes(id)),
      exact_copies: equalSets(cells.filter(({ record_id }) => group.ids.includes(record_id))),
    })),
    next_cursor: last
      ? encodePosition({ sort: sorting, value: last.first_key, id: last.ids[0] ?? '' })
      : null,
  }
})
