import type { RecordOf } from '../../kernel/register/register.ts'
import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { rowsAt } from '../../platform/registers/read/rows-at.ts'
import type { aiSystem } from './ai-system.ts'

interface InventoryTables {
  'app.ai_system': RecordOf<typeof aiSystem>
}

const columns = [
  'id',
  'name',
  'in_scope',
  'archived_at',
  'lifecycle_stage',
  'ai_roles',
  'sourcing',
  'supplier_name',
  'informs_public',
] as const

/** An AI system with the facts that rules about the whole inventory need. */
export type SystemInScope = Pick<RecordOf<typeof aiSystem>, (typeof columns)[number]>

/**
 * The AI systems inside the management system, now or as of a tree size, by name. A system counts as inside until
 * somebody says that it is not: rules must not miss one because nobody has answered.
 */
export async function systemsInScope(
  scope: SharedScope,
  treeSize: number | null = null,
): Promise<SystemInScope[]> {
  const all =
    treeSize === null
      ? await tablesIn<InventoryTables>(scope).selectFrom('app.ai_system').select(columns).execute()
      : await rowsAt<InventoryTables>()(scope, 'app.ai_system', treeSize)
  return all
    .filter((one) => one.archived_at === null && one.in_scope !== false)
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id))
}
