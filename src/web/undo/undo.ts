import { question } from '../app/question.ts'
import type { Session } from '../client/session.ts'
import { t } from '../messages/message.ts'
import type { Toast } from '../ui/overlay/toast.tsx'

/** A change that somebody asked to undo. */
export interface Undoing {
  readonly operationId: string
  /** What was done, as it was told. */
  readonly text: string
}

/** Asks before an operation is undone. */
export const undoing = question<Undoing>()

export const mayUndo = (session: Session): boolean => session.permissions['trail:undo'] !== undefined

/** Tells what was done to several records, and offers to look at undoing it to those who may. */
export const toldWithUndo = (session: Session, done: Undoing): Toast =>
  mayUndo(session)
    ? { text: done.text, action: { label: t('edit.undo'), run: () => undoing.ask(done) } }
    : { text: done.text }
