import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { detailOf } from '../client/problem.ts'
import { acceptInvitation, readInvitation } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { notify } from '../ui/overlay/toast.tsx'
import styles from './entrance.module.css'
import { Entrance } from './entrance.tsx'
import { NewPassword } from './new-password.tsx'

/** Where an invited person sets a password and joins. */
export function InvitationPage() {
  const { token = '' } = useSearch({ from: '/invitation' })
  const navigate = useNavigate()
  const invitation = useQuery({ queryKey: ['invitation', token], queryFn: () => readInvitation(token) })
  if (invitation.isPending) return <Entrance title={t('invitation.reading')}>{null}</Entrance>
  if (invitation.isError)
    return (
      <Entrance title={t('invitation.failed')}>
        <p className={styles.lead}>{detailOf(invitation.error)}</p>
        <p className={styles.way}>
          <Link to="/sign-in" className={styles.link}>
            {t('reset.back')}
          </Link>
        </p>
      </Entrance>
    )
  const { organization, name, email } = invitation.data
  return (
    <Entrance title={t('invitation.title', { organization })} lead={t('invitation.about', { name, email })}>
      <NewPassword
        action={t('invitation.join')}
        onSend={async (password) => {
          await acceptInvitation(token, password)
          notify({ text: t('invitation.done') })
          await navigate({ to: '/sign-in' })
        }}
      />
    </Entrance>
  )
}
