import type { ReactNode } from 'react'
import styles from './empty-page.module.css'

/** In place of what is not there: why, and the way on. */
export function EmptyPage({
  title,
  about,
  role,
  children,
}: {
  title: string
  about: ReactNode
  role?: 'alert'
  children?: ReactNode
}) {
  return (
    <div className={styles.area} role={role}>
      <div className={styles.column}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.about}>{about}</p>
        {children}
      </div>
    </div>
  )
}
