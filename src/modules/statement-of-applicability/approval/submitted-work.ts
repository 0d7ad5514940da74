import { sql } from 'kysely'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'
import { appointedAs } from '../../organization/holds-appointment.ts'

/** Tables whose rows say who took part in the decisions of the statement. */
const parts = ['soa_origin', 'soa_conflict_answer', 'soa_fact'] as const

/** The statement that was put up for approval, for those of top management who did not take part in it. */
export const submittedStatement: WorkSource = (viewer) => {
  if (viewer.scope.reachOf('soa:approve') !== 'all') return undefined
  const me = viewer.scope.actor.person_id
  const since = sql`coalesce(v.created_at, '-infinity'::timestamptz)`
  const tookPart = sql.join(
    [
      sql`exists (select from app.soa_row r
        where r.updated_by = ${me} and r.updated_at > ${since} and r.applicable is not null)`,
      ...parts.map(
        (table) =>
          sql`exists (select from ${sql.id('app', table)} p where p.created_by = ${me} and p.created_at > ${since})`,
      ),
    ],
    sql` or `,
  )
  return sql<WorkRow>`
    select 'statement' as source, 'decision' as kind, s.id, 1 as version,
      'Statement of Applicability, version ' || coalesce(v.number, 0) + 1 as title, null::uuid as subject_id,
      null::uuid as assignee_id, null::text as role, null::date as due_on, false as legal_clock,
      s.created_at as since, '{"key": "awaits_decision", "facts": {}}'::jsonb as cause,
      array['6.1.3'] as requirement_ids, array['soa.approve'] as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from app.soa_submission s
    left join lateral (select created_at, number from app.soa_version order by number desc limit 1) v on true
    where s.ended_at is null and ${appointedAs('top_management', viewer, { in_person: true })} and not (${tookPart})`
}
