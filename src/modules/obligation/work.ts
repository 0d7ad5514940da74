import { type Expression, sql } from 'kysely'
import { tablesIn } from '../../platform/operations/scope.ts'
import type { WorkKind, WorkRow, WorkSource } from '../../platform/work/work-source.ts'
import type { ObligationTables } from './tables.ts'

/**
 * Open obligations that wait for the viewer: their own; those nobody is assigned to that their access role may take; and
 * for whoever manages all duties, those that escalated to them, those without anybody, and those of people who left.
 * Not those that have not opened yet, nor those about archived records.
 */
export const obligationsWaiting: WorkSource = ({ scope, today }): Expression<WorkRow> | undefined => {
  const reach = scope.reachOf('obligation:complete')
  if (!reach) return undefined
  const { person_id, roles } = scope.actor
  const manages = reach === 'all'
  return tablesIn<ObligationTables>(scope)
    .selectFrom('app.obligation as o')
    .leftJoin('app.record as s', (join) =>
      join.onRef('s.organization_id', '=', 'o.organization_id').onRef('s.id', '=', 'o.subject_id'),
    )
    .leftJoin('app.record as p', (join) =>
      join.onRef('p.organization_id', '=', 'o.organization_id').onRef('p.id', '=', 'o.owner_id'),
    )
    .where('o.state', '=', 'open')
    .where('o.archived_at', 'is', null)
    .where((is) => is.or([is('o.opens_on', 'is', null), is('o.opens_on', '<=', today)]))
    .where((is) => is.or([is('s.archived', 'is', null), is('s.archived', '=', false)]))
    .where((is) =>
      is.or([
        is('o.owner_id', '=', person_id),
        is.and([
          is('o.owner_id', 'is', null),
          is(sql<boolean>`(o.role = any(${[...roles]}::text[]))`, '=', true),
        ]),
        ...(manages
          ? [
              is.and([is('o.owner_id', 'is', null), is('o.role', 'is', null)]),
              is('p.state', '=', 'disabled'),
              is('p.archived', '=', true),
              // The second step is the AIMS manager's.
              is(sql<boolean>`(o.due_on + o.escalation_after_days[2] <= ${today}::date)`, '=', true),
            ]
          : []),
      ]),
    )
    .select((of) => [
      of.val('obligation').as('source'),
      of.ref('o.kind').$castTo<WorkKind>().as('kind'),
      'o.id as id',
      'o.version as version',
      'o.title as title',
      'o.subject_id as subject_id',
      'o.owner_id as assignee_id',
      'o.role as role',
      'o.due_on as due_on',
      of.fn.coalesce('o.legal_clock', sql<boolean>`false`).as('legal_clock'),
      'o.created_at as since',
      'o.cause as cause',
      of.fn.coalesce('o.requirement_ids', sql<string[]>`'{}'::text[]`).as('requirement_ids'),
      sql<string[]>`array['obligation.complete']`.as('operations'),
      'o.interval_days as interval_days',
      'o.missed_before as missed_before',
      'o.escalation_after_days as escalation_after_days',
    ])
}
