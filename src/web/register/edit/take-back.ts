import type { AnyRegister } from '../../../kernel/register/register.ts'
import { question } from '../../app/question.ts'

type Values = Readonly<Record<string, unknown>>

/** A change that would take back the decision about a record, and waits for the person to know that. */
export interface TakingBack {
  readonly register: AnyRegister
  readonly base: Values & { readonly id: string; readonly version: number }
  readonly changes: Values
  /** The state that the record falls back to. */
  readonly to: string
}

/** Asks before a change takes a decision back. */
export const takingBack = question<TakingBack>()
