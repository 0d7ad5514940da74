import type { SharedScope } from '../../platform/operations/scope.ts'
import { type Edition, editionOf, isInForce } from '../../platform/registers/edition/edition.ts'
import { rowsAt } from '../../platform/registers/read/rows-at.ts'
import type { ContextTables } from './tables.ts'

/** The scope in force, as documents refer to it. */
export interface ApprovedScope extends Edition {
  readonly statement: string
}

/** The approved scope statement, now or as of a tree size; undefined while none is approved. */
export async function approvedScope(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<ApprovedScope | undefined> {
  const all = await rowsAt<ContextTables>()(scope, 'app.scope_statement', treeSize)
  const one = all.find(isInForce)
  return one && { ...(await editionOf(scope, one)), statement: one.statement ?? '' }
}
