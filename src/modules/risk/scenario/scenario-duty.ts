import { addDays } from '../../../kernel/cadence/calendar.ts'
import type { Reaction } from '../../../platform/module.ts'
import { type SharedTransaction, tablesIn } from '../../../platform/operations/scope.ts'
import { todayIn } from '../../../platform/work/today.ts'
import { fulfilObligations, openSubjects } from '../../obligation/fulfil.ts'
import { raiseMany } from '../../obligation/write-many.ts'
import { risk } from '../risk.ts'
import type { RiskTables } from '../tables.ts'
import { scenarioChanges } from './scenario-change.ts'

/** Where the duty to assess anew comes from, and how long it may take. */
const duty = { origin: 'risk.scenario-changed', cause: 'scenario_changed', within_days: 14 } as const

/** Another version of the scenarios: risks that were begun with what it changes are to be assessed anew. */
export const askToAssessAnew: Reaction = async (tx, { event }) => {
  const risks = await tablesIn<RiskTables>(tx)
    .selectFrom('app.risk')
    .select(['id', 'scenario_id', 'created_at', 'owner_id'])
    .where('scenario_id', 'is not', null)
    .where('state', '!=', 'closed')
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  const changes = await scenarioChanges(tx, risks)
  const due_on = addDays(await todayIn(tx), duty.within_days)
  await raiseMany(
    tx,
    risks.flatMap(({ id, owner_id }) => {
      const changed = changes.get(id)
      if (!changed) return []
      const fields = changed.map(({ field }) => field)
      return [
        {
          title: 'Assess anew: its scenario changed',
          kind: 'review' as const,
          origin: duty.origin,
          cause: { key: duty.cause, facts: { event, fields } },
          fulfilled_by: `${risk.name}.assess`,
          subject_id: id,
          owner_id,
          role: 'risk-owner' as const,
          follows_owner: true,
          due_on,
          requirement_ids: ['6.1.2', '8.2'],
        },
      ]
    }),
  )
  for (const id of await openSubjects(tx, duty.origin))
    if (!changes.has(id)) await settleScenario(tx, id, 'The scenario again says what it said.')
}

/** Ends the duty: the risk was assessed anew, or nothing is left to assess. */
export async function settleScenario(
  tx: SharedTransaction,
  riskId: string,
  unchanged?: string,
): Promise<void> {
  await fulfilObligations(tx, {
    subject_id: riskId,
    origin: duty.origin,
    ...(unchanged ? { outcome: 'no_change' as const, note: unchanged } : {}),
  })
}
