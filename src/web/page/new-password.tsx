import { useState } from 'react'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { FieldShell, Input } from '../ui/field/input.tsx'
import styles from './entrance.module.css'
import { EntranceForm } from './entrance.tsx'

/** Shortest password taken; length protects better than signs and digits. */
const shortest = 12

/** Asks for a new password once; it can be shown, so nothing needs to be typed twice. */
export function NewPassword({
  action,
  onSend,
}: {
  action: string
  onSend: (password: string) => Promise<void>
}) {
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  return (
    <EntranceForm onSend={() => onSend(password)}>
      {(sending) => (
        <>
          <FieldShell label={t('password.new')} help={t('password.help', { count: shortest })}>
            {(input) => (
              <Input
                {...input}
                type={shown ? 'text' : 'password'}
                autoComplete="new-password"
                required
                minLength={shortest}
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            )}
          </FieldShell>
          <label className={styles.check}>
            <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
            {t('password.show')}
          </label>
          <Button look="primary" large type="submit" disabled={sending}>
            {action}
          </Button>
        </>
      )}
    </EntranceForm>
  )
}
