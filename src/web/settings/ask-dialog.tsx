import { type ReactNode, useState } from 'react'
import { useAttempt } from '../ui/attempt.ts'
import { PasswordField } from '../ui/field/password-field.tsx'
import { LongTextField } from '../ui/field/text-field.tsx'
import { FormDialog } from '../ui/overlay/form-dialog.tsx'
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
  const send = () => {
    void attempt.run(() => onDo(answer)).then((done) => done && onClose())
  }
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={action}
      danger={danger}
    >
      <p>{about}</p>
      {asks === 'password' ? (
        <PasswordField label={say('settings.password')} value={answer} onChange={setAnswer} />
      ) : asks === 'reason' ? (
        <LongTextField
          label={say('settings.reason')}
          marked
          rows={2}
          maxLength={4000}
          required
          value={answer}
          onChange={setAnswer}
        />
      ) : null}
    </FormDialog>
  )
}
