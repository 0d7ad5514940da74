import { addDays } from '../../../kernel/cadence/calendar.ts'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { SharedScope } from '../../../platform/operations/scope.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import {
  appointmentsInForce,
  type HeldAppointment,
} from '../../organization/appointment/holds-appointment.ts'
import type { OwnerRole } from '../../organization/contract.ts'
import {
  type AcceptanceFacts,
  acceptorRefusals,
  type Grant,
  type Refusal,
  riskRefusals,
  rolesToConsult,
} from '../acceptance/acceptance-rules.ts'
import { risk } from '../risk.ts'
import { judgesOf } from '../score/judges.ts'
import type { RiskLevel } from '../score/scale.ts'
import { criteriaInForce, factsOf, type LoadedFacts, loadFacts } from '../standing/load-facts.ts'
import { peopleLead, planned, type Standing, standingOf } from '../standing/standing.ts'
import type { Consultation, Risk } from '../tables.ts'
import { planFault } from '../treatment/plan-rules.ts'
import { roleName } from './role-name.ts'

/** Everything a decision about a risk rests on, read once. */
export interface DecisionMatter {
  readonly risk: Risk
  readonly facts: LoadedFacts
  readonly standing: Standing
  readonly acceptance: AcceptanceFacts | undefined
  readonly criteria: Awaited<ReturnType<typeof criteriaInForce>>
  readonly appointments: readonly HeldAppointment[]
  readonly today: string
}

/** What a decision about a risk rests on, from its facts and what is the same for every risk. */
function matterOf(
  facts: LoadedFacts,
  judges: readonly string[],
  common: Pick<DecisionMatter, 'criteria' | 'appointments'>,
): DecisionMatter {
  const { risk: one } = facts
  const standing = standingOf(facts)
  const plan = planned(facts.actions)
  const { level, impacts } = standing
  const acceptance: AcceptanceFacts | undefined = level
    ? {
        level,
        category: one.category,
        people_lead: impacts ? peopleLead(impacts) : true,
        state: one.state,
        assessed: one.assessed_on !== null,
        evaluated_by_current_criteria: standing.evaluation === 'current',
        residual_supported: standing.residual_supported ?? true,
        prohibited_practice: one.prohibited_practice,
        legal_duty_unmet: one.legal_duty_unmet,
        impact_assessment_missing: one.impact_assessment_missing,
        safety_stop_untested: one.safety_stop_untested,
        indicators: one.key_risk_indicators?.length ?? 0,
        plan_running: (one.state === 'treating' || one.state === 'verifying') && standing.plan === 'approved',
        plan_has_dates: plan.length > 0 && plan.every(({ owner_id, due_on }) => owner_id && due_on),
        critical_acceptances: facts.acceptances.filter((earlier) => earlier.level === 'critical').length,
        has_system: one.ai_system_id !== null,
        system_owner_id: facts.system?.owner_id ?? null,
        risk_owner_id: one.owner_id,
        assessor_ids: [...(one.assessed_by_id ? [one.assessed_by_id] : []), ...judges],
        action_owner_ids: plan.flatMap(({ owner_id }) => (owner_id ? [owner_id] : [])),
      }
    : undefined
  return { risk: one, facts, standing, acceptance, ...common, today: facts.today }
}

/** Reads a risk that the actor may read, with all that a decision about it rests on. */
export async function readMatter(scope: SharedScope, id: string): Promise<DecisionMatter> {
  const one = await readRecord(risk, { ...scope, reach: scope.reachOf('risk:read') ?? 'own' }, id)
  const facts = await factsOf(scope, one)
  return matterOf(facts, (await judgesOf(scope, [id])).get(id) ?? [], {
    criteria: facts.current ? await criteriaInForce(scope) : undefined,
    appointments: await appointmentsInForce(scope, { on: facts.today }),
  })
}

/** As `readMatter`, for many risks, with what is the same for all of them. */
export const mattersOf = async (
  scope: SharedScope,
  risks: readonly Risk[],
  common: Pick<DecisionMatter, 'criteria' | 'appointments'>,
): Promise<DecisionMatter[]> => {
  const judges = await judgesOf(
    scope,
    risks.map(({ id }) => id),
  )
  return (await loadFacts(scope, risks)).map((facts) =>
    matterOf(facts, judges.get(facts.risk.id) ?? [], common),
  )
}

const unevaluated: Refusal = {
  rule: 'state',
  message: 'the risk is not evaluated by criteria in force yet: assess it first',
}

