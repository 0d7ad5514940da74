import { treatmentName } from '../label.ts'
import { planHash, planned } from '../standing/standing.ts'
import type { DecisionMatter } from './decision.ts'

/** What a decision says in full, as it is shown and signed, and what follows from it. */
export interface Statement {
  readonly statement: string
  readonly consequences: readonly string[]
}

const numbers = ({ standing }: DecisionMatter): string =>
  standing.impacts
    ? `Likelihood ${standing.likelihood}; impact on the organization ${standing.impacts.organization}, on individuals ${standing.impacts.individuals}, on societies ${standing.impacts.societies}.`
    : ''

const measured = ({ criteria }: DecisionMatter): string =>
  criteria ? `Evaluated by “${criteria.title}”, edition ${criteria.edition ?? '-'}.` : ''

const about = ({ risk, facts }: DecisionMatter): string =>
  `“${risk.title}”, version ${risk.version}${facts.system ? `, of the AI system “${facts.system.name}”` : ''}`

/** What accepting a risk until a day says. */
export function acceptanceStatement(matter: DecisionMatter, expiresOn: string): Statement {
  const { standing, risk, criteria } = matter
  const remains =
    standing.basis === 'residual'
      ? 'This is what remains after treatment.'
      : 'Nothing is recorded that lowers it: this is the risk before treatment.'
  const conditions = standing.level && criteria ? criteria.content.acceptance[standing.level].conditions : []
  const consequences = [
    `It stays accepted until ${expiresOn} at the latest, then it returns to be assessed.`,
    'A new version or a changed purpose of the AI system, other criteria, or reopening the risk end it earlier.',
    'It is reported to the next management review.',
    ...conditions.map((one) => `Condition: ${one}.`),
  ]
  return {
    statement: [
      `I accept the ${standing.level ?? ''} risk ${about(matter)}, until ${expiresOn}.`,
      numbers(matter),
      remains,
      measured(matter),
      ...(risk.treatment_option ? [`Treatment: ${treatmentName(risk.treatment_option)}.`] : []),
      ...consequences,
    ]
      .filter(Boolean)
      .join('\n'),
    consequences,
  }
}

/** What approving a treatment plan says. */
export function planStatement(matter: DecisionMatter): Statement {
  const { risk, facts, standing } = matter
  const actions = planned(facts.actions)
  const consequences = [
    'Treatment begins. A change of the plan needs a new approval.',
    'This accepts no risk: what remains is decided about separately.',
  ]
  return {
    statement: [
      `I approve the treatment plan of the ${standing.level ?? ''} risk ${about(matter)}.`,
      `Option: ${risk.treatment_option ? treatmentName(risk.treatment_option) : 'none'}.${risk.target_level ? ` Target: ${risk.target_level}.` : ''}`,
      ...actions.map(
        (one, index) =>
          `${index + 1}. ${one.title} (${treatmentName(one.option)}${one.due_on ? `, by ${one.due_on}` : ''})`,
      ),
      measured(matter),
      // Owners, controls and contracts too, which the page shows: what is signed is exactly this plan.
      `SHA-256 of the plan: ${planHash(risk, facts.actions)}.`,
      ...consequences,
    ]
      .filter(Boolean)
      .join('\n'),
    consequences,
  }
}
