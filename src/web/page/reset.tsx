import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { readReset, requestReset, resetPassword } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { EmailField } from '../ui/field/text-field.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import { DeadLink } from './dead-link.tsx'
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

/** Asks for the new password, once the link is known to be good. */
function SetPassword({ token }: { token: string }) {
  const navigate = useNavigate()
  const link = useQuery({
    queryKey: ['reset', token],
    queryFn: () => readReset(token),
    // It is used up by setting the password, which is no reason to ask for it again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (link.isPending) return <Entrance title={t('reset.reading')}>{null}</Entrance>
  if (link.isError)
    return (
      <DeadLink title={t('reset.failed')} error={link.error}>
        <p className={styles.way}>
          <Link to="/reset" search={{}} className={styles.link}>
            {t('reset.again')}
          </Link>
        </p>
      </DeadLink>
    )
  return (
    <Entrance title={t('reset.set.title')} lead={t('reset.set.about', { email: link.data.email })}>
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

/** Asks for a way back in, or with a token from the mail sets a new password. */
export function Reset() {
  const { token } = useSearch({ from: '/reset' })
  return token ? <SetPassword token={token} /> : <AskForReset />
}
