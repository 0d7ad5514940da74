import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { detailOf, Problem } from '../client/problem.ts'
import { t } from '../messages/message.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import styles from './trouble.module.css'

/** There is nothing at this address, or the person may not see it; both read the same. */
export function NotFound() {
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title} tabIndex={-1}>
          {t('not_found.title')}
        </h1>
        <p className={styles.text}>{t('not_found.about')}</p>
        <Link to="/" className={buttonClass('plain')}>
          {t('not_found.home')}
        </Link>
      </div>
    </div>
  )
}

/** The address holds something that is no record's id: there is nothing here either. */
const isNoId = (error: Problem) =>
  error.kind === 'invalid-input' && error.issues.length > 0 && error.issues.every(({ path }) => path === 'id')

/** A page that failed: what happened, what was kept, what to do. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  if (error instanceof Problem && (error.kind === 'not-found' || isNoId(error))) return <NotFound />
  return (
    <div className={styles.page} role="alert">
      <div className={styles.column}>
        <h1 className={styles.title} tabIndex={-1}>
          {t('error.title')}
        </h1>
        <p className={styles.text}>{detailOf(error)}</p>
        <Button
          onClick={() => {
            reset()
            void router.invalidate()
          }}
        >
          {t('error.retry')}
        </Button>
      </div>
    </div>
  )
}
