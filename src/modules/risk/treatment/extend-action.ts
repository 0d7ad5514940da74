import { command } from '../../../platform/operations/handler.ts'
import { readRecord } from '../../../platform/registers/read/read.ts'
import { updateRecord } from '../../../platform/registers/write/write.ts'
import { assertNothingAgainst, readMatter } from '../decision/decision.ts'
import { extendAction } from '../decision/decision-contract.ts'
import type { RiskTables } from '../tables.ts'
import { extensionRefusals } from './extension.ts'
import { treatmentAction } from './treatment-action.ts'

/** Extends the deadline of an action: by authority one level above its risk, never by who carries it out. */
export const extendActionHandler = command<RiskTables>()(extendAction, async (tx, input) => {
  const action = await readRecord(treatmentAction, { ...tx, reach: 'all' }, input.id)
  const matter = await readMatter(tx, action.risk_id)
  const refusals = extensionRefusals(matter, action.owner_id, tx.actor.person_id)
  if (input.extended_to <= matter.today)
    refusals.push({ rule: 'validity', message: 'the new day lies ahead' })
  assertNothingAgainst(refusals)
  const after = await updateRecord(treatmentAction, tx, action.id, input.expected_version, {
    extended_to: input.extended_to,
    due_on: input.extended_to,
  })
  return tx.record(
    {
      event: 'treatment-action.extended',
      record_id: action.id,
      detail: { extended_to: input.extended_to, reason: input.reason },
    },
    after,
  )
})
