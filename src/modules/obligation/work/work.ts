import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { tablesIn } from '../../../platform/operations/scope.ts'
import type { WorkKind, WorkRow, WorkSource, WorkViewer } from '../../../platform/work/work-source.ts'
import type { ObligationTables } from '../tables.ts'

type Columns = ExpressionBuilder<{ o: ObligationTables['app.obligation'] }, 'o'>
type Condition = (of: Columns) => Expression<SqlBool>

/** Open obligations that meet a condition: not those that have not opened yet, nor those about archived records. */
const openWhere = ({ scope, today }: WorkViewer, condition: Condition): Expression<WorkRow> =>
  tablesIn<ObligationTables>(scope)
    .selectFrom('app.obligation as o')
    .leftJoin('app.record as s', (join) =>
      join.onRef('s.organization_id', '=', 'o.organization_id').onRef('s.id', '=', 'o.subject_id'),
    )
    .where('o.state', '=', 'open')
    .where('o.archived_at', 'is', null)
    .where((is) => is.or([is('o.opens_on', 'is', null), is('o.opens_on', '<=', today)]))
    .where((is) => is.or([is('s.archived', 'is', null), is('s.archived', '=', false)]))
    .where((of) => condition(of as unknown as Columns))
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
      sql<string[]>`array[coalesce(o.fulfilled_by, 'obligation.complete')]`.as('operations'),
      'o.interval_days as interval_days',
      'o.missed_before as missed_before',
      'o.escalation_after_days as escalation_after_days',
    ])

/** The second step of escalation is the AIMS manager's: whoever completes any duty. */
const escalated = (today: string) =>
  sql<SqlBool>`coalesce(o.due_on + o.escalation_after_days[2] <= ${today}::date, false)`
const ofRoles = (roles: readonly string[]) => sql<SqlBool>`(o.role = any(${[...roles]}::text[]))`

const completes = ({ scope }: WorkViewer) => scope.reachOf('obligation:complete')
const managesAll = (viewer: WorkViewer) => completes(viewer) === 'all'

const own: WorkSource = (viewer) =>
  completes(viewer)
    ? openWhere(viewer, (is) => is('o.owner_id', '=', viewer.scope.actor.person_id))
    : undefined

const ofOwnRoles: WorkSource = (viewer) =>
  completes(viewer)
    ? openWhere(viewer, (is) => is.and([is('o.owner_id', 'is', null), ofRoles(viewer.scope.actor.roles)]))
    : undefined

const ofNobody: WorkSource = (viewer) =>
  managesAll(viewer)
    ? openWhere(viewer, (is) => is.and([is('o.owner_id', 'is', null), is('o.role', 'is', null)]))
    : undefined

const escalatedToManager: WorkSource = (viewer) => {
  if (!managesAll(viewer)) return undefined
  const { person_id, roles } = viewer.scope.actor
  return openWhere(viewer, (is) =>
    is.and([
      is('o.due_on', '<', viewer.today),
      escalated(viewer.today),
      // What is theirs stands there already.
      is.or([
        is('o.owner_id', '!=', person_id),
        is.and([is('o.owner_id', 'is', null), is('o.role', 'is not', null), is.not(ofRoles(roles))]),
      ]),
    ]),
  )
}

const ofPeopleWhoLeft: WorkSource = (viewer) => {
  if (!managesAll(viewer)) return undefined
  const left = tablesIn<ObligationTables>(viewer.scope)
    .selectFrom('app.record')
    .select('id')
    .where('register', '=', 'person')
    .where((is) => is.or([is('state', '=', 'disabled'), is('archived', '=', true)]))
  return openWhere(viewer, (is) => is.and([is('o.owner_id', 'in', left), is.not(escalated(viewer.today))]))
}

/**
 * Obligations that wait for a person, each in one of these only: their own; those nobody is assigned to that their
 * access role may take; and for whoever manages all duties, those without anybody, those that escalated to them, and
 * those of people who left.
 */
export const obligationSources: readonly WorkSource[] = [
  own,
  ofOwnRoles,
  ofNobody,
  escalatedToManager,
  ofPeopleWhoLeft,
]
