import { IconLayoutSidebar, IconMenu2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { t } from '../../messages/message.ts'
import { IconButton } from '../../ui/button.tsx'
import { useNarrow } from '../../ui/narrow.ts'
import { useShellControls } from '../shell-controls.ts'
import styles from './page-header.module.css'

interface Props {
  title: string
  /** The list a record belongs to. */
  parent?: { readonly label: string; readonly plural: string }
  state?: ReactNode
  /**
   * Where the page itself is headed by its title: whether that heading is scrolled away. Only then does this line say
   * title and state.
   */
  past?: boolean
  /** The rest of what can be done, and at its end the one primary action. */
  children?: ReactNode
}

const Slash = () => (
  <span className={styles.slash} aria-hidden="true">
    /
  </span>
)

/** The one line on top of every page. */
export function PageHeader({ title, parent, state, past, children }: Props) {
  const { sidebarHidden, toggleSidebar } = useShellControls()
  const narrow = useNarrow()
  // While a record is being read its title is not known yet.
  const name = title === '' ? parent?.label : title
  useEffect(() => {
    document.title = name ? `${name} · Plumbline` : 'Plumbline'
  }, [name])
  return (
    <header className={styles.header}>
      {sidebarHidden ? (
        <IconButton label={t('shell.sidebar.show')} keys="[" onClick={toggleSidebar}>
          {narrow ? <IconMenu2 size={18} stroke={1.75} /> : <IconLayoutSidebar size={16} stroke={1.75} />}
        </IconButton>
      ) : null}
      <div className={styles.crumbs} data-past={past}>
        {parent ? (
          <Link to="/$plural" params={{ plural: parent.plural }} className={styles.crumb}>
            {parent.label}
          </Link>
        ) : null}
        {past === undefined ? (
          <>
            {parent ? <Slash /> : null}
            <h1 className={styles.title} tabIndex={-1}>
              {title}
            </h1>
            {state ? <span className={styles.state}>{state}</span> : null}
          </>
        ) : (
          // It repeats what heads the page, for the eye only.
          <span className={styles.again} aria-hidden="true">
            <Slash />
            <span className={styles.title}>{title}</span>
            {state ? <span className={styles.state}>{state}</span> : null}
          </span>
        )}
      </div>
      <div className={styles.end}>{children}</div>
    </header>
  )
}
