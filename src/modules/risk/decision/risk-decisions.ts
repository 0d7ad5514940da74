import { type Decision, lacking } from '../../../platform/registers/decision.ts'
import type { risk } from '../risk.ts'
import type { RiskTables } from '../tables.ts'
import { extensionRefusals } from '../treatment/extension.ts'
import type { treatmentAction } from '../treatment/treatment-action.ts'
import { judgeAcceptance, judgePlan, readMatter } from './decision.ts'
import { acceptRisk, approvePlan, extendAction } from './decision-contract.ts'
import { asObstacles } from './refusal-obstacles.ts'

/** Accepting a risk, and approving its treatment plan: by appointments that reach its level, never by those involved. */
export const riskDecisions: readonly Decision<typeof risk, RiskTables>[] = [
  {
    operation: acceptRisk,
    from: ['assessed', 'treatment_planned', 'treating', 'verifying'],
    obstacles: async (scope, { id }) =>
      asObstacles(judgeAcceptance(await readMatter(scope, id), scope.actor.person_id).refusals),
  },
  {
    operation: approvePlan,
    from: ['treatment_planned', 'treating', 'verifying'],
    obstacles: async (scope, { id }) => {
      const matter = await readMatter(scope, id)
      const approved = matter.standing.plan === 'approved' && matter.risk.state !== 'treatment_planned'
      return [
        ...(approved ? [lacking('this plan is approved already.')] : []),
        ...asObstacles(judgePlan(matter, scope.actor.person_id).refusals),
      ]
    },
  },
]

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
