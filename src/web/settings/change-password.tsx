import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { t } from '../messages/message.ts'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { FieldShell, Input } from '../ui/input.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { notify } from '../ui/toast.tsx'
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
        <FieldShell label={say('password.present')}>
          {(input) => (
            <Input
              {...input}
              type="password"
              autoComplete="current-password"
              required
              value={present}
              onChange={(event) => setPresent(event.target.value)}
            />
          )}
        </FieldShell>
        <FieldShell label={t('password.new')} help={t('password.help', { count: shortest })}>
          {(input) => (
            <Input
              {...input}
              type="password"
              autoComplete="new-password"
              required
              minLength={shortest}
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          )}
        </FieldShell>
        <Button type="submit" disabled={attempt.busy}>
          {say('password.change')}
        </Button>
      </form>
    </section>
  )
}
