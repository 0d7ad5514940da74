import type { ReactNode } from 'react'
import styles from './sign-dialog.module.css'

/** What keeps from signing, or may be signed knowingly, point by point. */
export function Points({
  title,
  points,
  look,
}: {
  title: string
  points: readonly ReactNode[]
  look: 'against' | 'beside'
}) {
  if (points.length === 0) return null
  return (
    <section className={styles[look]}>
      <h3 className={styles.small}>{title}</h3>
      <ul>
        {points.map((point, index) => (
          <li key={typeof point === 'string' ? point : index}>{point}</li>
        ))}
      </ul>
    </section>
  )
}
