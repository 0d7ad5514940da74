import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../client/call.ts'
import { formatNumber } from '../../messages/format.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { workingKeysQuery } from '../api-key/working-keys.ts'
import styles from '../settings.module.css'
import { say, sayCount } from '../text.ts'
import { LinkDialog, type OneTimeLink } from './link-dialog.tsx'
import type { Person } from './people-query.ts'

/** Makes a link by which a person sets a new password; of an account in other hands, ends what opens it now. */
export function ResetDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { id, name } = person
  const client = useQueryClient()
  const keys = useQuery(workingKeysQuery(id)).data?.length ?? 0
  const [endAccess, setEndAccess] = useState(false)
  const [revokeKeys, setRevokeKeys] = useState(false)
  const [made, setMade] = useState<OneTimeLink | null>(null)
  const attempt = useAttempt()
  const title = say('people.link_reset', { name })
  if (made) return <LinkDialog title={title} name={name} made={made} onClose={onClose} />
  const send = () => {
    void attempt.run(async () => {
      setMade(await call('person.reset-link', { id, end_access: endAccess, revoke_keys: revokeKeys }))
      await client.invalidateQueries({ queryKey: ['api-keys'] })
    })
  }
  return (
    <FormDialog
      title={title}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={say('people.reset_do')}
      danger={endAccess || revokeKeys}
    >
      <p>{say('people.reset_about', { name })}</p>
      <fieldset className={styles.checks}>
        <legend>{say('people.reset_other_hands')}</legend>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={endAccess}
            onChange={(event) => setEndAccess(event.target.checked)}
          />
          {say('people.reset_end_access')}
        </label>
        {keys > 0 ? (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={revokeKeys}
              onChange={(event) => setRevokeKeys(event.target.checked)}
            />
            {sayCount('people.reset_revoke_keys', keys, formatNumber(keys))}
          </label>
        ) : null}
      </fieldset>
    </FormDialog>
  )
}
