import { type FormEvent, type ReactNode, useState } from 'react'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/dialog.tsx'
import { FieldShell, Input, TextArea } from '../ui/input.tsx'
import styles from './settings.module.css'
import { say } from './text.ts'

/** What a dialog asks for before something is done: a password to prove who asks, a reason to keep, or nothing. */
type Asked = 'password' | 'reason' | 'nothing'

/** Says what something leads to, asks for what it needs, and does it. */
export function AskDialog({
  title,
  about,
  asks,
  action,
  danger = false,
  onDo,
  onClose,
}: {
  title: string
  about: ReactNode
  asks: Asked
  action: string
  danger?: boolean
  onDo: (answer: string) => Promise<void>
  onClose: () => void
}) {
  const [answer, setAnswer] = useState('')
  const attempt = useAttempt()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt.run(() => onDo(answer)).then((done) => done && onClose())
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.stack}>
            <p>{about}</p>
            {asks === 'password' ? (
              <FieldShell label={say('settings.password')}>
                {(input) => (
                  <Input
                    {...input}
                    type="password"
                    autoComplete="current-password"
                    required
                    value={answer}
                    onChange={(event) => setAnswer(event.target.value)}
                  />
                )}
              </FieldShell>
            ) : asks === 'reason' ? (
              <FieldShell label={say('settings.reason')} required>
                {(input) => (
                  <TextArea
                    {...input}
                    rows={2}
                    maxLength={4000}
                    required
                    value={answer}
                    onChange={(event) => setAnswer(event.target.value)}
                  />
                )}
              </FieldShell>
            ) : null}
            {attempt.problem ? (
              <p className={styles.problem} role="alert">
                {attempt.problem}
              </p>
            ) : null}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{say('settings.cancel')}</Button>
          <Button look={danger ? 'danger' : 'primary'} type="submit" disabled={attempt.busy}>
            {action}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
