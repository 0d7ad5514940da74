import type { SharedScope } from '../../platform/operations/scope.ts'
import { type Edition, editionOf, isInForce } from '../../platform/registers/edition/edition.ts'
import { rowsAt } from '../../platform/registers/read/rows-at.ts'
import type { DocumentTables } from './tables.ts'

/** A policy in force, as documents refer to it. */
export interface ApprovedPolicy extends Edition {
  readonly review_on: string | null
}

/** The approved policies, by title, now or as of a tree size. */
export async function approvedPolicies(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<ApprovedPolicy[]> {
  const all = await rowsAt<DocumentTables>()(scope, 'app.policy', treeSize)
  const policies: ApprovedPolicy[] = []
  for (const one of all.filter(isInForce))
    policies.push({ ...(await editionOf(scope, one)), review_on: one.review_on })
  return policies.sort((a, b) => a.title.localeCompare(b.title, 'en'))
}
