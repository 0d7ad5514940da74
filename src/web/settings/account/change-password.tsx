import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSession } from '../../client/session.ts'
import { t } from '../../messages/message.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { Button } from '../../ui/button.tsx'
import { PasswordField } from '../../ui/field/password-field.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { type ApiKey, workingKeysQuery } from '../api-key/working-keys.ts'
import styles from '../settings.module.css'
import { SettingsSection } from '../settings-section.tsx'
import { say } from '../text.ts'
import { changePassword, sessionsQuery } from './account-call.ts'
import { KeysGoOn } from './keys-go-on.tsx'

const shortest = 12

/** A person's own new password; their other sessions end with the old one, their API keys go on. */
export function ChangePassword() {
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const [goingOn, setGoingOn] = useState<readonly ApiKey[] | null>(null)
  const { person } = useSession()
  const attempt = useAttempt()
  const client = useQueryClient()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt
      .run(async () => {
        await changePassword(present, next)
      })
      .then(async (done) => {
        if (!done) return
        setPresent('')
        setNext('')
        void client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
        const keys = await client.fetchQuery(workingKeysQuery(person.id)).catch(() => [])
        if (keys.length > 0) setGoingOn(keys)
        else notify({ text: say('password.changed') })
      })
  }
  return (
    <SettingsSection title={say('password.title')} about={say('password.about')}>
      <form className={styles.form} onSubmit={send}>
        <ProblemNote text={attempt.problem} />
        <PasswordField label={say('password.present')} value={present} onChange={setPresent} />
        <PasswordField
          label={t('password.new')}
          help={t('password.help', { count: shortest })}
          value={next}
          onChange={setNext}
          newOfAtLeast={shortest}
        />
        <Button type="submit" disabled={attempt.busy}>
          {say('password.change')}
        </Button>
      </form>
      {goingOn ? <KeysGoOn keys={goingOn} onClose={() => setGoingOn(null)} /> : null}
    </SettingsSection>
  )
}
