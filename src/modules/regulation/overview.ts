import { sql } from 'kysely'
import { query } from '../../platform/operations/handler.ts'
import type { SharedScope } from '../../platform/operations/scope.ts'
import { tablesIn } from '../../platform/operations/scope.ts'
import { shippedPacks } from '../../platform/packs/shipped-packs.ts'
import { aiRoles } from '../ai-system/ai-system.ts'
import { countSystems, systemsById } from '../ai-system/determined-roles.ts'
import { determinationOverview, rerunPreview, staleDeterminations } from './determination-contract.ts'
import { titlesFor } from './queries.ts'
import { outcomeChanges, outcomeOf } from './question/outcome.ts'
import { counting, groundsOf, recordOf } from './read-determination.ts'
import { staleReasons } from './staleness/staleness.ts'
import type { Determination, RegulationTables } from './tables.ts'

const reading = query<RegulationTables>()

const count = sql<number>`count(*)`.as('systems')

const overview = reading(determinationOverview, async (scope) => {
  const { regulation } = await groundsOf(scope)
  const { tiers, timeline, open_points } = regulation.content
  const decided = scope.db
    .selectFrom('app.determination')
    .where('state', 'in', [...counting])
    .where('archived_at', 'is', null)
  const byTier = await decided
    .where('kind', '=', 'eu_ai_act')
    .select(['tier', count])
    .groupBy('tier')
    .execute()
  const byRole = await decided
    .where('kind', '=', 'iso_roles')
    .select([sql<string>`unnest(ai_roles)`.as('role'), count])
    .groupBy('role')
    .execute()
  const kinds = await decided.select(['kind', count]).groupBy('kind').execute()
  const { waiting } = await scope.db
    .selectFrom('app.determination')
    .select(sql<number>`count(*)`.as('waiting'))
    .where('state', '=', 'proposed')
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  const systems = await countSystems(scope)
  const without = (kind: string) =>
    Math.max(0, systems - (kinds.find((one) => one.kind === kind)?.systems ?? 0))
  return {
    systems,
    by_tier: tiers.flatMap(({ id, title, consequence, intermediate }) => {
      if (intermediate) return []
      const found = byTier.find(({ tier }) => tier === id)?.systems ?? 0
      return [{ tier: id, title, consequence, systems: found }]
    }),
    by_role: aiRoles.flatMap((role) => byRole.filter((one) => one.role === role)),
    undetermined: { iso_roles: without('iso_roles'), eu_ai_act: without('eu_ai_act') },
    waiting,
    law_state_date: regulation.manifest.law_state_date ?? null,
    rule_version: regulation.manifest.version,
    licence_note: regulation.manifest.licence_note,
    timeline,
    open_points,
  }
})

interface Page {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** A page of determinations that count, in the order in which they were made. */
async function decidedPage(
  scope: SharedScope,
  page: Page,
  kind?: Determination['kind'],
): Promise<{ rows: Determination[]; next_cursor: string | null }> {
  let wanted = tablesIn<RegulationTables>(scope)
    .selectFrom('app.determination')
    .selectAll()
    .where('state', 'in', [...counting])
    .where('archived_at', 'is', null)
    .orderBy('id')
    .limit(page.limit + 1)
  if (kind) wanted = wanted.where('kind', '=', kind)
  if (page.cursor) wanted = wanted.where('id', '>', page.cursor)
  const found = await wanted.execute()
  const rows = found.slice(0, page.limit)
  return { rows, next_cursor: found.length > page.limit ? (rows.at(-1)?.id ?? null) : null }
}

const stale = reading(staleDeterminations, async (scope, input) => {
  const { rows, next_cursor } = await decidedPage(scope, input)
  const grounds = await groundsOf(scope)
  const systems = await systemsById(
    scope,
    rows.map(({ ai_system_id }) => ai_system_id),
  )
  const items = rows.flatMap((one) => {
    const system = systems.get(one.ai_system_id)
    const reasons = system && !system.archived_at ? staleReasons(one, system, grounds) : []
    return reasons.length > 0 ? [{ record: recordOf(one), stale: reasons }] : []
  })
  return {
    items,
    titles: await titlesFor(
      scope,
      items.map(({ record }) => record),
    ),
    next_cursor,
  }
})

const rerun = reading(rerunPreview, async (scope, input) => {
  const { rows, next_cursor } = await decidedPage(scope, input, 'eu_ai_act')
  const grounds = shippedPacks()
  const items = rows.flatMap((one) => {
    const after = outcomeOf(one.kind, grounds, one.answers)
    const changes = outcomeChanges(one.outcome, after)
    if (changes.length === 0) return []
    const { law_state_date: from_law_state_date } = one.outcome
    const { id: determination_id, ai_system_id, outcome: before } = one
    const shown = ({ state, tier, tier_title, law_state_date }: typeof after) => ({
      state,
      tier,
      tier_title,
      law_state_date,
    })
    return [
      {
        determination_id,
        ai_system_id,
        from_law_state_date,
        before: shown(before),
        after: shown(after),
        changes,
      },
    ]
  })
  const { version, law_state_date = null } = grounds.regulation.manifest
  return {
    items,
    examined: rows.length,
    rule_version: version,
    law_state_date,
    titles: await titlesFor(scope, items),
    next_cursor,
  }
})

export const overviewHandlers = [overview, stale, rerun]
