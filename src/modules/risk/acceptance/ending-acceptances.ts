import { sql } from 'kysely'
import { addDays } from '../../../kernel/cadence/calendar.ts'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'

/** How long before an acceptance expires it is asked for anew, in days: time to treat instead. */
const noticeDays = 30

/** Acceptances that soon end or have ended, for the owners of their risks; those nobody owns for whoever writes any. */
export const endingAcceptances: WorkSource = ({ scope, today }) => {
  const reach = scope.reachOf('risk:write')
  if (!reach) return undefined
  return sql<WorkRow>`
    select 'acceptance' as source, 'review' as kind, r.id, r.version, r.title, r.id as subject_id,
      r.owner_id as assignee_id, null::text as role, a.expires_on as due_on, false as legal_clock,
      a.accepted_at as since,
      jsonb_build_object('key', 'acceptance_ends', 'facts', jsonb_build_object('expires_on', a.expires_on)) as cause,
      array['6.1.3'] as requirement_ids, array['risk.reopen'] as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from app.risk_acceptance a
    join app.risk r on r.organization_id = a.organization_id and r.id = a.risk_id
    where a.ended_at is null and a.expires_on <= ${addDays(today, noticeDays)}::date
      and r.state = 'accepted' and r.archived_at is null
      and (r.owner_id = ${scope.actor.person_id} or (r.owner_id is null and ${reach === 'all'}))`
}
