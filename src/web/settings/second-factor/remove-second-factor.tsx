import { useState } from 'react'
import { useAttempt } from '../../ui/attempt.ts'
import { PasswordField } from '../../ui/field/password-field.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { removeSecondFactor } from '../account/account-call.ts'
import { say } from '../text.ts'

/** Asks for the password and the second factor itself before it is taken away. */
export function RemoveSecondFactor({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const attempt = useAttempt()
  const send = () => {
    void attempt
      .run(async () => {
        await removeSecondFactor(password, code.trim())
      })
      .then((done) => done && onDone())
  }
  return (
    <FormDialog
      title={say('factor.remove_title')}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={say('factor.remove')}
      danger
    >
      <p>{say('factor.remove_about')}</p>
      <PasswordField label={say('settings.password')} value={password} onChange={setPassword} />
      <TextField
        label={say('factor.remove_code')}
        autoComplete="one-time-code"
        maxLength={50}
        required
        value={code}
        onChange={setCode}
      />
    </FormDialog>
  )
}
