import { createHash } from 'node:crypto'
import type { RecordOf } from '../../../kernel/register/register.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { readRecords } from '../../../platform/registers/read-many.ts'
import { aiSystem } from '../../ai-system/contract.ts'
import { controlStandings } from '../../control/queries.ts'
import type { CriteriaContent } from '../criteria/criteria-content.ts'
import { dayOf } from '../score/scale.ts'
import type { Acceptance, PlanApproval, Risk, RiskTables, TreatmentAction } from '../tables.ts'
import type { StandingFacts } from './standing.ts'

export interface CriteriaEdition {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly edition: number | null
  readonly content: CriteriaContent
}

/** The criteria in force, if any were approved yet. */
export async function criteriaInForce(scope: SharedScope): Promise<CriteriaEdition | undefined> {
  const found = await tablesIn<RiskTables>(scope)
    .selectFrom('app.risk_criteria')
    .select(['id', 'version', 'title', 'edition', 'content'])
    .where('state', '=', 'approved')
    .executeTakeFirst()
  return found?.content ? { ...found, content: found.content } : undefined
}

/** The content of one edition, whatever its state. */
export async function criteriaContentOf(
  scope: SharedScope,
  id: string,
): Promise<CriteriaContent | undefined> {
  const found = await tablesIn<RiskTables>(scope)
    .selectFrom('app.risk_criteria')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst()
  return found?.content ?? undefined
}

const significant = Object.entries(aiSystem.fields)
  .filter(([, field]) => field.significant)
  .map(([name]) => name)
  .sort()

/** SHA-256 of the fields of an AI system that a judgement about its risks rests on. */
export const systemHash = (system: RecordOf<typeof aiSystem>): string => {
  const values: Readonly<Record<string, unknown>> = { ...system }
  return createHash('sha256')
    .update(JSON.stringify(significant.map((name) => [name, values[name] ?? null])))
    .digest('hex')
}

const groupBy = <T extends { readonly risk_id: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(row.risk_id, [...(groups.get(row.risk_id) ?? []), row])
  return groups
}

export interface LoadedFacts extends StandingFacts {
  readonly system: RecordOf<typeof aiSystem> | undefined
}

/** Everything the standing of some risks depends on, in a handful of queries whatever their number. */
export async function loadFacts(scope: SharedScope, risks: readonly Risk[]): Promise<LoadedFacts[]> {
  const db = tablesIn<RiskTables>(scope)
  const ids = risks.map(({ id }) => id)
  if (ids.length === 0) return []
  const current = await criteriaInForce(scope)
  const editions = await db.selectFrom('app.risk_criteria').select(['id', 'content']).execute()
  const contents = new Map(editions.map(({ id, content }) => [id, content ?? undefined]))
  const actions: TreatmentAction[] = await db
    .selectFrom('app.treatment_action')
    .selectAll()
    .where('risk_id', 'in', ids)
    .orderBy('id')
    .execute()
  const approvals: PlanApproval[] = await db
    .selectFrom('app.risk_plan_approval')
    .selectAll()
    .where('risk_id', 'in', ids)
    .orderBy('approved_at', 'desc')
    .execute()
  const acceptances: Acceptance[] = await db
    .selectFrom('app.risk_acceptance')
    .selectAll()
    .where('risk_id', 'in', ids)
    .orderBy('accepted_at', 'desc')
    .execute()
  const controlIds = [...new Set(actions.flatMap(({ control_id }) => (control_id ? [control_id] : [])))]
  const controls = new Map((await controlStandings(scope, controlIds)).map((one) => [one.id, one]))
  const systemIds = [...new Set(risks.flatMap(({ ai_system_id }) => (ai_system_id ? [ai_system_id] : [])))]
  const systems = new Map((await readRecords(aiSystem, scope, systemIds)).map((one) => [one.id, one]))
  const actionsOf = groupBy(actions)
  const approvalsOf = groupBy(approvals)
  const acceptancesOf = groupBy(acceptances)
  return risks.map((risk) => {
    const system = risk.ai_system_id ? systems.get(risk.ai_system_id) : undefined
    return {
      risk,
      current,
      evaluated: risk.criteria_id ? contents.get(risk.criteria_id) : undefined,
      actions: actionsOf.get(risk.id) ?? [],
      controls,
      approvals: approvalsOf.get(risk.id) ?? [],
      acceptances: acceptancesOf.get(risk.id) ?? [],
      system_hash: system ? systemHash(system) : null,
      system,
      today: dayOf(scope.now),
    }
  })
}

/** As `loadFacts`, for one risk. */
export async function factsOf(scope: SharedScope, risk: Risk): Promise<LoadedFacts> {
  const [facts] = await loadFacts(scope, [risk])
  if (!facts) throw new Error(`Risk ${risk.id} has no facts.`)
  return facts
}
