import { useSyncExternalStore } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'

type Values = Readonly<Record<string, unknown>>

/** A change that would take back the decision about a record, and waits for the person to know that. */
export interface TakingBack {
  readonly register: AnyRegister
  readonly base: Values & { readonly id: string; readonly version: number }
  readonly changes: Values
  /** The state that the record falls back to. */
  readonly to: string
}

let asked: TakingBack | null = null
const listeners = new Set<() => void>()

/** Asks before a change takes a decision back; null: it was answered. */
export function askToTakeBack(one: TakingBack | null): void {
  asked = one
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useTakingBack = (): TakingBack | null => useSyncExternalStore(subscribe, () => asked)
