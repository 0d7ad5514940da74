import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { detailOf } from '../client/problem.ts'
import { t } from '../messages/message.ts'
import styles from './entrance.module.css'
import { Entrance } from './entrance.tsx'

/** Says that a link opens nothing, before anything is asked for, and what to do instead. */
export function DeadLink({ title, error, children }: { title: string; error: Error; children?: ReactNode }) {
  return (
    <Entrance title={title}>
      <p className={styles.lead}>{detailOf(error)}</p>
      {children}
      <p className={styles.way}>
        <Link to="/sign-in" className={styles.link}>
          {t('reset.back')}
        </Link>
      </p>
    </Entrance>
  )
}
