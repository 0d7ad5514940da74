import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../../web/ui/button.tsx'
import { t } from './texts.ts'
import styles from './version.module.css'

/** From the page of a row back to its place in the statement, where it is decided. */
export function Section({ recordId }: { recordId: string }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{t('soa.section.title')}</h2>
      <Link
        to="/$plural"
        params={{ plural: 'statement-of-applicability' }}
        search={{ row: recordId }}
        className={buttonClass('plain')}
      >
        {t('soa.section.back')}
      </Link>
    </section>
  )
}
