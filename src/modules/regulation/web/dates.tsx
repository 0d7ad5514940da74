import type { z } from 'zod'
import { formatDate, localToday } from '../../../web/messages/format.ts'
import type { determinationOverview } from '../contract.ts'
import styles from './overview-page.module.css'
import { t } from './texts.ts'

type Answer = z.output<(typeof determinationOverview)['output']>

/** The law's dates in order, with today among them, and what it leaves open. */
export function Dates({
  timeline,
  openPoints,
}: {
  timeline: Answer['timeline']
  openPoints: Answer['open_points']
}) {
  const today = localToday()
  const sorted = [...timeline].sort((one, other) => one.date.localeCompare(other.date))
  const next = sorted.findIndex(({ date }) => date > today)
  return (
    <>
      <section className={styles.part} aria-labelledby="dates">
        <h2 id="dates" className={styles.heading}>
          {t('regulation.timeline')}
        </h2>
        <ol>
          {sorted.map((one, at) => (
            <li key={one.id} className={styles.date}>
              {at === next ? (
                <span className={styles.today}>{t('regulation.today', { date: formatDate(today) })}</span>
              ) : null}
              <time dateTime={one.date} className={one.date <= today ? styles.muted : undefined}>
                {formatDate(one.date)}
              </time>
              <span className={one.date <= today ? styles.muted : undefined}>
                {one.event}
                {one.part_of_act ? '' : ` (${t('regulation.other_law')})`}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section className={styles.part} aria-labelledby="open-points">
        <h2 id="open-points" className={styles.heading}>
          {t('regulation.open_points')}
        </h2>
        <ul>
          {openPoints.map((point) => (
            <li key={point.id} className={styles.item}>
              <span>{point.text}</span>
              <span className={point.verify_by < today ? styles.caution : styles.muted}>
                {t('regulation.verify_by', { date: formatDate(point.verify_by) })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
