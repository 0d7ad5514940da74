import { sql } from 'kysely'
import type { SharedScope } from '../../../platform/operations/scope.ts'
import { risk } from '../risk.ts'
import { judged } from './judged.ts'

/**
 * Who judged the numbers of some risks as they stand, by the risk's id: for each number whoever confirmed it last, or
 * changed it while it was confirmed. Read from the trail, as the record itself names only who concluded its assessment.
 */
export async function judgesOf(
  scope: Pick<SharedScope, 'rows'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ids.length === 0) return new Map()
  const found = await scope.rows<{ risk_id: string; person_id: string }>(sql`
    select distinct on (c.row_id, number) c.row_id as risk_id, o.actor_id as person_id
    from trail.change c
    join trail.operation o on o.id = c.operation_id and o.xid = c.xid
    left join lateral (
      select p.after from trail.change p where p.row_id = c.row_id and p.table_name = c.table_name and p.id < c.id
      order by p.id desc limit 1
    ) earlier on true
    cross join lateral (
      select convert_from(c.after, 'UTF8')::jsonb as now, convert_from(earlier.after, 'UTF8')::jsonb as before
    ) image
    cross join unnest(${[...judged]}::text[]) number
    where c.row_id = any(${[...ids]}::uuid[]) and c.table_name = ${risk.table} and o.actor_id is not null
      and now ->> (number || '_confirmed') = 'true'
      and (before ->> (number || '_confirmed') is distinct from 'true' or before ->> number is distinct from now ->> number)
    order by c.row_id, number, c.id desc`)
  const judges = Map.groupBy(found, ({ risk_id }) => risk_id)
  return new Map([...judges].map(([id, all]) => [id, all.map(({ person_id }) => person_id)]))
}
