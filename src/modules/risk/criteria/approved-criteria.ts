import type { SharedScope } from '../../../platform/operations/scope.ts'
import { rowsAt } from '../../../platform/registers/rows-at.ts'
import type { RiskTables } from '../tables.ts'

/** The risk criteria in force, as documents refer to them. */
export interface ApprovedCriteria {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly approved_on: string
}

/** The approved risk criteria, now or as of a tree size; undefined while none are approved. */
export async function approvedCriteria(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<ApprovedCriteria | undefined> {
  const all = await rowsAt<RiskTables>()(scope, 'app.risk_criteria', treeSize)
  const one = all.find(({ state, archived_at }) => state === 'approved' && archived_at === null)
  if (!one) return undefined
  return {
    id: one.id,
    title: one.title,
    edition: String(one.edition ?? ''),
    approved_on: one.approved_on ?? one.updated_at.slice(0, 10),
  }
}
