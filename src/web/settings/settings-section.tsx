import { type ReactNode, useId } from 'react'
import { detailOf } from '../client/problem.ts'
import { ProblemNote } from '../ui/notice/problem-note.tsx'
import styles from './settings.module.css'

/** A part of a page of the settings: its heading with what is done there, what it is for, and what went wrong. */
export function SettingsSection({
  title,
  about,
  action,
  error,
  children,
}: {
  title: string
  about?: string
  action?: ReactNode
  /** What it could not read. */
  error?: Error | null
  children: ReactNode
}) {
  const heading = useId()
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <div className={styles.head}>
        <h2 id={heading} className={styles.heading}>
          {title}
        </h2>
        {action}
      </div>
      {about === undefined ? null : <p className={styles.about}>{about}</p>}
      <ProblemNote text={error && detailOf(error)} />
      {children}
    </section>
  )
}
