import { useState } from 'react'
import type { Role } from '../../../kernel/access/role.ts'
import { call } from '../../client/call.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { TextField } from '../../ui/field/text-field.tsx'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { say } from '../text.ts'
import { LinkDialog, type OneTimeLink } from './link-dialog.tsx'
import { RoleChoice } from './role-choice.tsx'

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
  const send = () => {
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
    <FormDialog
      title={say('people.invite')}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={say('people.invite_do')}
    >
      <TextField label={say('people.name')} required maxLength={200} value={name} onChange={setName} />
      <TextField
        label={say('people.email')}
        type="email"
        required
        maxLength={320}
        value={email}
        onChange={setEmail}
      />
      <RoleChoice chosen={roles} onChoose={setRoles} />
    </FormDialog>
  )
}
