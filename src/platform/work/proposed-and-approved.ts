import { sql } from 'kysely'
import { type AnyRegister, permissionFor } from '../../kernel/register/register.ts'
import { tableOf } from '../registers/read/source.ts'
import type { FirstStep, FirstStepName, FirstStepStanding } from './first-step.ts'

/**
 * The two steps of what one person proposes and another approves: proposed as soon as it is in review.
 * @param names `given`: what whoever approves needs first, such as an appointment
 */
export function proposedAndApproved(
  register: AnyRegister,
  names: {
    readonly propose: FirstStepName
    readonly approve: FirstStepName
    readonly given?: readonly FirstStepName[]
  },
): readonly FirstStep[] {
  const kept = sql`from ${tableOf(register)} r where r.archived_at is null`
  const latest = sql`(select r.id ${kept} order by r.id desc limit 1) as record_id`
  return [
    {
      name: names.propose,
      permission: permissionFor(register, 'write'),
      standing: sql<FirstStepStanding>`select exists (select ${kept} and r.state <> 'draft') as done, ${latest}`,
    },
    {
      name: names.approve,
      permission: permissionFor(register, 'approve'),
      after: [names.propose, ...(names.given ?? [])],
      standing: sql<FirstStepStanding>`select exists (select ${kept} and r.state = 'approved') as done, ${latest}`,
    },
  ]
}
