import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** A line across the page that says under which condition everything below is shown. */
export function Notice({
  icon,
  children,
  action,
}: {
  icon: ReactNode
  children: string
  action?: ReactNode
}) {
  return (
    <div className={styles.notice} role="note">
      {icon}
      <span className={styles.grow}>{children}</span>
      {action}
    </div>
  )
}
