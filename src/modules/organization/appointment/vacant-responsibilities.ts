import { sql } from 'kysely'
import type { WorkRow, WorkSource } from '../../../platform/work/work-source.ts'
import { mandatoryResponsibilities } from './appointment.ts'

/**
 * Mandatory responsibilities that somebody held and nobody holds today, for whoever appoints: an appointment ends by the
 * calendar as well as by decision.
 */
export const vacantResponsibilities: WorkSource = ({ scope, today }) => {
  if (scope.reachOf('appointment:appoint') !== 'all') return undefined
  return sql<WorkRow>`
    with last as (
      select distinct on (wanted.responsibility) wanted.responsibility, a.id
      from unnest(${[...mandatoryResponsibilities]}::text[]) as wanted (responsibility)
      join app.appointment a on wanted.responsibility = any(a.responsibilities) and a.archived_at is null
      where a.state = 'ended' or a.to_on < ${today}::date
      order by wanted.responsibility, a.to_on desc nulls last, a.id desc
    ), vacant as (
      select distinct last.id from last
      where not exists (
        select from app.appointment h
        join app.person p on p.organization_id = h.organization_id and p.id = h.person_id
        where h.state = 'in_force' and h.archived_at is null and p.state = 'active'
          and last.responsibility = any(h.responsibilities)
          and h.from_on <= ${today}::date and (h.to_on is null or h.to_on >= ${today}::date)
      )
    )
    select 'vacancy' as source, 'fix' as kind, a.id, a.version, a.title, a.id as subject_id,
      null::uuid as assignee_id, null::text as role, a.to_on as due_on, false as legal_clock,
      a.updated_at as since, '{"key": "vacancy", "facts": {}}'::jsonb as cause,
      array['5.3'] as requirement_ids, array['appointment.create'] as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from vacant join app.appointment a on a.id = vacant.id`
}
