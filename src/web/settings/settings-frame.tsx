import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSession } from '../client/session.ts'
import { PageHeader } from '../shell/page/page-header.tsx'
import styles from './settings-frame.module.css'
import { say } from './text.ts'

/** The pages of the settings, with what opens them; the first is everyone's. */
const parts = [
  { key: 'account', id: undefined, permission: 'session:read' },
  { key: 'people', id: 'people', permission: 'person:administer' },
  { key: 'keys', id: 'keys', permission: 'person:administer' },
  { key: 'content', id: 'content', permission: 'pack:adopt' },
  { key: 'background_work', id: 'background-work', permission: 'background-work:read' },
] as const

/** The frame of every page of the settings; it leads only to what the person may open. */
export function SettingsFrame({ action, children }: { action?: ReactNode; children: ReactNode }) {
  const session = useSession()
  const here = useRef<HTMLElement>(null)
  // On a phone the parts are wider than the screen.
  useEffect(() => {
    here.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [])
  const open = parts.filter(({ permission }) => session.permissions[permission] !== undefined)
  return (
    <>
      <PageHeader title={say('settings.title')}>{action}</PageHeader>
      <div className={styles.page}>
        <div className={styles.column}>
          {open.length > 1 ? (
            <nav ref={here} className={styles.parts} aria-label={say('settings.parts')}>
              {open.map(({ key, id }) => {
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
