import { type FormEvent, useState } from 'react'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/dialog.tsx'
import { FieldShell, Input } from '../ui/input.tsx'
import { removeSecondFactor } from './account-call.ts'
import styles from './settings.module.css'
import { say } from './text.ts'

/** Asks for the password and the second factor itself before it is taken away. */
export function RemoveSecondFactor({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const attempt = useAttempt()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt
      .run(async () => {
        await removeSecondFactor(password, code.trim())
      })
      .then((done) => done && onDone())
  }
  return (
    <Dialog title={say('factor.remove_title')} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.stack}>
            <p>{say('factor.remove_about')}</p>
            <FieldShell label={say('settings.password')}>
              {(input) => (
                <Input
                  {...input}
                  type="password"
                  autoComplete="current-password"
                  required
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </FieldShell>
            <FieldShell label={say('factor.remove_code')}>
              {(input) => (
                <Input
                  {...input}
                  autoComplete="one-time-code"
                  maxLength={50}
                  required
                  value={code}
                  onChange={(event) => setCode(event.target.value)}
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
          <Button onClick={onClose}>{say('settings.cancel')}</Button>
          <Button look="danger" type="submit" disabled={attempt.busy}>
            {say('factor.remove')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
