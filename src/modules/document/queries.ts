import type { SharedScope } from '../../platform/operations/scope.ts'
import { rowsAt } from '../../platform/registers/rows-at.ts'
import type { DocumentTables } from './tables.ts'

/** A policy in force, as documents refer to it. */
export interface ApprovedPolicy {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly review_on: string | null
  readonly approved_on: string
}

/** The approved policies, by title, now or as of a tree size. */
export async function approvedPolicies(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<ApprovedPolicy[]> {
  const all = await rowsAt<DocumentTables>()(scope, 'app.policy', treeSize)
  return all
    .filter(({ state, archived_at }) => state === 'approved' && archived_at === null)
    .map((one) => ({
      id: one.id,
      title: one.title,
      edition: one.edition ?? '',
      review_on: one.review_on,
      approved_on: one.approved_on ?? one.updated_at.slice(0, 10),
    }))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'))
}
