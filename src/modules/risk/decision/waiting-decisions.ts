import { sql } from 'kysely'
import { tablesIn } from '../../../platform/operations/scope.ts'
import type { WorkRow, WorkSource, WorkViewer } from '../../../platform/work/work-source.ts'
import { appointmentsInForce } from '../../organization/appointment/holds-appointment.ts'
import type { RiskLevel } from '../score/scale.ts'
import { criteriaInForce } from '../standing/load-facts.ts'
import type { Risk, RiskTables } from '../tables.ts'
import { type DecisionMatter, mattersOf } from './decision.ts'
import { acceptRisk, approvePlan } from './decision-contract.ts'
import { againstAcceptance, againstPlan } from './risk-decisions.ts'

/** Risks judged together. */
const atOnce = 500

/** A risk that waits for the viewer, as their work tells it. */
interface Waiting {
  readonly id: string
  readonly level: RiskLevel | null
  readonly cause: 'plan_waits' | 'acceptance_waits'
  readonly operations: readonly string[]
}

/**
 * Whether what remains of a risk is to be accepted next: somebody chose to retain it, its treatment is over, or nothing
 * answers for it although it is above appetite.
 */
const asksForAcceptance = ({ risk, standing }: DecisionMatter): boolean =>
  risk.treatment_option === 'retain' ||
  risk.state === 'verifying' ||
  standing.needs.includes('treat_or_accept')

function waitingIn(matter: DecisionMatter, personId: string): Waiting | undefined {
  const plan = againstPlan(matter, personId).length === 0
  const acceptance = asksForAcceptance(matter) && againstAcceptance(matter, personId).length === 0
  if (!plan && !acceptance) return undefined
  return {
    id: matter.risk.id,
    level: matter.standing.level,
    cause: plan ? 'plan_waits' : 'acceptance_waits',
    operations: [...(plan ? [approvePlan.name] : []), ...(acceptance ? [acceptRisk.name] : [])],
  }
}

/** Risks that somebody may decide about, in the order of their ids: open, and evaluated by the criteria in force. */
const openAfter = ({ scope }: WorkViewer, criteriaId: string, id?: string): Promise<Risk[]> =>
  tablesIn<RiskTables>(scope)
    .selectFrom('app.risk as r')
    .selectAll('r')
    .where('r.archived_at', 'is', null)
    .where('r.state', 'in', ['assessed', 'treatment_planned', 'treating', 'verifying'])
    .where('r.criteria_id', '=', criteriaId)
    .$if(id !== undefined, (all) => all.where('r.id', '>', id ?? ''))
    .orderBy('r.id')
    .limit(atOnce)
    .execute()

/** Risks whose treatment plan the viewer may approve now, or which wait to be accepted and they may. */
async function waitingFor(viewer: WorkViewer): Promise<Waiting[]> {
  const { scope } = viewer
  const me = scope.actor.person_id
  const appointments = await appointmentsInForce(scope, { on: viewer.today })
  if (me === null || !appointments.some(({ person_id }) => person_id === me)) return []
  const criteria = await criteriaInForce(scope)
  if (!criteria) return []
  const found: Waiting[] = []
  let page = await openAfter(viewer, criteria.id)
  while (page.length > 0) {
    for (const matter of await mattersOf(scope, page, { criteria, appointments })) {
      const one = waitingIn(matter, me)
      if (one) found.push(one)
    }
    page = page.length < atOnce ? [] : await openAfter(viewer, criteria.id, page.at(-1)?.id)
  }
  return found
}

/** Approvals of treatment plans and acceptances of risks, for those whose appointments reach them. */
export const waitingDecisions: WorkSource = async (viewer) => {
  const { scope } = viewer
  if (scope.reachOf(acceptRisk.permission) !== 'all' || scope.reachOf('risk:read') !== 'all') return undefined
  const found = await waitingFor(viewer)
  if (found.length === 0) return undefined
  return sql<WorkRow>`
    select 'risk' as source, 'decision' as kind, r.id, r.version, r.title, r.id as subject_id,
      null::uuid as assignee_id, null::text as role, null::date as due_on, false as legal_clock,
      r.updated_at as since,
      jsonb_build_object('key', d.cause, 'facts', jsonb_build_object('level', d.level)) as cause,
      array['6.1.3'] as requirement_ids, d.operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      as d (id uuid, level text, cause text, operations text[])
    join app.risk r on r.id = d.id`
}
