import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../client/call.ts'
import { formatNumber, formatSince } from '../../messages/format.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import type { ApiKey } from '../api-key/working-keys.ts'
import styles from '../settings.module.css'
import { say, sayCount } from '../text.ts'

/** After a change of the password: which API keys go on all the same, to be revoked here where they should not. */
export function KeysGoOn({ keys, onClose }: { keys: readonly ApiKey[]; onClose: () => void }) {
  const client = useQueryClient()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const attempt = useAttempt()
  const now = Date.now()
  const pick = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const send = () => {
    void attempt
      .run(async () => {
        try {
          for (const id of chosen) await call('api-key.revoke', { id })
        } finally {
          await client.invalidateQueries({ queryKey: ['api-keys'] })
        }
      })
      .then((done) => {
        if (!done) return
        notify({ text: sayCount('password.keys_revoked', chosen.length, formatNumber(chosen.length)) })
        onClose()
      })
  }
  return (
    <FormDialog
      title={say('password.changed_title')}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={say('password.keys_revoke')}
      cancel={say('password.keys_keep')}
      danger
      disabled={chosen.length === 0}
    >
      <p>{say('password.keys_about')}</p>
      <fieldset className={styles.checks}>
        <legend>{say('password.keys')}</legend>
        {keys.map((key) => (
          <label key={key.id} className={styles.check}>
            <input type="checkbox" checked={chosen.includes(key.id)} onChange={() => pick(key.id)} />
            <span>
              {key.name}
              <span className={styles.under}>
                {say('key.used_at', {
                  when: key.last_used_at === null ? say('key.never') : formatSince(key.last_used_at, now),
                })}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  )
}
