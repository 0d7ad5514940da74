import { addDays } from '../../../kernel/cadence/calendar.ts'
import type { Reaction } from '../../../platform/module.ts'
import { type SharedTransaction, tablesIn } from '../../../platform/operations/scope.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { aiSystem } from '../../ai-system/contract.ts'
import { systemsById, systemsWrittenIn } from '../../ai-system/determined-roles.ts'
import { fulfilObligations } from '../../obligation/fulfil.ts'
import { raiseObligation } from '../../obligation/raise.ts'
import { startDetermination } from '../determination-contract.ts'
import { counting, groundsOf } from '../read-determination.ts'
import type { RegulationTables } from '../tables.ts'
import { staleReasons } from './staleness.ts'

/** Where the duty to determine anew comes from, and how long it may take. */
const duty = {
  origin: 'determination.stale',
  cause: 'changed',
  within_days: 14,
  titles: { iso_roles: 'Determine the ISO roles anew', eu_ai_act: 'Classify anew under the EU AI Act' },
} as const

/** Asks for a new determination wherever one of these AI systems moved away from what the decided one rests on. */
export async function raiseStale(
  tx: SharedTransaction,
  systemIds: readonly string[],
  event: string,
): Promise<void> {
  if (systemIds.length === 0) return
  const decided = await tablesIn<RegulationTables>(tx)
    .selectFrom('app.determination')
    .selectAll()
    .where('ai_system_id', 'in', [...systemIds])
    .where('state', 'in', [...counting])
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  if (decided.length === 0) return
  const systems = await systemsById(tx, systemIds)
  const grounds = await groundsOf(tx)
  const today = await todayIn(tx)
  for (const one of decided) {
    const system = systems.get(one.ai_system_id)
    if (!system || system.archived_at) continue
    const reasons = staleReasons(one, system, grounds)
    if (reasons.length === 0) {
      await settleStale(tx, one.id, 'The AI system is again as it was when this was determined.')
      continue
    }
    const fields = reasons.flatMap((reason) => (reason.kind === 'field' ? [reason.field] : []))
    await raiseObligation(tx, {
      title: duty.titles[one.kind],
      kind: 'review',
      origin: duty.origin,
      cause: {
        key: duty.cause,
        facts: {
          event,
          fields,
          fields_of: aiSystem.name,
          kind: one.kind,
          ai_system_id: one.ai_system_id,
        },
      },
      fulfilled_by: startDetermination.name,
      subject_id: one.id,
      owner_id: system.owner_id ?? one.owner_id,
      role: 'aims-manager',
      due_on: addDays(today, duty.within_days),
      requirement_ids: one.kind === 'iso_roles' ? ['4.1'] : ['4.2', 'A.5.2'],
    })
  }
}

/** Completes the duty once it is settled: by a later determination, or because the system is as it was. */
export async function settleStale(
  tx: SharedTransaction,
  determinationId: string,
  unchanged?: string,
): Promise<void> {
  await fulfilObligations(tx, {
    subject_id: determinationId,
    origin: duty.origin,
    ...(unchanged ? { outcome: 'no_change' as const, note: unchanged } : {}),
  })
}

const onRevised: Reaction = (tx, entry) =>
  raiseStale(tx, entry.record_id ? [entry.record_id] : [], entry.event)

/** Bulk changes, imports, merges and undoing write more than the one record they may name. */
const onManyRevised: Reaction = async (tx, entry) => raiseStale(tx, await systemsWrittenIn(tx), entry.event)

/** Another version of the law, or of the words it is read by: what it decides otherwise is asked for anew. */
const onPackAdopted: Reaction = async (tx, entry) => {
  const decided = await tablesIn<RegulationTables>(tx)
    .selectFrom('app.determination')
    .select('ai_system_id')
    .distinct()
    .where('state', 'in', [...counting])
    .where('archived_at', 'is', null)
    .execute()
  await raiseStale(
    tx,
    decided.map(({ ai_system_id }) => ai_system_id),
    entry.event,
  )
}

export const staleReactions: Readonly<Record<string, Reaction>> = {
  'ai-system.revised': onRevised,
  'ai-system.bulk-revised': onManyRevised,
  'ai-system.imported': onManyRevised,
  'ai-system.merged': onManyRevised,
  'trail.undone': onManyRevised,
  'pack.adopted': onPackAdopted,
}
