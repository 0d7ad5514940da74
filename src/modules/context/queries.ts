import type { SharedScope } from '../../platform/operations/scope.ts'
import { rowsAt } from '../../platform/registers/rows-at.ts'
import type { ContextTables } from './tables.ts'

/** The scope in force, as documents refer to it. */
export interface ApprovedScope {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly statement: string
  readonly approved_on: string
}

/** The approved scope statement, now or as of a tree size; undefined while none is approved. */
export async function approvedScope(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<ApprovedScope | undefined> {
  const all = await rowsAt<ContextTables>()(scope, 'app.scope_statement', treeSize)
  const one = all.find(({ state, archived_at }) => state === 'approved' && archived_at === null)
  if (!one) return undefined
  return {
    id: one.id,
    title: one.title,
    edition: one.edition ?? '',
    statement: one.statement ?? '',
    approved_on: one.approved_on ?? one.updated_at.slice(0, 10),
  }
}
