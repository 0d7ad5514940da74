import { sql } from 'kysely'
import type { RecordOf } from '../../kernel/register/register.ts'
import { type SharedScope, type SharedTransaction, tablesIn } from '../../platform/operations/scope.ts'
import { updateRecord } from '../../platform/registers/write/write.ts'
import { type aiRoles, aiSystem } from './ai-system.ts'

export type AiSystem = RecordOf<typeof aiSystem>

interface AiSystemTables {
  'app.ai_system': AiSystem & { organization_id: string }
}

/** AI systems by id, including archived ones; ids that this organization does not have are absent. */
export async function systemsById(
  scope: SharedScope,
  ids: readonly string[],
): Promise<Map<string, AiSystem>> {
  if (ids.length === 0) return new Map()
  const rows = await tablesIn<AiSystemTables>(scope)
    .selectFrom('app.ai_system')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** How many AI systems the inventory holds, without archived ones. */
export async function countSystems(scope: SharedScope): Promise<number> {
  const { count } = await tablesIn<AiSystemTables>(scope)
    .selectFrom('app.ai_system')
    .select(sql<number>`count(*)`.as('count'))
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** The AI systems that this transaction has written, for reactions to events that name no single record. */
export async function systemsWrittenIn(tx: SharedTransaction): Promise<string[]> {
  const rows = await tablesIn<AiSystemTables>(tx)
    .selectFrom('app.ai_system')
    .select('id')
    .where('updated_at', '=', tx.now.toISOString())
    .where('updated_by', '=', tx.actor.person_id)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Writes approved ISO roles into the inventory. The caller records the operation.
 * @returns the system as it is now; its version stays the same when it already has these roles.
 */
export async function setDeterminedRoles(
  tx: SharedTransaction,
  system: AiSystem,
  roles: readonly (typeof aiRoles)[number][],
): Promise<AiSystem> {
  const same =
    system.ai_roles?.length === roles.length && roles.every((role) => system.ai_roles?.includes(role))
  if (same) return system
  const platform = { ...tx, db: tx.db as never }
  const changes = { ai_roles: [...roles] }
  return (await updateRecord(aiSystem, platform, system.id, system.version, changes)) as unknown as AiSystem
}
