import { createHash } from 'node:crypto'
import type { RecordOf } from '../../../kernel/register/register.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { readRecords } from '../../../platform/registers/read/read-many.ts'
import { rowsAt, treeSizeOf } from '../../../platform/registers/read/rows-at.ts'
import { dayIn, todayIn } from '../../../platform/work/today.ts'
import { aiSystem } from '../../ai-system/contract.ts'
import { controlStandings } from '../../control/queries.ts'
import type { CriteriaContent } from '../criteria/criteria-content.ts'
import type { Acceptance, PlanApproval, Risk, RiskTables, TreatmentAction } from '../tables.ts'
import type { StandingFacts } from './standing.ts'

export interface CriteriaEdition {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly edition: number | null
  readonly content: CriteriaContent
}

/** When facts are read: now, or as they stood when the log had `treeSize` leaves, judged on that day. */
export interface Moment {
  readonly treeSize: number | null
  /** `YYYY-MM-DD`. */
  readonly on: string
}

/** The moment that facts are read for: an instant, or now without one. */
export async function momentOf(scope: SharedScope, asOf?: string): Promise<Moment> {
  return asOf === undefined
    ? { treeSize: null, on: await todayIn(scope) }
    : { treeSize: await treeSizeOf(scope, asOf), on: await dayIn(scope, asOf) }
}

const read = rowsAt<RiskTables>()

/** The criteria in force, if any were approved yet. */
export async function criteriaInForce(
  scope: Pick<SharedScope, 'rows'>,
  treeSize: number | null = null,
): Promise<CriteriaEdition | undefined> {
  const [found] = await read(scope, 'app.risk_criteria', treeSize, { state: ['approved'] })
  if (!found?.content) return undefined
  const { id, version, title, edition, content } = found
  return { id, version, title, edition, content }
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

const latestFirst = <T>(rows: readonly T[], at: (row: T) => string): T[] =>
  rows.toSorted((one, other) => Date.parse(at(other)) - Date.parse(at(one)))

export interface LoadedFacts extends StandingFacts {
  readonly system: RecordOf<typeof aiSystem> | undefined
}

/** Everything the standing of some risks depends on, in a handful of queries whatever their number. */
export async function loadFacts(
  scope: SharedScope,
  risks: readonly Risk[],
  at?: Moment,
): Promise<LoadedFacts[]> {
  const ids = risks.map(({ id }) => id)
  if (ids.length === 0) return []
  const { treeSize, on } = at ?? (await momentOf(scope))
  const current = await criteriaInForce(scope, treeSize)
  const editions = await read(scope, 'app.risk_criteria', treeSize)
  const contents = new Map(editions.map(({ id, content }) => [id, content ?? undefined]))
  const ofThese = { risk_id: ids }
  const actions: TreatmentAction[] = await read(scope, 'app.treatment_action', treeSize, ofThese)
  const approvals: PlanApproval[] = latestFirst(
    await read(scope, 'app.risk_plan_approval', treeSize, ofThese),
    ({ approved_at }) => approved_at,
  )
  const acceptances: Acceptance[] = latestFirst(
    await read(scope, 'app.risk_acceptance', treeSize, ofThese),
    ({ accepted_at }) => accepted_at,
  )
  const controlIds = [...new Set(actions.flatMap(({ control_id }) => (control_id ? [control_id] : [])))]
  const controls = new Map(
    (await controlStandings(scope, controlIds, treeSize, treeSize === null ? undefined : on)).map((one) => [
      one.id,
      one,
    ]),
  )
  const systemIds = [...new Set(risks.flatMap(({ ai_system_id }) => (ai_system_id ? [ai_system_id] : [])))]
  const systems = new Map(
    (await readRecords(aiSystem, scope, systemIds, treeSize)).map((one) => [one.id, one]),
  )
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
      today: on,
    }
  })
}

/** As `loadFacts`, for one risk. */
export async function factsOf(scope: SharedScope, risk: Risk, at?: Moment): Promise<LoadedFacts> {
  const [facts] = await loadFacts(scope, [risk], at)
  if (!facts) throw new Error(`Risk ${risk.id} has no facts.`)
  return facts
}
