import { useState } from 'react'
import { type Role, roles } from '../../../kernel/access/role.ts'
import { call } from '../../client/call.ts'
import { useAttempt } from '../../ui/attempt.ts'
import { FormDialog } from '../../ui/overlay/form-dialog.tsx'
import { say } from '../text.ts'
import type { Person, RoleAssignment } from './people-query.ts'
import { RoleChoice } from './role-choice.tsx'

/** Grants and revokes a person's access roles. Each is an operation of its own; one that is refused stops the rest. */
export function RolesDialog({
  person,
  held,
  onChanged,
  onClose,
}: {
  person: Person
  held: readonly RoleAssignment[]
  /** After every single change, also before one that is refused. */
  onChanged: () => Promise<void>
  onClose: () => void
}) {
  const before = roles.filter((role) => held.some((one) => one.role === role))
  const [chosen, setChosen] = useState<readonly Role[]>(before)
  const attempt = useAttempt()
  const send = () => {
    void attempt
      .run(async () => {
        try {
          for (const role of chosen.filter((one) => !before.includes(one)))
            await call('role-assignment.grant', { person_id: person.id, role })
          for (const { id, role } of held)
            if (!chosen.some((one) => one === role)) await call('role-assignment.revoke', { id })
        } finally {
          await onChanged()
        }
      })
      .then((done) => done && onClose())
  }
  return (
    <FormDialog
      title={say('people.roles_of', { name: person.name })}
      onClose={onClose}
      onSend={send}
      attempt={attempt}
      action={say('people.roles_save')}
    >
      <p>{say('people.roles_about')}</p>
      <RoleChoice chosen={chosen} onChoose={setChosen} />
    </FormDialog>
  )
}
