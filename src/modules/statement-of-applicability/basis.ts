import type { SharedScope } from '../../platform/operations/scope.ts'
import { approvedScope } from '../context/queries.ts'
import { approvedPolicies } from '../document/queries.ts'
import { approvedCriteria } from '../risk/criteria/approved-criteria.ts'
import type { StatementBasis } from './statement.ts'

type Document = StatementBasis['policies'][number]

const document = ({ id, title, edition, approved_on }: Document): Document => ({
  id,
  title,
  edition,
  approved_on,
})

/** What the statement stands on: the approved scope, policies and risk criteria, now or as of a tree size. */
export async function loadBasis(scope: SharedScope, treeSize: number | null): Promise<StatementBasis> {
  const inForce = await approvedScope(scope, treeSize)
  const policies = await approvedPolicies(scope, treeSize)
  const criteria = await approvedCriteria(scope, treeSize)
  return {
    scope: inForce ? document(inForce) : null,
    policies: policies.map(document),
    criteria: criteria ? document(criteria) : null,
  }
}
