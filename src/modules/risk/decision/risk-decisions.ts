import type { Decision } from '../../../platform/registers/decision/decision.ts'
import type { Refusal } from '../acceptance/acceptance-rules.ts'
import type { risk } from '../risk.ts'
import type { RiskTables } from '../tables.ts'
import { extensionRefusals } from '../treatment/extension.ts'
import type { treatmentAction } from '../treatment/treatment-action.ts'
import { type DecisionMatter, judgeAcceptance, judgePlan, nobodyToHear, readMatter } from './decision.ts'
import { acceptRisk, approvePlan, extendAction } from './decision-contract.ts'
import { asObstacles } from './refusal-obstacles.ts'

/** What keeps a person from accepting a risk now, whatever they would say about it. */
export const againstAcceptance = (matter: DecisionMatter, personId: string): Refusal[] => [
  ...judgeAcceptance(matter, personId).refusals,
  ...nobodyToHear(matter, personId),
]

/** What keeps a person from approving the treatment plan of a risk now. */
export const againstPlan = (matter: DecisionMatter, personId: string): Refusal[] => [
  ...(matter.standing.plan === 'approved' && matter.risk.state !== 'treatment_planned'
    ? [{ rule: 'state', message: 'this plan is approved already' } as const]
    : []),
  ...judgePlan(matter, personId).refusals,
]

/** Accepting a risk, and approving its treatment plan: by appointments that reach its level, never by those involved. */
export const riskDecisions = [
  {
    operation: acceptRisk,
    from: ['assessed', 'treatment_planned', 'treating', 'verifying'],
    obstacles: async (scope, { id }) =>
      asObstacles(againstAcceptance(await readMatter(scope, id), scope.actor.person_id)),
  },
  {
    operation: approvePlan,
    from: ['treatment_planned', 'treating', 'verifying'],
    obstacles: async (scope, { id }) =>
      asObstacles(againstPlan(await readMatter(scope, id), scope.actor.person_id)),
  },
] as const satisfies readonly Decision<typeof risk, RiskTables>[]

/** Extending the deadline of an action: by authority one level above its risk. */
export const actionDecisions: readonly Decision<typeof treatmentAction, RiskTables>[] = [
  {
    operation: extendAction,
    from: ['planned', 'under_way'],
    obstacles: async (scope, action) =>
      asObstacles(
        extensionRefusals(await readMatter(scope, action.risk_id), action.owner_id, scope.actor.person_id),
      ),
  },
]
