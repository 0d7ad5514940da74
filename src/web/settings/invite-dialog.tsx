import { type FormEvent, useState } from 'react'
import type { Role } from '../../kernel/access/role.ts'
import { call } from '../client/call.ts'
import { useAttempt } from '../ui/attempt.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/dialog.tsx'
import { FieldShell, Input } from '../ui/input.tsx'
import { LinkDialog, type OneTimeLink } from './link-dialog.tsx'
import { RoleChoice } from './role-choice.tsx'
import styles from './settings.module.css'
import { say } from './text.ts'

/** Adds a person with their roles, then shows the link by which they join. */
export function InviteDialog({
  role = 'employee',
  onClose,
  onInvited,
}: {
  /** The role that is chosen at first. */
  role?: Role
  onClose: () => void
  onInvited: () => void
}) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<readonly Role[]>([role])
  const [made, setMade] = useState<OneTimeLink | null>(null)
  const attempt = useAttempt()
  if (made)
    return (
      <LinkDialog title={say('people.link_invitation', { name })} name={name} made={made} onClose={onClose} />
    )
  const send = (event: FormEvent) => {
    event.preventDefault()
    void attempt.run(async () => {
      const link = await call('person.invite', {
        name: name.trim(),
        email: email.trim(),
        roles: [...roles],
      })
      onInvited()
      setMade(link)
    })
  }
  return (
    <Dialog title={say('people.invite')} onClose={onClose}>
      <form onSubmit={send}>
        <DialogBody>
          <div className={styles.stack}>
            <FieldShell label={say('people.name')}>
              {(input) => (
                <Input
                  {...input}
                  required
                  maxLength={200}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </FieldShell>
            <FieldShell label={say('people.email')}>
              {(input) => (
                <Input
                  {...input}
                  type="email"
                  required
                  maxLength={320}
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </FieldShell>
            <RoleChoice chosen={roles} onChoose={setRoles} />
            {attempt.problem ? (
              <p className={styles.problem} role="alert">
                {attempt.problem}
              </p>
            ) : null}
          </div>
        </DialogBody>
        <DialogFoot>
          <Button onClick={onClose}>{say('settings.cancel')}</Button>
          <Button look="primary" type="submit" disabled={attempt.busy}>
            {say('people.invite_do')}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
