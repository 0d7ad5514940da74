import { Link } from '@tanstack/react-router'
import type { OutputOf } from '../../../../kernel/contract/operation.ts'
import { formatNumber } from '../../../../web/messages/format.ts'
import type { CriteriaContent } from '../../criteria/criteria-content.ts'
import type { getHeatMap } from '../../standing/query-contract.ts'
import { CellWords, cellProps, LevelGrid } from '../level-grid.tsx'
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
  if (cell.count === 0)
    return (
      <span {...cellProps(cell.level, true)}>
        <CellWords figure="" level={cell.level} />
      </span>
    )
  return (
    <Link
      to="/$plural"
      params={{ plural: 'risks' }}
      search={cellSearch(basis, cell, filters)}
      {...cellProps(cell.level)}
    >
      <CellWords figure={formatNumber(cell.count)} level={cell.level} />{' '}
      <span className="sr-only">{t('heat.cell', { ...cell })}</span>
    </Link>
  )
}

/** What the cells alone do not tell: who is missing from them, and whose numbers are only proposed. */
function Remarks({ counted: { unplaced, unconfirmed } }: { counted: Counted }) {
  const remarks = [
    unplaced > 0 ? t('heat.unplaced', { count: formatNumber(unplaced) }) : null,
    unconfirmed > 0 ? t('heat.unconfirmed', { count: formatNumber(unconfirmed) }) : null,
  ].filter((one) => one !== null)
  return remarks.length > 0 ? <span className={styles.unplaced}>{remarks.join(' · ')}</span> : null
}

interface Props {
  basis: Basis
  counted: Counted | undefined
  criteria: CriteriaContent | undefined
  filters: Record<string, string>
}

/** Likelihood by impact, before or after treatment; every cell that holds risks opens them. */
export function HeatMap({ basis, counted, criteria, filters }: Props) {
  const cells = counted?.cells ?? []
  return (
    <section aria-busy={counted === undefined}>
      <h2 className={styles.heading} id={`heat-${basis}`}>
        {t(`heat.${basis}`)}
        {counted ? <Remarks counted={counted} /> : null}
      </h2>
      <LevelGrid
        labelledBy={`heat-${basis}`}
        criteria={criteria}
        cell={(likelihood, impact) => {
          const cell = cells.find((one) => one.likelihood === likelihood && one.impact === impact)
          return cell ? <CellLink cell={cell} basis={basis} filters={filters} /> : null
        }}
      />
    </section>
  )
}
