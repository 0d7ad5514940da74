import type { ReactNode } from 'react'
import { rampClass } from '../../../web/ui/mark/ramp-step.tsx'
import type { CriteriaContent } from '../criteria/criteria-content.ts'
import type { RiskLevel } from '../score/scale.ts'
import styles from './level-grid.module.css'
import { stepOf } from './level-mark.tsx'
import { t } from './texts.ts'

const steps = [1, 2, 3, 4, 5]

const titleAt = (level: number, of: readonly { level: number; title: string }[] | undefined) =>
  of?.find((one) => one.level === level)?.title ?? ''

/** What a cell looks like that holds a figure, or none. */
export const cellProps = (level: RiskLevel | null, empty = false) => ({
  className: `${rampClass} ${styles.cell}`,
  'data-step': stepOf(level),
  'data-empty': empty,
})

/** A figure and the level that its cell stands for; a phone has room for the beginning of its word. */
export function CellWords({ figure, level }: { figure: string; level: RiskLevel | null }) {
  return (
    <>
      <span className={styles.count}>{figure}</span>{' '}
      <span className={styles.word}>{t(`risk.level.${level ?? 'none'}`)}</span>
      <span className={styles.short}>{t(`heat.short.${level ?? 'none'}`)}</span>
    </>
  )
}

interface Props {
  /** The id of its heading. */
  labelledBy: string
  criteria: CriteriaContent | undefined
  cell: (likelihood: number, impact: number) => ReactNode
}

/** Likelihood by impact, the worst at the top right. */
export function LevelGrid({ labelledBy, criteria, cell }: Props) {
  return (
    <table className={styles.map} aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colSpan={5} className={styles.axis}>
            {t('heat.impact')}
          </th>
        </tr>
        <tr>
          <th scope="col" className={styles.corner}>
            {t('heat.likelihood')}
          </th>
          {steps.map((impact) => (
            <th key={impact} scope="col">
              <b>{impact}</b> <span>{titleAt(impact, criteria?.impact_levels)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.toReversed().map((likelihood) => (
          <tr key={likelihood}>
            <th scope="row">
              <b>{likelihood}</b> <span>{titleAt(likelihood, criteria?.likelihood_levels)}</span>
            </th>
            {steps.map((impact) => (
              <td key={impact}>{cell(likelihood, impact)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
