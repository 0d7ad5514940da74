import { RampStep } from '../../../web/ui/mark/ramp-step.tsx'
import { type RiskLevel, rankOf } from '../score/scale.ts'
import styles from './risk.module.css'
import { t } from './texts.ts'

/** A level's step of the ramp; 0 where nothing was evaluated. */
export const stepOf = (level: RiskLevel | null): number => (level === null ? 0 : rankOf(level) + 1)

/** A risk level as its step of the ramp and its word; "before treatment" values stand in brackets when they replace others. */
export function LevelMark({ level, bracketed = false }: { level: RiskLevel | null; bracketed?: boolean }) {
  if (!level) return <span className={styles.muted}>{t('risk.level.none')}</span>
  const word = t(`risk.level.${level}`)
  return <RampStep step={stepOf(level)}>{bracketed ? `(${word})` : word}</RampStep>
}
