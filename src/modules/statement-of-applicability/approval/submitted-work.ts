import { sql } from 'kysely'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'
import { topManagement } from './approve.ts'
import { tookPart } from './took-part.ts'

/** The statement that was put up for approval, for those of top management who did not take part in it. */
export const submittedStatement: WorkSource = (viewer) => {
  if (viewer.scope.reachOf('soa:approve') !== 'all') return undefined
  const since = sql`coalesce(v.created_at, '-infinity'::timestamptz)`
  return sql<WorkRow>`
    select 'statement' as source, 'decision' as kind, s.id, 1 as version,
      'Statement of Applicability, version ' || coalesce(v.number, 0) + 1 as title, null::uuid as subject_id,
      null::uuid as assignee_id, null::text as role, null::date as due_on, false as legal_clock,
      s.created_at as since, '{"key": "awaits_decision", "facts": {}}'::jsonb as cause,
      array['6.1.3'] as requirement_ids, array['soa.approve'] as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from app.soa_submission s
    left join lateral (select created_at, number from app.soa_version order by number desc limit 1) v on true
    where s.ended_at is null and ${topManagement.heldBy(viewer)} and not ${tookPart(viewer.scope.actor.person_id, since)}`
}
