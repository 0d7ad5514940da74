import { IconAlertTriangle } from '@tabler/icons-react'
import styles from './stale-notice.module.css'

/** Says that what was decided no longer rests on what is the case, and exactly why. */
export function StaleNotice({ title, reasons }: { title: string; reasons: readonly string[] }) {
  return (
    <div className={styles.stale} role="note">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <div>
        <p className={styles.title}>{title}</p>
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
