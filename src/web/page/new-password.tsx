import { useState } from 'react'
import { t } from '../messages/message.ts'
import { TextField } from '../ui/field/text-field.tsx'
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
    <EntranceForm action={action} onSend={() => onSend(password)}>
      <TextField
        label={t('password.new')}
        help={t('password.help', { count: shortest })}
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        required
        minLength={shortest}
        value={password}
        onChange={setPassword}
      />
      <label className={styles.check}>
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {t('password.show')}
      </label>
    </EntranceForm>
  )
}
