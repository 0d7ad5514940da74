import { IconInbox, IconLayoutSidebar, IconSearch } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { webModules } from '../../modules/web.ts'
import { indexedByName } from '../app/registers.ts'
import { type Entry, type Group, groups, isOfUse, type ModulePage } from '../app/web-module.ts'
import { may, type Session, useSession } from '../client/session.ts'
import { t } from '../messages/message.ts'
import { manyOf } from '../messages/words.ts'
import { IconButton } from '../ui/button.tsx'
import { commandKey } from '../ui/mark/kbd.tsx'
import { AccountMenu } from './account-menu.tsx'
import { useShellControls } from './shell-controls.ts'
import styles from './sidebar.module.css'

/** The entries of a group that the person may open. */
export const entriesOf = (session: Session, group: Group): Entry[] =>
  webModules
    .flatMap(({ entries }) => entries)
    .filter((entry) => entry.group === group && may(session, { name: entry.register }, 'read'))

/** The pages of a group that the person may open and that have a place of their own. */
export const pagesOf = (session: Session, group: Group): ModulePage[] =>
  webModules
    .flatMap(({ pages = [] }) => pages)
    .filter(
      ({ place, permission }) => place?.group === group && session.permissions[permission] !== undefined,
    )

export const entryLabel = (entry: Entry): string =>
  entry.label ? t(entry.label) : manyOf({ name: entry.register })

function EntryLink({ entry }: { entry: Entry }) {
  const register = indexedByName(entry.register)
  const { closeDrawer } = useShellControls()
  if (!register) return null
  const Icon = entry.icon
  return (
    <li>
      <Link to="/$plural" params={{ plural: register.plural }} className={styles.link} onClick={closeDrawer}>
        <Icon size={16} stroke={1.75} />
        {entryLabel(entry)}
      </Link>
    </li>
  )
}

function PageLink({ page }: { page: ModulePage }) {
  const { icon: Icon, holds = [] } = page.place ?? {}
  const { closeDrawer } = useShellControls()
  const open = useLocation({ select: ({ pathname }) => pathname.split('/', 2)[1] })
  const held = holds.some((name) => indexedByName(name)?.plural === open)
  return (
    <li>
      <Link
        to="/$plural"
        params={{ plural: page.path.slice(1) }}
        className={styles.link}
        onClick={closeDrawer}
        {...(held ? { 'aria-current': 'page' } : {})}
      >
        {Icon ? <Icon size={16} stroke={1.75} /> : null}
        {manyOf(page)}
      </Link>
    </li>
  )
}

/** The one way around: my work, then the management system's parts, then what stands at the foot. */
export function Sidebar() {
  const session = useSession()
  const { toggleSidebar, closeDrawer, openPalette } = useShellControls()
  return (
    <nav className={styles.sidebar} aria-label={t('shell.navigation')}>
      <div className={styles.top}>
        <AccountMenu />
        <span className={styles.hide}>
          <IconButton label={t('shell.sidebar.hide')} keys="[" onClick={toggleSidebar}>
            <IconLayoutSidebar size={16} stroke={1.75} />
          </IconButton>
        </span>
      </div>
      <button type="button" className={styles.search} onClick={openPalette}>
        <IconSearch size={14} stroke={1.75} />
        <span>{t('shell.search')}</span>
        <span>{commandKey} K</span>
      </button>
      <ul>
        <li>
          <Link to="/" activeOptions={{ exact: true }} className={styles.link} onClick={closeDrawer}>
            <IconInbox size={16} stroke={1.75} />
            {t('work.title')}
          </Link>
        </li>
      </ul>
      {groups.map((group) => {
        const entries = entriesOf(session, group).filter((entry) => isOfUse(session.roles, entry))
        const pages = pagesOf(session, group).filter(({ place }) => place && isOfUse(session.roles, place))
        if (entries.length + pages.length === 0) return null
        return (
          <div key={group} className={group === 'foot' ? styles.foot : styles.group}>
            {group === 'foot' ? null : (
              <h2 className={styles.heading} id={`group-${group}`}>
                {t(`group.${group}`)}
              </h2>
            )}
            <ul aria-labelledby={group === 'foot' ? undefined : `group-${group}`}>
              {entries.map((entry) => (
                <EntryLink key={entry.register} entry={entry} />
              ))}
              {pages.map((page) => (
                <PageLink key={page.path} page={page} />
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}