/** Who can be consulted in a role: those appointed to it and, for the system, its owner. */
export function candidatesFor(matter: DecisionMatter, role: OwnerRole): string[] {
  const appointed = matter.appointments.filter((one) => one.role === role).map((one) => one.person_id)
  const owner = role === 'ai_system_owner' ? matter.facts.system?.owner_id : undefined
  return [...new Set([...appointed, ...(owner ? [owner] : [])])]
}

const heldBy = (matter: DecisionMatter, personId: string) =>
  matter.appointments.filter((one) => one.person_id === personId)

/** What prevents this person from accepting this risk, and what the acceptance would rest on. */
export function judgeAcceptance(
  matter: DecisionMatter,
  personId: string,
): {
  refusals: Refusal[]
  grant: Grant | undefined
  level: RiskLevel | null
  latest_expires_on: string | null
} {
  const { acceptance, criteria } = matter
  if (!acceptance || !criteria)
    return { refusals: [unevaluated], grant: undefined, level: null, latest_expires_on: null }
  const person = acceptorRefusals(
    acceptance,
    { person_id: personId, held: heldBy(matter, personId) },
    criteria.content,
  )
  return {
    refusals: [...riskRefusals(acceptance), ...person.refusals],
    grant: person.grant,
    level: acceptance.level,
    latest_expires_on: addDays(
      matter.today,
      criteria.content.acceptance[acceptance.level].maximum_validity_days,
    ),
  }
}

/** Roles whose voice an acceptance of this risk needs. */
export const toConsult = (matter: DecisionMatter): OwnerRole[] =>
  matter.acceptance && matter.criteria ? rolesToConsult(matter.acceptance, matter.criteria.content) : []

const unheard = (role: OwnerRole, why = ''): Refusal => ({
  rule: 'consultation',
  message: `${roleName(role)} was not consulted${why}`,
})

/** The only holder of a role counts as consulted when they accept. */
const othersToHear = (matter: DecisionMatter, acceptorId: string) =>
  toConsult(matter)
    .map((role) => ({ role, known: candidatesFor(matter, role) }))
    .filter(({ known }) => known.length !== 1 || known[0] !== acceptorId)

/** Roles to be consulted that nobody holds today: the risk cannot be accepted before someone is appointed. */
export const nobodyToHear = (matter: DecisionMatter, acceptorId: string): Refusal[] =>
  othersToHear(matter, acceptorId)
    .filter(({ known }) => known.length === 0)
    .map(({ role }) => unheard(role, ', and nobody holds that role today: appoint someone'))

/** What is missing of the consultation: each role asked, by somebody who holds it, never by the acceptor. */
export const consultationRefusals = (
  matter: DecisionMatter,
  consulted: readonly Consultation[],
  acceptorId: string,
): Refusal[] => [
  ...nobodyToHear(matter, acceptorId),
  ...consulted
    .filter(({ role, person_id }) => !candidatesFor(matter, role).includes(person_id))
    .map(({ role }) => unheard(role, ': who was asked does not hold that role today')),
  ...othersToHear(matter, acceptorId)
    .filter(
      ({ role, known }) =>
        known.length > 0 && !consulted.some((one) => one.role === role && one.person_id !== acceptorId),
    )
    .map(({ role }) => unheard(role)),
]

/** What prevents this person from approving the treatment plan of this risk. */
export function judgePlan(matter: DecisionMatter, personId: string) {
  const { acceptance, criteria, risk: one } = matter
  if (!acceptance || !criteria) return { refusals: [unevaluated], grant: undefined }
  const fault = planFault(matter.facts)
  const { refusals, grant } = acceptorRefusals(
    acceptance,
    { person_id: personId, held: heldBy(matter, personId) },
    criteria.content,
    'approve_plan',
  )
  const planState: Refusal[] = ['treatment_planned', 'treating', 'verifying'].includes(one.state)
    ? []
    : [{ rule: 'state', message: 'the risk has no treatment plan to approve' }]
  return {
    refusals: [
      ...planState,
      ...(fault ? [{ rule: 'plan', message: fault } as const] : []),
      ...refusals.filter(({ rule }) => rule !== 'once_only'),
    ],
    grant,
  }
}

/** Refuses a decision, naming everything that prevents it at once. */
export function assertNothingAgainst(refusals: readonly Refusal[]): void {
  if (refusals.length === 0) return
  throw new OperationError(
    'refused-by-rule',
    `Nothing was signed: ${refusals.map(({ message }) => message).join('; ')}.`,
    { facts: { refusals } },
  )
}
