import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../../web/ui/attempt.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../../web/ui/dialog.tsx'
import { FieldShell, TextArea } from '../../../web/ui/input.tsx'
import styles from './decide-dialog.module.css'
import { say } from './duplicate-texts.ts'

/** What a decision leads to, its reason, and the button that makes it. */
export function DecideDialog({
  title,
  about,
  action,
  reason,
  onDo,
  onClose,
}: {
  title: string
  about: readonly string[]
  action: string
  reason: 'required' | 'optional'
  onDo: (reason: string) => Promise<void>
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const attempt = useAttempt()
  const required = reason === 'required'
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt.run(() => onDo(text.trim()))
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.body}>
            <ul className={styles.about}>
              {about.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            <FieldShell
              label={say('duplicates.reason')}
              required={required}
              help={required ? undefined : say('duplicates.optional')}
            >
              {(input) => (
                <TextArea
                  {...input}
                  rows={2}
                  maxLength={4000}
                  required={required}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </FieldShell>
            {attempt.problem ? (
              <p className={styles.problem} role="alert">
                {attempt.problem}
              </p>
            ) : null}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{say('duplicates.cancel')}</Button>
          <Button look="primary" type="submit" disabled={attempt.busy}>
            {action}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
