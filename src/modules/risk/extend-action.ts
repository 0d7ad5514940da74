import { command } from '../../platform/operations/handler.ts'
import { readRecord } from '../../platform/registers/read.ts'
import { updateRecord } from '../../platform/registers/write.ts'
import { acceptingRoles, authorityOver, oneAbove, type Refusal } from './acceptance-rules.ts'
import { assertNothingAgainst, readMatter } from './decision.ts'
import { extendAction } from './decision-contract.ts'
import { roleName } from './role-name.ts'
import type { RiskTables } from './tables.ts'
import { treatmentAction } from './treatment-action.ts'

/** Extends the deadline of an action: by authority one level above its risk, never by who carries it out. */
export const extendActionHandler = command<RiskTables>()(extendAction, async (tx, input) => {
  const action = await readRecord(treatmentAction, { ...tx, reach: 'all' }, input.id)
  const { acceptance, appointments, criteria, standing, today } = await readMatter(tx, action.risk_id)
  const me = tx.actor.person_id
  const refusals: Refusal[] = []
  if (!acceptance || !criteria || !standing.done_by)
    refusals.push({ rule: 'state', message: 'the risk has no treatment deadline' })
  else {
    const level = oneAbove(acceptance.level)
    const held = appointments.filter((one) => one.person_id === me)
    if (!authorityOver(level, held, criteria.content, false))
      refusals.push({
        rule: 'authority',
        message: `an extension takes an appointment as ${acceptingRoles(level, criteria.content).map(roleName).join(' or ')}`,
      })
    if (me === action.owner_id || me === acceptance.risk_owner_id)
      refusals.push({
        rule: 'separation',
        message: 'you carry this out or own the risk: someone else extends it',
      })
  }
  if (input.extended_to <= today) refusals.push({ rule: 'validity', message: 'the new day lies ahead' })
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
