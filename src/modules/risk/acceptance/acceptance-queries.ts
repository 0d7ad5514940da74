import type { z } from 'zod'
import { query } from '../../../platform/operations/handler.ts'
import type { ReadScope } from '../../../platform/operations/scope.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import { readRecords } from '../../../platform/registers/read/read-many.ts'
import { rowsAt } from '../../../platform/registers/read/rows-at.ts'
import { referencesIn, titlesOf } from '../../../platform/registers/read/titles.ts'
import { beginOf } from '../../../platform/work/today.ts'
import { listAcceptances } from '../decision/decision-contract.ts'
import { risk } from '../risk.ts'
import { loadFacts, momentOf } from '../standing/load-facts.ts'
import { standingOf } from '../standing/standing.ts'
import type { RiskTables } from '../tables.ts'

type Scope = ReadScope<RiskTables>
type Asked = z.output<typeof listAcceptances.input>
type Row = RiskTables['app.risk_acceptance']

/** One more than asked for, newest first. */
function latest(scope: Scope, input: Asked): Promise<Row[]> {
  let found = scope.db
    .selectFrom('app.risk_acceptance as a')
    .innerJoin('app.risk as r', (join) =>
      join.onRef('r.organization_id', '=', 'a.organization_id').onRef('r.id', '=', 'a.risk_id'),
    )
    .selectAll('a')
    .orderBy('a.id', 'desc')
    .limit(input.limit + 1)
  if (scope.reach === 'own') found = found.where('r.owner_id', '=', scope.actor.person_id)
  if (input.risk_id) found = found.where('a.risk_id', '=', input.risk_id)
  if (input.accepted_from) found = found.where('a.accepted_at', '>=', beginOf(input.accepted_from))
  if (input.cursor) found = found.where('a.id', '<', input.cursor)
  return found.execute()
}

/** Those of one risk as they were, newest first. */
async function earlier(scope: Scope, { risk_id, cursor }: Asked, treeSize: number): Promise<Row[]> {
  if (risk_id === undefined) return []
  await readRecord(risk, scope, risk_id, treeSize)
  const all = await rowsAt<RiskTables>()(scope, 'app.risk_acceptance', treeSize, { risk_id: [risk_id] })
  return all.filter(({ id }) => cursor === undefined || id < cursor).reverse()
}

const acceptances = query<RiskTables>()(listAcceptances, async (scope, input) => {
  const at = await momentOf(scope, input.as_of)
  const rows = at.treeSize === null ? await latest(scope, input) : await earlier(scope, input, at.treeSize)
  const shown = rows.slice(0, input.limit)
  const ids = [...new Set(shown.map(({ risk_id }) => risk_id))]
  const risks = await readRecords(risk, scope, ids, at.treeSize)
  const facts = new Map((await loadFacts(scope, risks, at)).map((one) => [one.risk.id, one]))
  const items = shown.map(({ organization_id: _, system_hash, ...one }) => {
    const of = facts.get(one.risk_id)
    const standing = of ? standingOf({ ...of, acceptances: [{ ...one, system_hash }] }).acceptance : 'ended'
    return { ...one, standing }
  })
  const people = items.flatMap(({ consulted }) => consulted)
  return {
    items,
    titles: await titlesOf(scope, [
      ...referencesIn(items, ['accepted_by_id', 'risk_id', 'appointment_id']),
      ...referencesIn(people, ['person_id']),
    ]),
    next_cursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null,
  }
})

export const acceptanceQueries = [acceptances]
