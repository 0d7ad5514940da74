import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Permission } from '../../kernel/access/role.ts'
import { transitionsFrom } from '../../kernel/lifecycle/lifecycle.ts'
import { type AnyRegister, permissionFor } from '../../kernel/register/register.ts'
import { wroteSince } from '../registers/decision/authorship.ts'
import { tableOf } from '../registers/read/source.ts'
import type { ServedRegister } from '../registers/served-register.ts'
import type { WorkRow, WorkSource, WorkViewer } from './work-source.ts'

/** A state in which records wait for a decision by somebody else, and the operations that decide. */
export interface DecisionState {
  readonly state: string
  readonly operations: readonly string[]
  /** The state that deciding leads to: what was written after that was decided last makes an author. */
  readonly decided: string
}

/**
 * The states of a register that wait for a decision the viewer may take: on the way somewhere (`progress`), and left by
 * a transition that its author and owner may not take. Transitions with the same permission, such as sending back,
 * belong to the decision.
 */
export function decisionStates(
  register: AnyRegister,
  may: (permission: `${string}:${string}`) => boolean,
): DecisionState[] {
  return Object.entries(register.lifecycle.states).flatMap(([state, { tone }]) => {
    if (tone !== 'progress') return []
    const leaving = transitionsFrom(register.lifecycle, state)
    const apart = leaving.filter(([, one]) => one.separate && may(permissionFor(register, one.permit)))
    const [first] = apart
    if (!first) return []
    const permits = new Set(apart.map(([, one]) => one.permit))
    const deciding = leaving.filter(([, one]) => permits.has(one.permit))
    return [{ state, operations: deciding.map(([verb]) => `${register.name}.${verb}`), decided: first[1].to }]
  })
}

/** Rows of a register in a state that wait for the viewer, who meets a condition on the record `r`. */
const waiting = (
  register: AnyRegister,
  { state, operations }: Pick<DecisionState, 'state' | 'operations'>,
  viewer: WorkViewer,
  condition: RawBuilder<SqlBool>,
) => sql`
    select 'decision' as source, 'decision' as kind, s.id, s.version, s.title, s.id as subject_id,
      null::uuid as assignee_id, null::text as role, null::date as due_on, false as legal_clock,
      s.updated_at as since,
      jsonb_build_object('key', 'awaits_decision', 'facts', jsonb_build_object('state', s.state)) as cause,
      '{}'::text[] as requirement_ids, ${[...operations]}::text[] as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from app.record s
    join ${tableOf(register)} r on r.organization_id = s.organization_id and r.id = s.id
    where s.register = ${register.name} and s.state = ${state} and not s.archived
      and r.owner_id is distinct from ${viewer.scope.actor.person_id} and ${condition}`

/** Transitions that separation of duties keeps from the owner and the authors. */
function byTransition(register: AnyRegister, viewer: WorkViewer): RawBuilder<unknown>[] {
  // Whoever may decide only about records of their own is barred from those.
  const may = (permission: Permission) => viewer.scope.reachOf(permission) === 'all'
  const me = viewer.scope.actor.person_id
  if (me === null) return []
  return decisionStates(register, may).map((one) =>
    waiting(register, one, viewer, sql`not ${wroteSince(register, sql`s.id`, me, one.decided)}`),
  )
}

/** Decisions that are operations of their own, as far as what they take can be asked of the records in one query. */
function byDecision({ register, rules }: ServedRegister, viewer: WorkViewer): RawBuilder<unknown>[] {
  const me = viewer.scope.actor.person_id
  if (me === null) return []
  return (rules.decisions ?? []).flatMap(({ operation, from, waitsFor }) => {
    if (!waitsFor || viewer.scope.reachOf(operation.permission) !== 'all') return []
    const apart = sql<SqlBool>`not ${wroteSince(register, sql`s.id`, me, 'approved')} and ${waitsFor(viewer)}`
    return from.map((state) => waiting(register, { state, operations: [operation.name] }, viewer, apart))
  })
}

/** Records of any register that wait for a decision which the viewer may take and is not barred from. */
export const decisionsIn =
  (registers: readonly ServedRegister[]): WorkSource =>
  (viewer) => {
    const parts = registers
      .filter(({ register }) => viewer.scope.reachOf(permissionFor(register, 'read')) === 'all')
      .flatMap((one) => [...byTransition(one.register, viewer), ...byDecision(one, viewer)])
    return parts.length === 0 ? undefined : sql<WorkRow>`${sql.join(parts, sql` union all `)}`
  }
