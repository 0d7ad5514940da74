import { sql } from 'kysely'
import { wroteSince } from '../../../platform/registers/decision/authorship.ts'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'
import { determination } from '../determination.ts'
import { legalSigners } from './sign-off.ts'

/**
 * Proposed determinations that wait for the viewer's decision: never their own, and where law leaves a point to legal
 * judgement, such as reopening a use that was rejected, only for those who may answer it.
 */
export const proposedDeterminations: WorkSource = ({ scope }) => {
  if (scope.reachOf('determination:approve') !== 'all') return undefined
  const me = scope.actor.person_id
  if (me === null) return undefined
  const legal = legalSigners.some((role) => scope.actor.roles.includes(role))
  return sql<WorkRow>`
    select 'determination' as source, 'decision' as kind, d.id, d.version, d.title, d.id as subject_id,
      null::uuid as assignee_id, null::text as role, null::date as due_on, false as legal_clock,
      d.updated_at as since, '{"key": "awaits_decision", "facts": {}}'::jsonb as cause,
      '{}'::text[] as requirement_ids,
      case when d.tier = 'prohibited' then array['determination.reject', 'determination.return']
        else array['determination.approve', 'determination.return'] end as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from app.determination d
    where d.state = 'proposed' and d.archived_at is null
      and d.owner_id is distinct from ${me} and not ${wroteSince(determination, sql`d.id`, me, 'approved')}
      and (${legal} or (jsonb_array_length(d.outcome -> 'needs_legal_sign_off') = 0 and not exists (
        select from app.determination e
        where e.ai_system_id = d.ai_system_id and e.kind = d.kind and e.state = 'use_rejected'
          and e.archived_at is null)))`
}
