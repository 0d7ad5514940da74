import { useState } from 'react'
import { call } from '../../client/call.ts'
import { useSession } from '../../client/session.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { OptionList } from '../../ui/field/option-list.tsx'
import { Select } from '../../ui/field/select.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { SecretDialog } from '../secret-dialog.tsx'
import styles from '../settings.module.css'
import { say, sayCount } from '../text.ts'
import { scopeText } from './scope-text.ts'

const lifetimes = ['7', '30', '90', '365'] as const
const millisecondsOfDay = 86_400_000

type Reach = 'read' | 'all' | 'some'
const reaches = ['read', 'all', 'some'] as const

/** What the server takes as scopes. `*:read` covers everything that is read, also what comes later. */
const scopesOf = (reach: Reach, picked: readonly string[]): string[] =>
  reach === 'read' ? ['*:read'] : reach === 'all' ? ['*'] : [...picked]

/** Makes an API key within what the person may do, and shows it once. */
export function NewKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const { permissions } = useSession()
  const [name, setName] = useState('')
  const [reach, setReach] = useState<Reach>('read')
  const [picked, setPicked] = useState<readonly string[]>([])
  const [days, setDays] = useState<(typeof lifetimes)[number]>('90')
  const [secret, setSecret] = useState<string | null>(null)
  const attempt = useAttempt()
  if (secret !== null)
    return (
      <SecretDialog
        title={say('key.made')}
        about={say('key.made_about')}
        label={say('key.made')}
        secret={secret}
        onClose={onClose}
      />
    )
  const send = () => {
    void attempt.run(async () => {
      const ends = new Date(Date.now() + Number(days) * millisecondsOfDay)
      const made = await call('api-key.create', {
        name: name.trim(),
        scopes: scopesOf(reach, picked),
        expires_at: ends.toISOString(),
      })
      onMade()
      setSecret(made.key)
    })
  }
  return (
    <FormDialog
      title={say('key.new')}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={say('key.create')}
      disabled={reach === 'some' && picked.length === 0}
    >
      <TextField
        label={say('key.name')}
        help={say('key.name_help')}
        required
        maxLength={100}
        value={name}
        onChange={setName}
      />
      <fieldset className={styles.checks}>
        <legend>{say('key.scopes')}</legend>
        {reaches.map((one) => (
          <label key={one} className={styles.check}>
            <input type="radio" name="reach" checked={reach === one} onChange={() => setReach(one)} />
            {say(`key.scope_${one}`)}
          </label>
        ))}
      </fieldset>
      {reach === 'some' ? (
        <div className={styles.options}>
          <OptionList
            label={say('key.scope_pick')}
            multiple
            options={Object.keys(permissions)
              .sort()
              .map((value) => ({ value, label: scopeText(value) }))}
            selected={picked}
            onPick={(one) =>
              setPicked(picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one])
            }
          />
        </div>
      ) : null}
      <div>
        <Select
          label={say('key.ends_in')}
          value={days}
          options={lifetimes.map((value) => ({
            value,
            label: sayCount('key.days', Number(value), value),
          }))}
          onChange={setDays}
        />
      </div>
    </FormDialog>
  )
}
