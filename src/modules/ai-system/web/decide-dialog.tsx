import { useState } from 'react'
import { useAttempt } from '../../../web/ui/attempt.ts'
import { LongTextField } from '../../../web/ui/field/text-field.tsx'
import { FormDialog } from '../../../web/ui/overlay/form-dialog.tsx'
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
  const send = () => {
    void attempt.run(() => onDo(text.trim()))
  }
  return (
    <FormDialog title={title} onClose={onClose} onSend={send} attempt={attempt} action={action}>
      <ul className={styles.about}>
        {about.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <LongTextField
        label={say('duplicates.reason')}
        marked={required}
        help={required ? undefined : say('duplicates.optional')}
        rows={2}
        maxLength={4000}
        required={required}
        value={text}
        onChange={setText}
      />
    </FormDialog>
  )
}
