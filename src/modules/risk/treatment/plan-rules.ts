import { isBlank } from '../../../kernel/register/still-missing.ts'
import { rankOf } from '../score/scale.ts'
import { levelOf } from '../score/score.ts'
import { planned, type StandingFacts } from '../standing/standing.ts'

/**
 * Why a risk has no treatment plan yet that could be approved; undefined when it has. Each option asks for what
 * the reference of risk treatment says, and some are not allowed alone.
 */
export function planFault(facts: Pick<StandingFacts, 'risk' | 'actions' | 'evaluated'>): string | undefined {
  const { risk } = facts
  const actions = planned(facts.actions)
  const option = risk.treatment_option
  if (!option) return 'choose a treatment option first.'
  if (isBlank(risk.treatment_rationale)) return 'say why this option.'
  const complete = actions.filter((one) => one.owner_id && one.due_on)
  switch (option) {
    case 'avoid':
      return undefined
    case 'modify_likelihood':
    case 'modify_consequence':
      return complete.some((one) => one.option === option && one.control_id)
        ? undefined
        : 'the plan needs an action of this option with a control, an owner and a due date.'
    case 'share': {
      if (!actions.some((one) => one.option === 'share' && !isBlank(one.contract_reference)))
        return 'sharing needs an action that names the contract or insurance.'
      const onPeople = Math.max(risk.impact_individuals ?? 0, risk.impact_societies ?? 0)
      return onPeople >= 4 && !complete.some((one) => one.option !== 'share')
        ? 'contract or insurance alone does not answer serious harm to people: add an action that does.'
        : undefined
    }
    case 'retain':
      return risk.prohibited_practice || risk.legal_duty_unmet
        ? 'a prohibited practice or an unmet legal duty is not retained.'
        : undefined
    case 'defer_with_limits': {
      if (!complete.some((one) => !isBlank(one.description)))
        return 'a pilot needs an action that states its limits, an owner and an end date.'
      const harm =
        facts.evaluated && risk.likelihood && risk.impact_individuals
          ? levelOf(risk.likelihood, risk.impact_individuals, facts.evaluated)
          : 'low'
      const overseen = actions.some(
        (one) => one.consequence_means === 'stop' || one.consequence_means === 'limits',
      )
      return rankOf(harm) >= rankOf('high') && !overseen
        ? 'a pilot with a high risk to people needs an action by which somebody can stop or limit it.'
        : undefined
    }
    case 'pursue':
      return risk.owner_id && (risk.key_risk_indicators?.length ?? 0) > 0
        ? undefined
        : 'an opportunity needs an owner and an indicator that measures its benefit.'
  }
}
