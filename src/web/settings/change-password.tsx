import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { t } from '../messages/message.ts'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { PasswordField } from '../ui/field/password-field.tsx'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import { notify } from '../ui/overlay/toast.tsx'
import { changePassword, sessionsQuery } from './account-call.ts'
import styles from './settings.module.css'
import { say } from './text.ts'

const shortest = 12

/** A person's own new password; their other sessions end with the old one. */
export function ChangePassword() {
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const attempt = useAttempt()
  const client = useQueryClient()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt
      .run(async () => {
        await changePassword(present, next)
      })
      .then((done) => {
        if (!done) return
        setPresent('')
        setNext('')
        void client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
        notify({ text: say('password.changed') })
      })
  }
  return (
    <section className={styles.section} aria-labelledby="password">
      <h2 id="password" className={styles.heading}>
        {say('password.title')}
      </h2>
      <p className={styles.about}>{say('password.about')}</p>
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
    </section>
  )
}
