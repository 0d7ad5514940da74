import { OperationError } from '../../../kernel/contract/error.ts'
import { isBlank } from '../../../kernel/register/still-missing.ts'
import type { Transaction } from '../../../platform/operations/scope.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import type { WriteRules } from '../../../platform/registers/write/write-rules.ts'
import { type Answering, assertAcceptorApart, newlyActing } from '../acceptance/acceptor-apart.ts'
import { risk } from '../risk.ts'
import { factsOf } from '../standing/load-facts.ts'
import { standingOf } from '../standing/standing.ts'
import type { RiskTables } from '../tables.ts'
import type { treatmentAction } from './treatment-action.ts'

const invalid = (path: string, message: string) =>
  new OperationError('invalid-input', `Nothing was changed. ${path}: ${message}.`, {
    issues: [{ path, message }],
  })

/**
 * Asks again once nobody can accept the risk at the same moment: whoever accepts it holds its row, so the second of
 * both waits for the first and sees it.
 */
async function holdApart(tx: Transaction<RiskTables>, answering: Answering | undefined): Promise<void> {
  if (!answering) return
  await tx.db.selectFrom('app.risk').select('id').where('id', '=', answering.risk_id).forShare().execute()
  await assertAcceptorApart(tx, answering)
}

/** What is special about treatment actions: due in time, proven when done, checked by somebody else. */
export const actionRules: WriteRules<typeof treatmentAction, RiskTables> = {
  locks: [{ fields: ['risk_id'], because: 'an action stays with its risk. Cancel it and plan another.' }],
  check: async (tx, after, before) => {
    await assertAcceptorApart(tx, newlyActing(after, before))
    if (
      after.consequence_means &&
      after.option !== 'modify_consequence' &&
      after.option !== 'share' &&
      after.option !== 'defer_with_limits'
    )
      throw invalid('consequence_means', 'belongs to actions that limit the consequence')
    if (after.option === 'modify_consequence' && !after.consequence_means)
      throw invalid('consequence_means', 'say how the action limits the consequence')
    if (!after.due_on || !after.risk_id || after.due_on === before?.due_on) return
    const treated = await tx.db
      .selectFrom('app.risk')
      .selectAll()
      .where('id', '=', after.risk_id)
      .executeTakeFirst()
    if (!treated) throw invalid('risk_id', 'there is no such risk')
    const { done_by } = standingOf(await factsOf(tx, treated))
    const latest = [done_by, after.extended_to]
      .filter((day) => day != null)
      .sort()
      .at(-1)
    if (latest && after.due_on > latest)
      throw invalid(
        'due_on',
        `treatment of this risk is due by ${latest}; a later day takes an extension by authority one level above`,
      )
  },
  guards: {
    start: async (_tx, one) => (one.owner_id ? undefined : 'an action has an owner. Name one first.'),
    complete: async (_tx, one) =>
      isBlank(one.evidence_note) ? 'say what shows that it was done (evidence note).' : undefined,
    confirm: async (_tx, one) =>
      isBlank(one.effect_note)
        ? 'say how its effect was checked and what was found (effect note).'
        : undefined,
  },
  followUp: async (tx, after, before) => {
    await holdApart(tx, newlyActing(after, before))
    if (after.state !== 'ineffective' || before?.state === 'ineffective') return
    const treated = await tx.db
      .selectFrom('app.risk')
      .select(['id', 'version', 'state'])
      .where('id', '=', after.risk_id)
      .executeTakeFirstOrThrow()
    if (['treating', 'verifying', 'accepted'].includes(treated.state)) {
      await tx.db
        .updateTable('app.risk_acceptance')
        .set({ ended_at: tx.now.toISOString(), ended_because: 'reopened' })
        .where('risk_id', '=', treated.id)
        .where('ended_at', 'is', null)
        .execute()
      await updateRecord(risk, tx, treated.id, treated.version, { state: 'reopened' })
    }
  },
}
