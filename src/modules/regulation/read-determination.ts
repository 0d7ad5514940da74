import { OperationError } from '../../kernel/contract/error.ts'
import type { RecordOf } from '../../kernel/register/register.ts'
import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { notFound } from '../../platform/registers/read/read.ts'
import { type AiSystem, systemsById } from '../ai-system/determined-roles.ts'
import { packInUse } from '../requirement/adoption/adoption.ts'
import { determination } from './determination.ts'
import type { Grounds } from './question/outcome.ts'
import type { Determination, RegulationTables } from './tables.ts'

/** @throws not-found for a system that does not exist or belongs to another organization. */
export async function readSystem(scope: SharedScope, id: string): Promise<AiSystem> {
  const system = (await systemsById(scope, [id])).get(id)
  if (!system) throw new OperationError('not-found', 'There is no such AI system, or you may not read it.')
  return system
}

/** The packs that the organization works with. */
export async function groundsOf(scope: SharedScope): Promise<Grounds> {
  const [regulation, iso_42001] = [await packInUse(scope, 'regulation'), await packInUse(scope, 'iso_42001')]
  return { regulation, iso_42001 }
}

/** States in which a determination counts, and in which one is under way. */
export const counting = ['approved', 'use_rejected'] as const
export const underWay = ['draft', 'proposed'] as const

/** @throws not-found, also for another organization's. */
export async function readDetermination(scope: SharedScope, id: string): Promise<Determination> {
  const row = await tablesIn<RegulationTables>(scope)
    .selectFrom('app.determination')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound(determination)
  return row
}

/** Determinations of a system that are not archived and not superseded. */
export async function determinationsOf(scope: SharedScope, systemId: string): Promise<Determination[]> {
  return tablesIn<RegulationTables>(scope)
    .selectFrom('app.determination')
    .selectAll()
    .where('ai_system_id', '=', systemId)
    .where('state', 'in', [...counting, ...underWay])
    .where('archived_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
}

/** The determination that one would supersede: what counts now about the same system, of the same kind. */
export const countingBefore = async (
  scope: SharedScope,
  { ai_system_id, kind }: Pick<Determination, 'ai_system_id' | 'kind'>,
): Promise<Determination | undefined> =>
  (await determinationsOf(scope, ai_system_id)).find(
    (one) => one.kind === kind && counting.some((state) => state === one.state),
  )

const hidden = new Set(determination.hidden_columns)

/** As the register answers it: without what it hides. */
export const recordOf = (row: Determination): RecordOf<typeof determination> =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => name !== 'organization_id' && !hidden.has(name)),
  ) as unknown as RecordOf<typeof determination>

export const refused = (why: string, facts: Record<string, unknown> = {}) =>
  new OperationError('refused-by-rule', `Nothing was changed: ${why}`, { facts })
