import {
  IconChevronDown,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react'
import { usePreference } from '../app/preference.ts'
import { useSession } from '../client/session.ts'
import { leave } from '../client/sign-in.ts'
import { t } from '../messages/message.ts'
import { chooseScheme } from '../theme/scheme.ts'
import { PlumblineMark } from '../ui/mark/mark.tsx'
import { Menu } from '../ui/overlay/menu.tsx'
import styles from './account-menu.module.css'
import { useShellControls } from './shell-controls.ts'

const schemes = [
  { key: 'light', icon: <IconSun size={16} stroke={1.75} /> },
  { key: 'dark', icon: <IconMoon size={16} stroke={1.75} /> },
  { key: 'auto', icon: <IconDeviceDesktop size={16} stroke={1.75} /> },
] as const

/** Organization, person, looks and the way out. */
export function AccountMenu() {
  const session = useSession()
  const { openShortcuts } = useShellControls()
  const scheme = usePreference('scheme')
  return (
    <Menu
      place="bottom-start"
      anchor={
        <button
          type="button"
          className={styles.button}
          aria-label={t('account.menu', { name: session.organization.name })}
        >
          <PlumblineMark />
          <span className={styles.name}>{session.organization.name}</span>
          <IconChevronDown size={12} />
        </button>
      }
      groups={[
        {
          label: t('account.looks'),
          items: schemes.map(({ key, icon }) => ({
            key,
            icon,
            label: t(`scheme.${key}`),
            checked: scheme === key,
            run: () => chooseScheme(key),
          })),
        },
        {
          items: [
            {
              key: 'shortcuts',
              icon: <IconKeyboard size={16} stroke={1.75} />,
              label: t('shortcut.title'),
              keys: '?',
              run: openShortcuts,
            },
          ],
        },
        {
          label: t('account.signed_in', { name: session.person.name }),
          items: [
            {
              key: 'leave',
              icon: <IconLogout size={16} stroke={1.75} />,
              label: t('account.sign_out'),
              run: () => void leave(),
            },
          ],
        },
      ]}
    />
  )
}
