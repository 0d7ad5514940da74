import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { keys } from '../../../web/app/query-keys.ts'
import { call } from '../../../web/client/call.ts'
import { formatNumber } from '../../../web/messages/format.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { PageHeader } from '../../../web/shell/page-header.tsx'
import { Select } from '../../../web/ui/select.tsx'
import type { RiskLevel } from '../scale.ts'
import styles from './heat-map.module.css'
import { LevelMark } from './level-mark.tsx'
import { criteriaQuery } from './risk-answers.ts'
import { t } from './texts.ts'

type Basis = 'inherent' | 'residual'
interface Cell {
  readonly likelihood: number
  readonly impact: number
  readonly count: number
  readonly level: RiskLevel | null
}

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
  const level = cell.level ? t(`risk.level.${cell.level}`) : t('risk.level.none')
  return (
    <Link
      to="/$plural"
      params={{ plural: 'risks' }}
      search={cellSearch(basis, cell, filters)}
      className={styles.cell}
      data-level={cell.level ?? 'none'}
      data-empty={cell.count === 0}
      aria-label={t('heat.cell', { ...cell, shown, level }).trim()}
    >
      <span className={styles.count}>{shown}</span> <span className={styles.word}>{level}</span>
    </Link>
  )
}

function AsTable({
  cells,
  basis,
  filters,
}: {
  cells: readonly Cell[]
  basis: Basis
  filters: Record<string, string>
}) {
  const shown = cells.filter(({ count }) => count > 0)
  return (
    <details className={styles.details}>
      <summary>{t('heat.table')}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('heat.likelihood')}</th>
            <th scope="col">{t('heat.impact')}</th>
            <th scope="col">{t('heat.level')}</th>
            <th scope="col">{t('heat.count')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((cell) => (
            <tr key={`${cell.likelihood} ${cell.impact}`}>
              <td>{cell.likelihood}</td>
              <td>{cell.impact}</td>
              <td>
                <LevelMark level={cell.level} />
              </td>
              <td>
                <Link to="/$plural" params={{ plural: 'risks' }} search={cellSearch(basis, cell, filters)}>
                  {formatNumber(cell.count)}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Risks by likelihood and impact, with the filters of their list; every cell opens its risks. */
export function Page() {
  const navigate = useNavigate()
  const { basis: asked, ...filters } = useSearch({ strict: false }) as Record<string, string>
  const basis: Basis = asked === 'residual' ? 'residual' : 'inherent'
  const read = useQuery({
    queryKey: [...keys.summaries('risk'), 'heat-map', basis, filters],
    queryFn: ({ signal }) => call('risk.heat-map', { basis, ...filters }, { signal }),
  })
  const criteria = useQuery(criteriaQuery).data?.criteria?.content
  if (read.error) return <PageError error={read.error} reset={() => void read.refetch()} />
  const cells = read.data?.cells ?? []
  const name = (level: number, of: readonly { level: number; title: string }[] | undefined) =>
    of?.find((one) => one.level === level)?.title ?? ''
  return (
    <>
      <PageHeader title={t('heat.title')} parent={{ label: t('heat.risks'), plural: 'risks' }}>
        <Select<Basis>
          label={t('heat.basis')}
          value={basis}
          options={[
            { value: 'inherent', label: t('heat.inherent') },
            { value: 'residual', label: t('heat.residual') },
          ]}
          onChange={(chosen) =>
            void navigate({
              to: '.',
              search: { ...filters, ...(chosen === 'inherent' ? {} : { basis: chosen }) },
            })
          }
        />
      </PageHeader>
      <div className={styles.scroll} aria-busy={read.data === undefined}>
        <div className={styles.page}>
          <table className={styles.map}>
            <caption className="sr-only">{t('heat.title')}</caption>
            <thead>
              <tr>
                <th scope="col" className={styles.corner}>
                  {t('heat.likelihood')} / {t('heat.impact')}
                </th>
                {[1, 2, 3, 4, 5].map((impact) => (
                  <th key={impact} scope="col">
                    <b>{impact}</b> <span>{name(impact, criteria?.impact_levels)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[5, 4, 3, 2, 1].map((likelihood) => (
                <tr key={likelihood}>
                  <th scope="row">
                    <b>{likelihood}</b> <span>{name(likelihood, criteria?.likelihood_levels)}</span>
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
          {read.data ? (
            <p className={styles.note}>
              {t('heat.total', { count: formatNumber(read.data.total) })}.{' '}
              {read.data.unplaced > 0 ? t('heat.unplaced', { count: formatNumber(read.data.unplaced) }) : ''}{' '}
              {t('heat.note')}
            </p>
          ) : null}
          <AsTable cells={cells} basis={basis} filters={filters} />
        </div>
      </div>
    </>
  )
}
