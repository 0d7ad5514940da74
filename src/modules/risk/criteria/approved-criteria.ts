import type { SharedScope } from '../../../platform/operations/scope.ts'
import { type Edition, editionOf, isInForce } from '../../../platform/registers/edition/edition.ts'
import { rowsAt } from '../../../platform/registers/read/rows-at.ts'
import type { RiskTables } from '../tables.ts'

/** The approved risk criteria, now or as of a tree size; undefined while none are approved. */
export async function approvedCriteria(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<Edition | undefined> {
  const all = await rowsAt<RiskTables>()(scope, 'app.risk_criteria', treeSize)
  const one = all.find(isInForce)
  return one && editionOf(scope, one)
}
