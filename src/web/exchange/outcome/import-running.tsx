import { formatNumber } from '../../messages/format.ts'
import type { ImportSession } from '../import-session.ts'
import { say } from '../text.ts'
import styles from './import-running.module.css'

/** How far a running import is. Reading is most of the way; sealing it in the trail is the rest. */
function share({ preview, progress }: ImportSession): number {
  if (!progress || !preview || preview.rows === 0) return 0
  if (progress.phase === 'committing') return 0.95
  return (0.9 * (progress.rows_read + progress.rows_written)) / (2 * preview.rows)
}

function phase({ preview, progress }: ImportSession): string {
  if (!progress) return say('run.waiting')
  if (progress.phase === 'committing') return say('run.committing')
  if (progress.phase === 'refused') return say('run.refused')
  return say('run.reading', {
    read: formatNumber(progress.rows_read),
    rows: formatNumber(preview?.rows ?? progress.rows_read),
    written: formatNumber(progress.rows_written),
  })
}

/** An import on its way; it goes on when the person looks elsewhere. */
export function ImportRunning({ session }: { session: ImportSession }) {
  const percent = Math.round(share(session) * 100)
  return (
    <section className={styles.area} aria-labelledby="running">
      <h2 id="running" className={styles.title}>
        {say('run.title', { name: session.file?.name ?? '' })}
      </h2>
      <progress className={styles.bar} max={100} value={percent} aria-label={say('run.progress')} />
      <p className={styles.phase} aria-live="polite">
        {phase(session)}
      </p>
      <p className={styles.leave}>{say('run.leave')}</p>
    </section>
  )
}
