import type { Lifecycle, Transition } from '../../../../kernel/lifecycle/lifecycle.ts'
import { transitionsFrom } from '../../../../kernel/lifecycle/lifecycle.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { may, type Session } from '../../../client/session.ts'
import { ownerOf, type WholeRecord } from '../../row.ts'

/** A transition that the person's permissions allow on a record. */
export interface OpenTransition {
  readonly verb: string
  readonly transition: Transition
}

/**
 * The transitions out of a record's state that the person may take, in declared order.
 * @param permitted what the server says; while it is read, what only it can tell is left out.
 */
export function openTransitions(
  session: Session,
  register: AnyRegister,
  record: WholeRecord,
  permitted: readonly string[] | undefined,
): OpenTransition[] {
  if (record.archived_at !== null) return []
  const machine: Lifecycle = register.lifecycle
  return transitionsFrom(machine, record.state)
    .filter(([, { permit }]) => may(session, register, permit, { owner_id: ownerOf(record) }))
    .filter(([verb, { separate }]) => permitted?.includes(verb) ?? !separate)
    .map(([verb, transition]) => ({ verb, transition }))
}

/**
 * The transition that leads a record onward: the first towards a good or moving state. What asks for a reason, such as
 * suspending, and what takes up a record that was put down, such as reopening, leads back and is never the first thing to
 * do.
 */
export const onward = (
  register: AnyRegister,
  record: Pick<WholeRecord, 'state'>,
  open: readonly OpenTransition[],
): OpenTransition | undefined => {
  const states = Object.keys(register.lifecycle.states)
  const moving = ({ transition }: OpenTransition) => {
    const tone = register.lifecycle.states[transition.to]?.tone
    const forward = states.indexOf(transition.to) > states.indexOf(record.state)
    return forward && transition.reason !== 'required' && (tone === 'positive' || tone === 'progress')
  }
  return open.find(moving)
}
