import { z } from 'zod'
import { to, usualPermissions } from '../access/role.ts'
import { commandOperation, queryOperation } from '../contract/operation.ts'
import { signatureInput } from '../contract/signature.ts'
import { lifecycle } from '../lifecycle/lifecycle.ts'
import { date, type Fields, person } from './field.ts'
import { permissionFor, type Register } from './register.ts'
import { recordSchema } from './schema.ts'
import { spokenOne } from './spoken.ts'

/**
 * What every register has whose records are editions of controlled documented information: drafted, put up for review,
 * approved, and never changed again. `edition`, its number, is the register's own: some count, others are told.
 */
export const editionFields = {
  review_on: date(),
  approved_on: date({ computed: true }),
  approved_by_id: person({ computed: true }),
}

/** The states that an edition goes through until it is in force. */
export const editionStates = {
  draft: { tone: 'neutral' },
  in_review: { tone: 'progress' },
  approved: { tone: 'positive' },
} as const

/** How an edition comes up for a decision, and back to whoever writes it. */
export const editionTransitions = {
  submit: { from: ['draft'], to: 'in_review', event: 'submitted' },
  return: { from: ['in_review'], to: 'draft', event: 'returned', reason: 'required' },
} as const

/** An edition that is approved by signature (`editionOperations`) and is in force until a later one supersedes it. */
export const editionLifecycle = lifecycle({
  initial: 'draft',
  states: { ...editionStates, superseded: { tone: 'neutral', over: true } },
  transitions: editionTransitions,
})

/** Everyone reads what is in force; the AIMS manager writes it, top management approves it. */
export const editionPermissions = {
  ...usualPermissions,
  write: to('all', 'aims-manager'),
  approve: to('all', 'top-management'),
}

/** A register of editions that are approved by signature. */
export type EditionRegister<Name extends string = string, F extends Fields = Fields> = Register<
  Name,
  F & typeof editionFields,
  keyof (typeof editionLifecycle)['states']
>

const id = z.uuid()

const editionApproval = z
  .object({
    statement: z.string(),
    version: z.int(),
    /** Empty when you may sign now. */
    obstacles: z.array(z.string()),
  })
  .meta({ title: 'edition-approval' })

/** Approving an edition by signature: what would be signed, and the signing itself. */
export function editionOperations<const Name extends string, F extends Fields>(
  register: EditionRegister<Name, F>,
) {
  const { name, plural } = register
  return {
    approval: queryOperation({
      name: `${name}.approval`,
      method: 'GET',
      path: `/${plural}/:id/approval`,
      summary: `Read what approving ${spokenOne(register)} would sign, and what stands in the way`,
      permission: permissionFor(register, 'read'),
      input: z.strictObject({ id }),
      output: editionApproval,
      errors: ['not-found'],
    }),
    approve: commandOperation({
      name: `${name}.approve`,
      method: 'POST',
      path: `/${plural}/:id/approvals`,
      summary: `Approve ${spokenOne(register)} by signature; it supersedes the edition in force`,
      permission: permissionFor(register, 'approve'),
      input: z.strictObject({ id, expected_version: z.int().min(1), signature: signatureInput }),
      output: z.lazy(() => recordSchema(register)),
      events: [`${name}.approved`],
      errors: ['not-found', 'version-conflict', 'refused-by-rule', 'conflict'],
      versioned: true,
    }),
  }
}

export type EditionOperations = ReturnType<typeof editionOperations>
