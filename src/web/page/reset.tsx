import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { requestReset, resetPassword } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { Button } from '../ui/button.tsx'
import { FieldShell, Input } from '../ui/field/input.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import styles from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { NewPassword } from './new-password.tsx'

function AskForReset() {
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  return (
    <Entrance title={t('reset.title')} lead={t('reset.about')}>
      <EntranceForm
        onSend={async () => {
          await requestReset(email.trim())
          setSent(true)
        }}
      >
        {(sending) => (
          <>
            <FieldShell label={t('sign_in.email')}>
              {(input) => (
                <Input
                  {...input}
                  type="email"
                  autoComplete="username"
                  required
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </FieldShell>
            <Button look="primary" large type="submit" disabled={sending}>
              {t('reset.ask')}
            </Button>
            {sent ? (
              <p className={styles.said} role="status">
                {t('reset.sent')}
              </p>
            ) : null}
            <Link to="/sign-in" className={styles.link}>
              {t('reset.back')}
            </Link>
          </>
        )}
      </EntranceForm>
    </Entrance>
  )
}

/** Asks for a way back in, or with a token from the mail sets a new password. */
export function Reset() {
  const { token } = useSearch({ from: '/reset' })
  const navigate = useNavigate()
  if (!token) return <AskForReset />
  return (
    <Entrance title={t('reset.set.title')} lead={t('reset.set.about')}>
      <NewPassword
        action={t('reset.set')}
        onSend={async (password) => {
          await resetPassword(token, password)
          notify({ text: t('reset.done') })
          await navigate({ to: '/sign-in' })
        }}
      />
    </Entrance>
  )
}
