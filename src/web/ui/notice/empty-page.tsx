import type { ReactNode } from 'react'
import styles from './empty-page.module.css'

/** In place of what is not there: why, and the way on. */
export function EmptyPage({
  title,
  about,
  role,
  heading: Heading = 'h2',
  children,
}: {
  title: string
  about: ReactNode
  role?: 'alert'
  /** In place of a whole page, its title is the page's. */
  heading?: 'h1' | 'h2'
  children?: ReactNode
}) {
  return (
    <div className={styles.area} role={role}>
      <div className={styles.column}>
        <Heading className={styles.title} tabIndex={Heading === 'h1' ? -1 : undefined}>
          {title}
        </Heading>
        <p className={styles.about}>{about}</p>
        {children}
      </div>
    </div>
  )
}
