import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { person as personRegister } from '../../../modules/organization/person.ts'
import { call, callTransition } from '../../client/call.ts'
import { useSession } from '../../client/session.ts'
import { roleName } from '../../messages/roles.ts'
import { RecordState } from '../../register/value/record-state.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/overlay/menu.tsx'
import { notify } from '../../ui/overlay/toast.tsx'
import { AskDialog } from '../ask-dialog.tsx'
import styles from '../settings.module.css'
import { say } from '../text.ts'
import { LinkDialog, type OneTimeLink } from './link-dialog.tsx'
import type { Person, RoleAssignment } from './people-query.ts'
import { ResetDialog } from './reset-dialog.tsx'
import { RolesDialog } from './roles-dialog.tsx'

type Asking =
  | 'roles'
  | 'reset'
  | 'factor'
  | 'disable'
  | { readonly title: string; readonly made: OneTimeLink }
  | null

interface Props {
  person: Person
  held: readonly RoleAssignment[]
  onChanged: () => Promise<void>
}

/** What may be done about a person in their present state. */
function useActions({ person }: Props, ask: (asking: Asking) => void, onChanged: () => Promise<void>) {
  const { permissions } = useSession()
  const { id, name, version, state } = person
  const failing = (work: Promise<void>) =>
    void work.catch((error: Error) => notify({ text: error.message, tone: 'critical' }))
  const link = async (title: string, asked: Promise<OneTimeLink>) => ask({ title, made: await asked })
  const roles: MenuItem[] =
    permissions['role-assignment:write'] === undefined
      ? []
      : [{ key: 'roles', label: say('people.change_roles'), run: () => ask('roles') }]
  if (permissions['person:administer'] === undefined) return roles
  const invitation: MenuItem = {
    key: 'invite',
    label: say('people.invite_again'),
    run: () => failing(link(say('people.link_invitation', { name }), call('person.invite-again', { id }))),
  }
  const reset: MenuItem = { key: 'reset', label: say('people.reset'), run: () => ask('reset') }
  const factor: MenuItem = { key: 'factor', label: say('people.remove_factor'), run: () => ask('factor') }
  const disable: MenuItem = { key: 'disable', label: say('people.disable'), run: () => ask('disable') }
  const enable: MenuItem = {
    key: 'enable',
    label: say('people.enable'),
    run: () =>
      failing(
        callTransition(personRegister, 'enable', { id, expected_version: version }).then(async () => {
          await onChanged()
          notify({ text: say('people.enabled', { name }) })
        }),
      ),
  }
  if (state === 'invited') return [...roles, invitation, disable]
  if (state === 'disabled') return [...roles, enable]
  return [...roles, reset, factor, disable]
}

function Asked({
  person,
  held,
  onChanged,
  asking,
  onClose,
}: Props & { asking: Asking; onClose: () => void }) {
  const { id, name, version } = person
  if (asking === null) return null
  if (asking === 'roles')
    return (
      <RolesDialog
        person={person}
        held={held}
        onClose={onClose}
        onChanged={async () => {
          await onChanged()
          notify({ text: say('people.roles_changed', { name }) })
        }}
      />
    )
  if (asking === 'reset') return <ResetDialog person={person} onClose={onClose} />
  if (asking === 'factor')
    return (
      <AskDialog
        title={say('people.remove_factor')}
        about={say('people.remove_factor_about', { name })}
        asks="nothing"
        action={say('people.remove_factor')}
        danger
        onDo={async () => {
          await call('person.remove-second-factor', { id })
          notify({ text: say('people.factor_removed', { name }) })
        }}
        onClose={onClose}
      />
    )
  if (asking === 'disable')
    return (
      <AskDialog
        title={say('people.disable_title', { name })}
        about={say('people.disable_about', { name })}
        asks="reason"
        action={say('people.disable')}
        danger
        onDo={async (reason) => {
          await callTransition(personRegister, 'disable', { id, expected_version: version, reason })
          await onChanged()
          notify({ text: say('people.disabled', { name }) })
        }}
        onClose={onClose}
      />
    )
  return <LinkDialog title={asking.title} name={name} made={asking.made} onClose={onClose} />
}

/** A person, their roles, and what an administrator may do about them. */
export function PersonRow(props: Props) {
  const { person, held, onChanged } = props
  const session = useSession()
  const [asking, setAsking] = useState<Asking>(null)
  const actions = useActions(props, setAsking, onChanged)
  const roles =
    held.length === 0 ? (
      <span className={styles.under}>{say('people.no_roles')}</span>
    ) : (
      held.map(({ role }) => roleName(role)).join(', ')
    )
  return (
    <tr>
      <td>
        <span className={styles.named}>
          {person.name}
          {person.id === session.person.id ? ` (${say('people.you')})` : ''}
        </span>
        <span className={styles.under}>{person.email}</span>
        <span className={styles.onlyNarrow}>{roles}</span>
      </td>
      <td className={styles.onlyWide}>{roles}</td>
      <td>
        <RecordState register={personRegister} state={person.state} />
      </td>
      <td>
        {actions.length > 0 ? (
          <Menu
            anchor={
              <IconButton label={say('people.actions_for', { name: person.name })}>
                <IconDots size={16} stroke={1.75} />
              </IconButton>
            }
            groups={[{ items: actions }]}
          />
        ) : null}
        {createPortal(<Asked {...props} asking={asking} onClose={() => setAsking(null)} />, document.body)}
      </td>
    </tr>
  )
}
