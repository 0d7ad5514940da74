import { useState } from 'react'
import { useAttempt } from '../../ui/attempt.ts'
import { PasswordField } from '../../ui/field/password-field.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { say } from '../text.ts'

interface Props {
  title: string
  /** What it leads to. */
  about: string
  /** The verb on the button that does it. */
  action: string
  danger?: boolean
  onDo: (password: string, code: string) => Promise<void>
  onClose: () => void
}

/** Asks for the password and the second factor itself before something about it changes. */
export function ProveDialog({ title, about, action, danger = false, onDo, onClose }: Props) {
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const attempt = useAttempt()
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      onSend={() => void attempt.run(() => onDo(password, code.trim()))}
      attempt={attempt}
      action={action}
      danger={danger}
    >
      <p>{about}</p>
      <PasswordField label={say('settings.password')} value={password} onChange={setPassword} />
      <TextField
        label={say('factor.proof')}
        autoComplete="one-time-code"
        maxLength={50}
        required
        value={code}
        onChange={setCode}
      />
    </FormDialog>
  )
}
