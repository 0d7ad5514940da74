import { acceptingRoles, authorityOver, oneAbove, type Refusal } from '../acceptance/acceptance-rules.ts'
import type { DecisionMatter } from '../decision/decision.ts'
import { roleName } from '../decision/role-name.ts'

/** What prevents a person from extending the deadline of an action about a risk, whatever the new day. */
export function extensionRefusals(
  { acceptance, appointments, criteria, standing }: DecisionMatter,
  ownerId: string | null,
  personId: string,
): Refusal[] {
  if (!acceptance || !criteria || !standing.done_by)
    return [{ rule: 'state', message: 'the risk has no treatment deadline' }]
  const refusals: Refusal[] = []
  const level = oneAbove(acceptance.level)
  const held = appointments.filter((one) => one.person_id === personId)
  if (!authorityOver(level, held, criteria.content, false))
    refusals.push({
      rule: 'authority',
      message: `an extension takes an appointment as ${acceptingRoles(level, criteria.content).map(roleName).join(' or ')}`,
    })
  if (personId === ownerId || personId === acceptance.risk_owner_id)
    refusals.push({
      rule: 'separation',
      message: 'you carry this out or own the risk: someone else extends it',
    })
  return refusals
}
