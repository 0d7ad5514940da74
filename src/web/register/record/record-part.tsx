import type { ReactNode } from 'react'
import styles from './record-part.module.css'

interface Props {
  title: ReactNode
  /** Stands at the end of the heading's line: what can be done in this part, where more of it is. */
  beside?: ReactNode
  busy?: boolean
  children: ReactNode
}

/** A part of a record's page that its module adds below the facts, under a heading of its own. */
export const RecordPart = ({ title, beside, busy, children }: Props) => (
  <section className={styles.part} aria-busy={busy}>
    <div className={styles.head}>
      <h2 className={styles.heading}>{title}</h2>
      {beside ? <div className={styles.beside}>{beside}</div> : null}
    </div>
    {children}
  </section>
)
