import { useSession } from '../../client/session.ts'
import { roleName } from '../../messages/roles.ts'
import { ApiKeys } from '../api-key/api-keys.tsx'
import { SecondFactor } from '../second-factor/second-factor.tsx'
import styles from '../settings.module.css'
import { SettingsFrame } from '../settings-frame.tsx'
import { SettingsSection } from '../settings-section.tsx'
import { say } from '../text.ts'
import { ChangePassword } from './change-password.tsx'
import { OwnSessions } from './own-sessions.tsx'

function You() {
  const { person, roles } = useSession()
  return (
    <SettingsSection title={say('account.title')}>
      <dl className={styles.facts}>
        <dt>{say('account.name')}</dt>
        <dd>{person.name}</dd>
        <dt>{say('account.email')}</dt>
        <dd>{person.email}</dd>
        <dt>{say('account.roles')}</dt>
        <dd>{roles.length === 0 ? say('account.no_roles') : roles.map(roleName).join(', ')}</dd>
      </dl>
    </SettingsSection>
  )
}

/** What belongs to the person alone: password, second factor, sessions, keys. */
export function Page() {
  const session = useSession()
  return (
    <SettingsFrame>
      <You />
      <ChangePassword />
      <SecondFactor />
      <OwnSessions />
      {session.permissions['api-key:read'] === undefined ? null : <ApiKeys personId={session.person.id} />}
    </SettingsFrame>
  )
}
