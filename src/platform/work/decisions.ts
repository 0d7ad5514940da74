import { type RawBuilder, sql } from 'kysely'
import { transitionsFrom } from '../../kernel/lifecycle/lifecycle.ts'
import { type AnyRegister, permissionFor } from '../../kernel/register/register.ts'
import type { SharedScope } from '../operations/scope.ts'
import { tableOf } from '../registers/source.ts'
import type { WorkRow, WorkSource } from './work-source.ts'

/** A state in which records wait for a decision by somebody else, and the operations that decide. */
export interface DecisionState {
  readonly state: string
  readonly operations: readonly string[]
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
    const permits = new Set(
      leaving
        .filter(([, one]) => one.separate && may(permissionFor(register, one.permit)))
        .map(([, one]) => one.permit),
    )
    if (permits.size === 0) return []
    const deciding = leaving.filter(([, one]) => permits.has(one.permit))
    return [{ state, operations: deciding.map(([verb]) => `${register.name}.${verb}`) }]
  })
}

const waiting = (register: AnyRegister, { state, operations }: DecisionState, scope: SharedScope) => {
  const me = scope.actor.person_id
  return sql`
    select 'decision' as source, 'decision' as kind, s.id, s.version, s.title, s.id as subject_id,
      null::uuid as assignee_id, null::text as role, null::date as due_on, false as legal_clock,
      s.updated_at as since,
      jsonb_build_object('key', 'awaits_decision', 'facts', jsonb_build_object('state', s.state)) as cause,
      '{}'::text[] as requirement_ids, ${[...operations]}::text[] as operations,
      null::int as interval_days, 0 as missed_before, '{}'::int[] as escalation_after_days
    from app.record s
    join ${tableOf(register)} r on r.organization_id = s.organization_id and r.id = s.id
    where s.register = ${register.name} and s.state = ${state} and not s.archived
      and r.owner_id is distinct from ${me} and r.created_by is distinct from ${me}
      and r.updated_by is distinct from ${me}`
}

/** Records of any register that wait for a decision which the viewer may take and is not barred from. */
export const decisionsIn =
  (registers: readonly AnyRegister[]): WorkSource =>
  ({ scope }) => {
    const parts: RawBuilder<unknown>[] = registers
      .filter((register) => scope.reachOf(permissionFor(register, 'read')) === 'all')
      .flatMap((register) =>
        // Whoever may decide only about records of their own is barred from those.
        decisionStates(register, (permission) => scope.reachOf(permission) === 'all').map((one) =>
          waiting(register, one, scope),
        ),
      )
    return parts.length === 0 ? undefined : sql<WorkRow>`${sql.join(parts, sql` union all `)}`
  }
