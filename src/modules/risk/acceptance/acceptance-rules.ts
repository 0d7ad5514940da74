import type { OwnerRole } from '../../organization/contract.ts'
import type { CriteriaContent } from '../criteria/criteria-content.ts'
import { roleName } from '../decision/role-name.ts'
import { labelsOf } from '../label.ts'
import { type Category, higherOf, levelsFrom, type RiskLevel, rankOf } from '../score/scale.ts'

/** An appointment as authority depends on it. */
export interface Authority {
  readonly id: string
  readonly role: OwnerRole
  readonly acceptance_limit: RiskLevel | null
}

type Criteria = Pick<CriteriaContent, 'acceptance' | 'low_by_system_owner'>

/** Roles whose holders may accept a level: those of the level itself and of every higher one. */
export const acceptingRoles = (level: RiskLevel, criteria: Criteria): OwnerRole[] => [
  ...new Set(levelsFrom(level).flatMap((one) => criteria.acceptance[one].accepted_by)),
]

/**
 * The appointment that gives authority over a level, if any does. Who holds the role for AI systems has it only over
 * risks of a system they own.
 */
export function authorityOver(
  level: RiskLevel,
  held: readonly Authority[],
  criteria: Criteria,
  ownsSystem: boolean,
): Authority | undefined {
  const roles = acceptingRoles(level, criteria)
  return held.find(
    (one) =>
      roles.includes(one.role) &&
      (one.role !== 'ai_system_owner' || ownsSystem) &&
      (one.acceptance_limit === null || rankOf(one.acceptance_limit) >= rankOf(level)),
  )
}

/** Everything that an acceptance is decided by. Null facts are not known. */
export interface AcceptanceFacts {
  readonly level: RiskLevel
  readonly category: Category
  /** Individuals or societies carry the highest impact. */
  readonly people_lead: boolean
  readonly state: string
  readonly assessed: boolean
  readonly evaluated_by_current_criteria: boolean
  readonly residual_supported: boolean
  readonly prohibited_practice: boolean | null
  readonly legal_duty_unmet: boolean | null
  readonly impact_assessment_missing: boolean | null
  readonly safety_stop_untested: boolean | null
  readonly indicators: number
  readonly plan_running: boolean
  readonly plan_has_dates: boolean
  readonly critical_acceptances: number
  readonly has_system: boolean
  readonly system_owner_id: string | null
  readonly risk_owner_id: string | null
  /** Who concluded the assessment, and who judged its numbers. */
  readonly assessor_ids: readonly string[]
  readonly action_owner_ids: readonly string[]
}

/** A rule that an acceptance would break, and what to do. */
export interface Refusal {
  readonly rule:
    | 'state'
    | 'criteria'
    | 'residual_unsupported'
    | 'unknown_facts'
    | 'never_acceptable'
    | 'indicator'
    | 'plan'
    | 'once_only'
    | 'authority'
    | 'separation'
    | 'validity'
    | 'consultation'
  readonly message: string
}

const never = {
  prohibited_practice: 'a prohibited practice is never accepted: stop it',
  legal_duty_unmet: 'an unmet legal duty is never accepted: meet it',
  impact_assessment_missing: 'a mandatory impact assessment is missing: carry it out',
  safety_stop_untested: 'a safety function has no tested stop: test it',
} as const

