import type { RiskLevel } from '../scale.ts'
import ramp from './level.module.css'
import styles from './risk.module.css'
import { t } from './texts.ts'

/** A risk level as its step of the ramp and its word; "before treatment" values stand in brackets when they replace others. */
export function LevelMark({ level, bracketed = false }: { level: RiskLevel | null; bracketed?: boolean }) {
  if (!level) return <span className={styles.muted}>{t('risk.level.none')}</span>
  const word = t(`risk.level.${level}`)
  return (
    <span className={`${ramp.step} ${styles.level}`} data-level={level}>
      {bracketed ? `(${word})` : word}
    </span>
  )
}
