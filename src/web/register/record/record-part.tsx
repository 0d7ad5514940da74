import type { ReactNode } from 'react'
import styles from './record-part.module.css'

/** A part of a record's page that its module adds below the facts, under a heading of its own. */
export const RecordPart = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={styles.part}>
    <h2 className={styles.heading}>{title}</h2>
    {children}
  </section>
)
