import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession } from '../client/session.ts'
import { PageHeader } from '../shell/page-header.tsx'
import styles from './settings-frame.module.css'
import { say } from './text.ts'

/** The one page of the settings that everyone has, and those of administrators. */
const parts = [
  { key: 'account', id: undefined },
  { key: 'people', id: 'people' },
  { key: 'keys', id: 'keys' },
] as const

/** The frame of every page of the settings; it leads only to what the person may open. */
export function SettingsFrame({ action, children }: { action?: ReactNode; children: ReactNode }) {
  const session = useSession()
  const administers = session.permissions['person:administer'] !== undefined
  return (
    <>
      <PageHeader title={say('settings.title')}>{action}</PageHeader>
      <div className={styles.page}>
        <div className={styles.column}>
          {administers ? (
            <nav className={styles.parts} aria-label={say('settings.parts')}>
              {parts.map(({ key, id }) => {
                const props = {
                  className: styles.part,
                  activeOptions: { exact: true },
                  children: say(`settings.${key}`),
                }
                return id === undefined ? (
                  <Link key={key} to="/$plural" params={{ plural: 'settings' }} {...props} />
                ) : (
                  <Link key={key} to="/$plural/$id" params={{ plural: 'settings', id }} {...props} />
                )
              })}
            </nav>
          ) : null}
          {children}
        </div>
      </div>
    </>
  )
}
