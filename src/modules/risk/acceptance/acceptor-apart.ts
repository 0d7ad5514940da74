import { OperationError } from '../../../kernel/contract/error.ts'
import type { RuleScope } from '../../../platform/operations/scope.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { inPlan } from '../standing/standing.ts'
import type { Risk, RiskTables, TreatmentAction } from '../tables.ts'

type Scope = Pick<RuleScope<RiskTables>, 'db' | 'rows' | 'now'>

/** Who answers for which risk: its owner, or the owner of one of its treatment actions. */
export interface Answering {
  readonly risk_id: string
  readonly person_id: string
}

type Given<Row> = Partial<Row>

/** Who comes to own a risk by this write; undefined when its owner stays. */
export const newOwner = (after: Given<Risk>, before: Risk | null): Answering | undefined =>
  before && after.owner_id && after.owner_id !== before.owner_id
    ? { risk_id: before.id, person_id: after.owner_id }
    : undefined

/** Who comes to carry out a treatment action by this write; undefined when that stays, or the plan does not hold it. */
export function newlyActing(
  after: Given<TreatmentAction>,
  before: TreatmentAction | null,
): Answering | undefined {
  const { owner_id, risk_id } = after
  if (!owner_id || !risk_id || !inPlan(after)) return undefined
  const stays = before !== null && inPlan(before) && before.owner_id === owner_id
  return stays ? undefined : { risk_id, person_id: owner_id }
}

/**
 * Keeps whoever accepted a risk apart from it while the acceptance lasts, as accepting required: they come to own
 * neither the risk nor an action of its treatment. Owners of an AI system who accepted its low risk, as the criteria
 * allow, may be both.
 * @throws refused-by-rule, saying what to do.
 */
export async function assertAcceptorApart(scope: Scope, answering: Answering | undefined): Promise<void> {
  if (!answering) return
  const lasting = await scope.db
    .selectFrom('app.risk_acceptance as a')
    .innerJoin('app.risk as r', (join) =>
      join.onRef('r.organization_id', '=', 'a.organization_id').onRef('r.id', '=', 'a.risk_id'),
    )
    .select('a.expires_on')
    .where('a.risk_id', '=', answering.risk_id)
    .where('a.accepted_by_id', '=', answering.person_id)
    .where('a.by_system_owner', '=', false)
    .where('a.ended_at', 'is', null)
    .where('a.expires_on', '>=', await todayIn(scope))
    .where('r.state', '=', 'accepted')
    .executeTakeFirst()
  if (!lasting) return
  const why = `this person accepted the risk until ${lasting.expires_on}, and while that lasts neither owns it nor carries out its treatment. Name somebody else, or reopen the risk and have another person accept it.`
  throw new OperationError('refused-by-rule', `Nothing was changed: ${why}`, {
    issues: [{ path: 'owner_id', message: why }],
  })
}
