import type { RawBuilder } from 'kysely'
import type { Permission } from '../../kernel/access/role.ts'

/** What an organization does first, in the order in which it is usually done. */
export const firstSteps = [
  'invite-aims-manager',
  'invite-top-management',
  'appoint-top-management',
  'describe-scope',
  'approve-scope',
  'register-policy',
  'approve-policy',
  'add-ai-systems',
  'determine-roles',
  'propose-risk-criteria',
  'approve-risk-criteria',
  'add-risks',
  'start-statement',
] as const
export type FirstStepName = (typeof firstSteps)[number]

/** Where a step stands, from the organization's records alone. */
export interface FirstStepStanding {
  readonly done: boolean
  /** The record on which it is taken or went on; null while there is none. */
  readonly record_id: string | null
}

/** One thing without which a management system has not begun. */
export interface FirstStep {
  readonly name: FirstStepName
  /** Whoever holds it takes the step. */
  readonly permission: Permission
  /** Steps that come first, because this one is taken on their result. */
  readonly after?: readonly FirstStepName[]
  /** A query of one row: `done` and `record_id`. */
  readonly standing: RawBuilder<FirstStepStanding>
}
