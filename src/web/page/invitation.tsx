import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { acceptInvitation, type Invitation, readInvitation } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { PasswordField } from '../ui/field/password-field.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import { DeadLink } from './dead-link.tsx'
import { useEnter } from './enter.ts'
import { Entrance, EntranceForm } from './entrance.tsx'
import { NewPassword } from './new-password.tsx'
import { SecondFactorQuestion } from './second-factor-question.tsx'

/** Asks whoever has an account already for its password: a link alone opens nobody's account. */
function KnownPassword({ onSend }: { onSend: (password: string) => Promise<void> }) {
  const [password, setPassword] = useState('')
  return (
    <EntranceForm action={t('invitation.join_known')} onSend={() => onSend(password)}>
      <PasswordField label={t('sign_in.password')} value={password} onChange={setPassword} />
    </EntranceForm>
  )
}

/** Takes up an invitation that is open; joining signs the person in. */
function Join({ token, invitation }: { token: string; invitation: Invitation }) {
  const { organization, name, email, has_account } = invitation
  const [asked, setAsked] = useState(false)
  const begin = useEnter()
  const enter = async () => {
    await begin()
    notify({ text: t('invitation.done', { organization }) })
  }
  if (asked) return <SecondFactorQuestion onProven={enter} />
  const join = async (password: string) => {
    const { second_factor } = await acceptInvitation(token, password)
    if (second_factor) setAsked(true)
    else await enter()
  }
  return (
    <Entrance
      title={t('invitation.title', { organization })}
      lead={t(has_account ? 'invitation.known' : 'invitation.about', { name, email })}
    >
      {has_account ? (
        <KnownPassword onSend={join} />
      ) : (
        <NewPassword action={t('invitation.join')} onSend={join} />
      )}
    </Entrance>
  )
}

/** Where an invited person sets a password, or proves the one they have, and joins. */
export function InvitationPage() {
  const { token = '' } = useSearch({ from: '/invitation' })
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => readInvitation(token),
    // It is used up by joining, which is no reason to ask for it again.
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (invitation.isPending) return <Entrance title={t('invitation.reading')}>{null}</Entrance>
  if (invitation.isError) return <DeadLink title={t('invitation.failed')} error={invitation.error} />
  return <Join token={token} invitation={invitation.data} />
}
