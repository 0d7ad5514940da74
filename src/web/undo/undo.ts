import { useSyncExternalStore } from 'react'
import type { Session } from '../client/session.ts'
import { t } from '../messages/message.ts'
import type { Toast } from '../ui/overlay/toast.tsx'

/** A change that somebody asked to undo. */
export interface Undoing {
  readonly operationId: string
  /** What was done, as it was told. */
  readonly text: string
}

let asked: Undoing | null = null
const listeners = new Set<() => void>()

/** Asks before an operation is undone; null: it was answered. */
export function askToUndo(undoing: Undoing | null): void {
  asked = undoing
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useUndoing = (): Undoing | null => useSyncExternalStore(subscribe, () => asked)

export const mayUndo = (session: Session): boolean => session.permissions['trail:undo'] !== undefined

/** Tells what was done to several records, and offers to look at undoing it to those who may. */
export const toldWithUndo = (session: Session, undoing: Undoing): Toast =>
  mayUndo(session)
    ? { text: undoing.text, action: { label: t('edit.undo'), run: () => askToUndo(undoing) } }
    : { text: undoing.text }