/** Rules that no acceptor can mend: what the risk itself still lacks. */
export function riskRefusals(facts: AcceptanceFacts): Refusal[] {
  const refusals: Refusal[] = []
  const refuse = (rule: Refusal['rule'], message: string) => refusals.push({ rule, message })
  if (!facts.assessed || !['assessed', 'treatment_planned', 'treating', 'verifying'].includes(facts.state))
    refuse('state', 'only a risk that is assessed and open can be accepted')
  if (!facts.evaluated_by_current_criteria)
    refuse('criteria', 'it was evaluated by other criteria than those in force: reopen and assess it again')
  if (!facts.residual_supported)
    refuse('residual_unsupported', 'its controls no longer support the residual risk: renew their evidence')
  const facts4 = Object.keys(never) as (keyof typeof never)[]
  const unknown = facts4.filter((one) => facts[one] === null)
  if (unknown.length > 0) refuse('unknown_facts', `nobody has said yet whether: ${labelsOf(unknown)}`)
  for (const one of facts4) if (facts[one] === true) refuse('never_acceptable', never[one])
  if (rankOf(facts.level) >= rankOf('moderate') && facts.indicators === 0)
    refuse('indicator', 'no key risk indicator watches it: name at least one')
  if (rankOf(facts.level) >= rankOf('high') && !facts.plan_running)
    refuse('plan', 'a high or critical risk is accepted only while an approved treatment plan runs')
  if (facts.level === 'critical' && !facts.plan_has_dates)
    refuse('plan', 'every action of the plan needs an owner and a due date')
  return refusals
}

/** Roles to be consulted about a risk: those of its level that its category and its impact make relevant. */
export function rolesToConsult(
  facts: Pick<AcceptanceFacts, 'level' | 'category' | 'people_lead' | 'has_system'>,
  criteria: Criteria,
): OwnerRole[] {
  const relevant = (role: OwnerRole): boolean => {
    if (role === 'ai_system_owner') return facts.has_system
    if (facts.level === 'critical') return true
    if (role === 'privacy_lead') return facts.category === 'PRI'
    if (role === 'security_lead') return facts.category === 'SEC'
    return role === 'ai_ethics_lead' ? facts.people_lead : true
  }
  return criteria.acceptance[facts.level].consulted.filter(relevant)
}

export interface Acceptor {
  readonly person_id: string
  readonly held: readonly Authority[]
}

/** What accepting rests on when nothing prevents it. */
export interface Grant {
  readonly authority: Authority
  readonly by_system_owner: boolean
}

/** What a person decides about a risk, in the words of a refusal. */
const deciding = {
  accept: { may: (level: RiskLevel) => `accept a ${level} risk`, does: 'accepts it' },
  approve_plan: {
    may: (level: RiskLevel) => `approve the plan for a ${level} risk`,
    does: 'approves the plan',
  },
} as const

/** Whether this person may decide about this risk: authority by appointment, and nobody decides about their own. */
export function acceptorRefusals(
  facts: AcceptanceFacts,
  acceptor: Acceptor,
  criteria: Criteria,
  decision: keyof typeof deciding = 'accept',
): { readonly refusals: Refusal[]; readonly grant: Grant | undefined } {
  const refusals: Refusal[] = []
  const me = acceptor.person_id
  const ownsSystem = facts.system_owner_id === me
  const authority = authorityOver(facts.level, acceptor.held, criteria, ownsSystem)
  if (!authority)
    refusals.push({
      rule: 'authority',
      message: `you hold no appointment that may ${deciding[decision].may(facts.level)}: it takes ${acceptingRoles(facts.level, criteria).map(roleName).join(' or ')}`,
    })
  const exception = facts.level === 'low' && criteria.low_by_system_owner && ownsSystem
  const involved =
    me === facts.risk_owner_id || facts.assessor_ids.includes(me) || facts.action_owner_ids.includes(me)
  if (involved && !exception)
    refusals.push({
      rule: 'separation',
      message: `you own the risk, assessed it or carry out its treatment: someone else ${deciding[decision].does}`,
    })
  if (criteria.acceptance[facts.level].once_only && facts.critical_acceptances > 0)
    refusals.push({ rule: 'once_only', message: 'a critical risk is accepted once only: reduce it' })
  return { refusals, grant: authority && { authority, by_system_owner: exception && involved } }
}

/** The higher of the levels a risk has, for criteria that ask one level above. */
export const oneAbove = (level: RiskLevel): RiskLevel =>
  higherOf(level, (levelsFrom(level)[1] ?? 'critical') as RiskLevel)
