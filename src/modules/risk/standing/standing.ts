import { createHash } from 'node:crypto'
import { addDays } from '../../../kernel/cadence/calendar.ts'
import { overdueDays } from '../../../kernel/register/deadline.ts'
import type { CriteriaContent } from '../criteria/criteria-content.ts'
import { allowedSteps, type Rated, residualFaults, type TreatingControl } from '../score/residual.ts'
import { addWorkingDays, type RiskLevel, rankOf } from '../score/scale.ts'
import { type Impacts, raisedImpacts } from '../score/score.ts'
import type { Acceptance, PlanApproval, Risk, TreatmentAction } from '../tables.ts'
import { treatmentAction } from '../treatment/treatment-action.ts'
import type { AcceptanceState } from './acceptance-state.ts'
import { type Need, needs } from './need.ts'

/** A control as residual rules count it. */
export interface RatedControl {
  readonly id: string
  readonly design_rating: number | null
  readonly countable_operating_rating: number | null
}

/** Everything a risk's standing is computed from. Nothing of it is stored. */
export interface StandingFacts {
  readonly risk: Risk
  /** The criteria in force. */
  readonly current: { readonly id: string; readonly content: CriteriaContent } | undefined
  /** The criteria the risk was evaluated by. */
  readonly evaluated: CriteriaContent | undefined
  readonly actions: readonly TreatmentAction[]
  readonly controls: ReadonlyMap<string, RatedControl>
  /** Latest first. */
  readonly approvals: readonly PlanApproval[]
  /** Latest first. */
  readonly acceptances: readonly Acceptance[]
  /** Of the AI system's significant fields today; null for a risk of no one system. */
  readonly system_hash: string | null
  /** `YYYY-MM-DD`. */
  readonly today: string
}

export interface Standing {
  /** The residual level where controls support it, otherwise the inherent one. */
  readonly level: RiskLevel | null
  readonly basis: 'residual' | 'inherent' | null
  readonly likelihood: number | null
  readonly impacts: Impacts | null
  /** Null without a residual risk. False: evidence is stale or ratings fell, so the inherent values count. */
  readonly residual_supported: boolean | null
  readonly appetite: RiskLevel | null
  readonly above_appetite: boolean | null
  readonly evaluation: 'none' | 'current' | 'outdated'
  readonly plan: 'none' | 'unapproved' | 'approved' | 'changed'
  readonly plan_by: string | null
  readonly done_by: string | null
  readonly overdue: boolean
  /** What is overdue: the treatment as a whole, its plan, or one action of it. */
  readonly overdue_part: 'treatment' | 'plan' | 'action' | null
  /** Of the actions that are overdue, the one that has been so for longest. */
  readonly overdue_action: { readonly id: string; readonly title: string; readonly due_on: string } | null
  readonly acceptance: AcceptanceState
  readonly acceptance_id: string | null
  readonly acceptance_expires_on: string | null
  /** A risk above appetite is answered by treatment that runs in time, or by an acceptance that is valid. */
  readonly answered: boolean
  readonly needs: readonly Need[]
}

/** The four inherent numbers, once all are given. */
export function inherentOf(risk: Partial<Risk>): Rated | undefined {
  const {
    likelihood,
    impact_organization: organization,
    impact_individuals: individuals,
    impact_societies: societies,
  } = risk
  if (likelihood == null || organization == null || individuals == null || societies == null) return undefined
  return { likelihood, impacts: { organization, individuals, societies } }
}

/** The four residual numbers, once all are given. */
export function residualOf(risk: Partial<Risk>): Rated | undefined {
  const {
    residual_likelihood: likelihood,
    residual_impact_organization: organization,
    residual_impact_individuals: individuals,
    residual_impact_societies: societies,
  } = risk
  if (likelihood == null || organization == null || individuals == null || societies == null) return undefined
  return { likelihood, impacts: { organization, individuals, societies } }
}

const dropped = new Set(['cancelled', 'ineffective'])

/** Whether an action is part of the plan, also before it is created. */
export const inPlan = ({ state, archived_at }: Partial<TreatmentAction>): boolean =>
  !(state && dropped.has(state)) && !archived_at

/** Actions that make up the plan. */
export const planned = (actions: readonly TreatmentAction[]): TreatmentAction[] => actions.filter(inPlan)

/** The controls that treat a risk through the actions of its plan. */
export function treatingControls(
  actions: readonly TreatmentAction[],
  controls: ReadonlyMap<string, RatedControl>,
): TreatingControl[] {
  return planned(actions).flatMap((action) => {
    const control = action.control_id ? controls.get(action.control_id) : undefined
    const effect = {
      modify_likelihood: 'likelihood',
      modify_consequence: 'consequence',
      share: 'consequence',
    }[action.option as string] as TreatingControl['effect'] | undefined
    if (!control || !effect) return []
    const means =
      action.option === 'share' ? (action.consequence_means ?? 'contract') : action.consequence_means
    return [
      {
        id: control.id,
        effect,
        means,
        design_rating: control.design_rating,
        operating_rating: control.countable_operating_rating,
      },
    ]
  })
}

/** SHA-256 of what designated management approves: the option for a level and a target, and every action. */
export function planHash(
  risk: Pick<Risk, 'treatment_option' | 'inherent_level' | 'target_level'>,
  actions: readonly TreatmentAction[],
): string {
  const steps = planned(actions)
    .map((one) => [
      one.id,
      one.title,
      one.option,
      one.control_id,
      one.consequence_means,
      one.contract_reference,
      one.owner_id,
      one.due_on,
    ])
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([risk.treatment_option, risk.inherent_level, risk.target_level, steps]))
    .digest('hex')
}

