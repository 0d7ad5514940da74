import { sql } from 'kysely'
import { query } from '../../../platform/operations/handler.ts'
import { conditions } from '../../../platform/registers/read/conditions.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import { risk } from '../risk.ts'
import { scenarioChanges } from '../scenario/scenario-change.ts'
import { allowedSteps } from '../score/residual.ts'
import { categories, judged, rankOf, riskLevels } from '../score/scale.ts'
import { levelOf } from '../score/score.ts'
import type { Risk, RiskTables } from '../tables.ts'
import { criteriaInForce, factsOf, loadFacts, momentOf } from './load-facts.ts'
import { getHeatMap, getStanding, listAboveAppetite } from './query-contract.ts'
import { standingOf, treatingControls } from './standing.ts'

const ask = query<RiskTables>()
/** Risks above appetite that are looked at in one answer. */
const lookedAt = 1000

const standingHandler = ask(getStanding, async (scope, input) => {
  const at = await momentOf(scope, input.as_of)
  const one = await readRecord(risk, scope, input.id, at.treeSize)
  const facts = await factsOf(scope, one, at)
  const steps = allowedSteps(treatingControls(facts.actions, facts.controls))
  // What content updates changed since is asked of today's risks only.
  const asked = one.state !== 'closed' && at.treeSize === null
  const changes = !asked ? undefined : (await scenarioChanges(scope, [one])).get(one.id)
  return {
    version: one.version,
    criteria_id: facts.current?.id ?? null,
    standing: mutable(standingOf(facts)),
    scenario_changes: changes ?? [],
    supported_steps: steps,
  }
})

const mutable = ({ needs, ...standing }: ReturnType<typeof standingOf>) => ({
  ...standing,
  needs: [...needs],
})

const fiveToOne = [5, 4, 3, 2, 1]
const oneToFive = [1, 2, 3, 4, 5]

/** How many of the counted risks have a number that nobody has confirmed. */
const openlyJudged = sql<number>`count(*) filter (where not (${sql.join(
  judged.map((part) => sql`r.${sql.ref(`${part}_confirmed`)} is true`),
  sql` and `,
)}))`

const heatMap = ask(getHeatMap, async (scope, { basis, ...filters }) => {
  const likelihood = basis === 'inherent' ? 'likelihood' : 'residual_likelihood'
  const impact = basis === 'inherent' ? 'inherent_impact' : 'residual_impact'
  const counted = await scope.db
    .selectFrom('app.risk as r')
    .select(({ fn, ref }) => [
      ref(`r.${likelihood}`).as('likelihood'),
      ref(`r.${impact}`).as('impact'),
      fn.countAll<number>().as('count'),
      (basis === 'inherent' ? openlyJudged : sql<number>`0`).as('unconfirmed'),
    ])
    .where(sql<boolean>`${conditions(risk, scope, filters)}`)
    .groupBy([`r.${likelihood}`, `r.${impact}`])
    .execute()
  const criteria = await criteriaInForce(scope)
  const at = (l: number, i: number) =>
    counted.find((one) => one.likelihood === l && one.impact === i)?.count ?? 0
  const placed = counted.filter((one) => one.likelihood !== null && one.impact !== null)
  const cells = fiveToOne.flatMap((l) =>
    oneToFive.map((i) => ({
      likelihood: l,
      impact: i,
      count: at(l, i),
      level: criteria ? levelOf(l, i, criteria.content) : null,
    })),
  )
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  return {
    basis,
    cells,
    total,
    unplaced: total - placed.reduce((sum, { count }) => sum + count, 0),
    unconfirmed: placed.reduce((sum, { unconfirmed }) => sum + unconfirmed, 0),
  }
})

const aboveAppetite = ask(listAboveAppetite, async (scope, input) => {
  const criteria = await criteriaInForce(scope)
  if (!criteria) return { items: [], titles: {}, more: false }
  // Treatment only lowers a risk, so whoever is above appetite today was so before treatment.
  const above = categories.flatMap((category) => {
    const appetite = criteria.content.appetite[category]
    return appetite ? [{ category, levels: riskLevels.filter((one) => rankOf(one) > rankOf(appetite)) }] : []
  })
  let found = scope.db
    .selectFrom('app.risk')
    .selectAll()
    .where('archived_at', 'is', null)
    .where('state', 'not in', ['draft', 'reopened', 'closed'])
    .where((where) =>
      where.or([
        where.val(false),
        ...above
          .filter(({ levels }) => levels.length > 0)
          .map(({ category, levels }) =>
            where.and([where('category', '=', category), where('inherent_level', 'in', levels)]),
          ),
      ]),
    )
    .orderBy('inherent_score', 'desc')
    .orderBy('id')
    .limit(lookedAt + 1)
  if (scope.reach === 'own') found = found.where('owner_id', '=', scope.actor.person_id)
  if (input.ai_system_id) found = found.where('ai_system_id', '=', input.ai_system_id)
  const rows: Risk[] = await found.execute()
  const facts = await loadFacts(scope, rows.slice(0, lookedAt))
  const items = facts
    .map((one) => ({ one: one.risk, standing: standingOf(one) }))
    .filter(({ standing }) => standing.above_appetite === true)
    .filter(({ standing }) => input.answered === 'all' || String(standing.answered) === input.answered)
    .map(({ one, standing }) => ({
      id: one.id,
      title: one.title,
      state: one.state,
      owner_id: one.owner_id,
      ai_system_id: one.ai_system_id,
      category: one.category,
      score: standing.basis === 'residual' ? one.residual_score : one.inherent_score,
      standing: mutable(standing),
    }))
  return {
    items,
    titles: await titlesOf(scope, referencesIn(items, ['owner_id', 'ai_system_id'])),
    more: rows.length > lookedAt,
  }
})

export const queryHandlers = [standingHandler, heatMap, aboveAppetite]
