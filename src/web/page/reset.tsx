import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { requestReset, resetPassword } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { EmailField } from '../ui/field/text-field.tsx'
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
        action={t('reset.ask')}
        below={
          <>
            {sent ? (
              <p className={styles.said} role="status">
                {t('reset.sent')}
              </p>
            ) : null}
            <Link to="/sign-in" className={styles.link}>
              {t('reset.back')}
            </Link>
          </>
        }
        onSend={async () => {
          await requestReset(email.trim())
          setSent(true)
        }}
      >
        <EmailField label={t('sign_in.email')} value={email} onChange={setEmail} />
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