function acceptanceState(
  facts: StandingFacts,
  latest: Acceptance | undefined,
  level: RiskLevel | null,
): AcceptanceState {
  if (!latest) return 'none'
  if (latest.ended_at !== null) return 'ended'
  if (latest.expires_on < facts.today) return 'expired'
  if (latest.criteria_id !== facts.current?.id) return 'criteria_changed'
  if (latest.system_hash !== facts.system_hash) return 'system_changed'
  return level && rankOf(level) > rankOf(latest.level) ? 'level_rose' : 'valid'
}

function planState(facts: StandingFacts): Standing['plan'] {
  if (!facts.risk.treatment_option || facts.risk.state === 'draft') return 'none'
  const [latest] = facts.approvals
  if (!latest) return 'unapproved'
  return latest.plan_hash === planHash(facts.risk, facts.actions) ? 'approved' : 'changed'
}

/** The open action whose day has passed for longest. */
function latestDue(actions: readonly TreatmentAction[], today: string): Standing['overdue_action'] {
  const [first] = actions
    .flatMap((action) => {
      const { id, title, due_on } = action
      return due_on !== null && overdueDays(treatmentAction, action, today) > 0 ? [{ id, title, due_on }] : []
    })
    .sort((one, other) => (one.due_on < other.due_on ? -1 : 1))
  return first ?? null
}

/** Where a risk stands today. */
export function standingOf(facts: StandingFacts): Standing {
  const { risk, current, today } = facts
  const inherent = inherentOf(risk)
  const residual = risk.residual_level ? residualOf(risk) : undefined
  const supported =
    inherent && residual
      ? residualFaults(inherent, residual, allowedSteps(treatingControls(facts.actions, facts.controls)))
          .length === 0
      : null
  const basis = risk.inherent_level ? (supported ? 'residual' : 'inherent') : null
  const rated = basis === 'residual' ? residual : inherent
  const level = basis === 'residual' ? risk.residual_level : risk.inherent_level
  const scales = facts.evaluated
  const appetite = current?.content.appetite[risk.category] ?? null
  const above = level && appetite ? rankOf(level) > rankOf(appetite) : null
  const assessed = risk.assessed_on !== null && risk.state !== 'draft' && risk.state !== 'reopened'
  const evaluation =
    risk.criteria_id === null ? 'none' : risk.criteria_id === current?.id ? 'current' : 'outdated'

  const plan = planState(facts)
  const deadline = risk.inherent_level && current ? current.content.deadlines[risk.inherent_level] : undefined
  const start = assessed ? risk.assessed_on : null
  const planBy =
    start && deadline?.plan_within_working_days
      ? addWorkingDays(start, deadline.plan_within_working_days)
      : null
  const doneWithin = deadline?.done_within_days ?? deadline?.reduce_within_days ?? null
  const regular = start && doneWithin ? addDays(start, doneWithin) : null
  const doneBy = planned(facts.actions).reduce(
    (latest, { extended_to }) => (latest && extended_to && extended_to > latest ? extended_to : latest),
    regular,
  )
  const open = assessed && risk.state !== 'closed'
  const running = risk.state === 'treating' || risk.state === 'verifying'
  const lateAction = running ? latestDue(facts.actions, today) : null
  const latePlan = risk.state === 'assessed' && planBy !== null && planBy < today
  const lateDone = open && risk.state !== 'accepted' && doneBy !== null && doneBy < today
  const latePart = lateDone ? 'treatment' : latePlan ? 'plan' : lateAction ? 'action' : null
  const overduePart = open ? latePart : null
  const overdue = overduePart !== null

  const [latest] = facts.acceptances
  const acceptance = acceptanceState(facts, latest, level)
  const valid = acceptance === 'valid' && risk.state === 'accepted'
  const answered = !open || above === false || valid || (running && plan === 'approved' && !overdue)

  const wanted: Record<Need, boolean> = {
    assess: !assessed && risk.state !== 'closed',
    reevaluate: open && evaluation === 'outdated',
    renew_acceptance: risk.state === 'accepted' && !valid,
    support_residual: open && supported === false,
    plan: risk.state === 'assessed' && above === true && !valid,
    approve_plan: (risk.state === 'treatment_planned' || running) && plan !== 'approved',
    finish_treatment: running && overdue,
    treat_or_accept: above === true && !answered,
  }
  return {
    level,
    basis,
    likelihood: rated?.likelihood ?? null,
    impacts: rated && scales ? raisedImpacts(rated.impacts, risk, scales) : (rated?.impacts ?? null),
    residual_supported: supported,
    appetite,
    above_appetite: above,
    evaluation,
    plan,
    plan_by: planBy,
    done_by: doneBy,
    overdue,
    overdue_part: overduePart,
    overdue_action: open ? lateAction : null,
    acceptance,
    acceptance_id: latest?.id ?? null,
    acceptance_expires_on: latest?.expires_on ?? null,
    answered,
    needs: needs.filter((need) => wanted[need]),
  }
}

/** Individuals or societies carry an impact as high as the organization's, or higher. */
export const peopleLead = (impacts: Impacts): boolean =>
  Math.max(impacts.individuals, impacts.societies) >= impacts.organization
