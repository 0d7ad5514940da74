import type { FormEvent, ReactNode } from 'react'
import { t } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import { Button } from '../button.tsx'
import { ProblemNote } from '../notice/problem-note.tsx'
import { Dialog, DialogBody, DialogFoot } from './dialog.tsx'
import styles from './form-dialog.module.css'

interface Props {
  title: string
  onClose: () => void
  /** Sends what stands in the form. */
  onSend: () => void
  /**
   * The sending: while it is under way nobody sends again, and what went wrong with it is said. Without it nothing is
   * waited for: what was sent shows at once and is taken back where it fails.
   */
  attempt?: Pick<Attempt, 'busy' | 'problem'>
  /** The verb on the button that sends. */
  action: string
  /** What closing without sending means, where that is not merely to cancel. */
  cancel?: string
  /** What is sent takes something away. */
  danger?: boolean
  shape?: 'wide'
  /** Something is still missing. */
  disabled?: boolean
  children: ReactNode
}

/** A dialog that asks for something and sends it, or is closed without. */
export function FormDialog({
  title,
  onClose,
  onSend,
  attempt,
  action,
  cancel,
  danger,
  shape,
  disabled,
  children,
}: Props) {
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Dialog title={title} onClose={onClose} {...(shape ? { shape } : {})}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.stack}>
            {children}
            <ProblemNote text={attempt?.problem} />
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{cancel ?? t('dialog.cancel')}</Button>
          <Button look={danger ? 'danger' : 'primary'} type="submit" disabled={attempt?.busy || disabled}>
            {action}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
