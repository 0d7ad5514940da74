import { Link } from '@tanstack/react-router'
import type { OutputOf } from '../../../../kernel/contract/operation.ts'
import { formatNumber } from '../../../../web/messages/format.ts'
import { rampClass } from '../../../../web/ui/mark/ramp-step.tsx'
import type { CriteriaContent } from '../../criteria/criteria-content.ts'
import type { getHeatMap } from '../../standing/query-contract.ts'
import { stepOf } from '../level-mark.tsx'
import { t } from '../texts.ts'
import styles from './heat-map.module.css'

export type Basis = 'inherent' | 'residual'
export type Counted = OutputOf<typeof getHeatMap>
type Cell = Counted['cells'][number]

/** The list's own filters that show exactly the risks of a cell. */
export const cellSearch = (
  basis: Basis,
  { likelihood, impact }: Pick<Cell, 'likelihood' | 'impact'>,
  filters: Readonly<Record<string, string>>,
): Record<string, string> => {
  const [l, i] =
    basis === 'inherent' ? ['likelihood', 'inherent_impact'] : ['residual_likelihood', 'residual_impact']
  return {
    ...filters,
    [`${l}.from`]: String(likelihood),
    [`${l}.to`]: String(likelihood),
    [`${i}.from`]: String(impact),
    [`${i}.to`]: String(impact),
  }
}

function CellLink({ cell, basis, filters }: { cell: Cell; basis: Basis; filters: Record<string, string> }) {
  const shown = cell.count === 0 ? '' : formatNumber(cell.count)
  const level = t(`risk.level.${cell.level ?? 'none'}`)
  return (
    <Link
      to="/$plural"
      params={{ plural: 'risks' }}
      search={cellSearch(basis, cell, filters)}
      className={`${rampClass} ${styles.cell}`}
      data-step={stepOf(cell.level)}
      data-empty={cell.count === 0}
    >
      <span className={styles.count}>{shown}</span> <span className={styles.word}>{level}</span>
      <span className={styles.short}>{t(`heat.short.${cell.level ?? 'none'}`)}</span>{' '}
      <span className="sr-only">{t('heat.cell', { ...cell })}</span>
    </Link>
  )
}

const titleAt = (level: number, of: readonly { level: number; title: string }[] | undefined) =>
  of?.find((one) => one.level === level)?.title ?? ''

interface Props {
  basis: Basis
  counted: Counted | undefined
  criteria: CriteriaContent | undefined
  filters: Record<string, string>
}

/** Likelihood by impact, before or after treatment; every cell opens its risks. */
export function HeatMap({ basis, counted, criteria, filters }: Props) {
  const cells = counted?.cells ?? []
  return (
    <section aria-busy={counted === undefined}>
      <h2 className={styles.heading} id={`heat-${basis}`}>
        {t(`heat.${basis}`)}
        {counted && counted.unplaced > 0 ? (
          <span className={styles.unplaced}>
            {t('heat.unplaced', { count: formatNumber(counted.unplaced) })}
          </span>
        ) : null}
      </h2>
      <table className={styles.map} aria-labelledby={`heat-${basis}`}>
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
            {[1, 2, 3, 4, 5].map((impact) => (
              <th key={impact} scope="col">
                <b>{impact}</b> <span>{titleAt(impact, criteria?.impact_levels)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[5, 4, 3, 2, 1].map((likelihood) => (
            <tr key={likelihood}>
              <th scope="row">
                <b>{likelihood}</b> <span>{titleAt(likelihood, criteria?.likelihood_levels)}</span>
              </th>
              {cells
                .filter((cell) => cell.likelihood === likelihood)
                .map((cell) => (
                  <td key={cell.impact}>
                    <CellLink cell={cell} basis={basis} filters={filters} />
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
