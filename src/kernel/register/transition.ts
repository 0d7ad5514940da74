import { z } from 'zod'
import { commandOperation } from '../contract/operation.ts'
import { type AnyRegister, permissionFor } from './register.ts'
import { recordSchema } from './schema.ts'
import { spoken } from './spoken.ts'

/** Why a person moves or archives a record, in their words. */
export const transitionReason = z.string().trim().max(4000)

/**
 * One operation for each transition of a register's lifecycle, `<register>.<transition>`, with the transition's own
 * permission, so that the contract says who may approve.
 */
export function transitionOperations<R extends AnyRegister>(register: R) {
  const { name, plural } = register
  const whole = z.lazy(() => recordSchema(register))
  return Object.entries(register.lifecycle.transitions).map(([verb, transition]) =>
    commandOperation({
      name: `${name}.${verb}`,
      method: 'POST',
      path: `/${plural}/:id/transitions/${verb}`,
      summary: `Move a record from ${transition.from.map(spoken).join(' or ')} to ${spoken(transition.to)}`,
      permission: permissionFor(register, transition.permit),
      input: z.strictObject({
        id: z.uuid(),
        expected_version: z.int().min(1),
        reason: transition.reason === 'required' ? transitionReason.min(1) : transitionReason.optional(),
      }),
      output: whole,
      events: [`${name}.${transition.event}`],
      errors: ['not-found', 'version-conflict', 'refused-by-rule'],
      versioned: true,
    }),
  )
}

export type TransitionOperation = ReturnType<typeof transitionOperations<AnyRegister>>[number]
