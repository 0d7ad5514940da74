import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { keys } from '../../../../web/app/query-keys.ts'
import { call } from '../../../../web/client/call.ts'
import { formatNumber } from '../../../../web/messages/format.ts'
import { addMessages } from '../../../../web/messages/message.ts'
import { PageError } from '../../../../web/page/trouble.tsx'
import { NothingYet } from '../../../../web/register/list/table/list-empty.tsx'
import { PageHeader } from '../../../../web/shell/page/page-header.tsx'
import { Fold } from '../../../../web/ui/fold.tsx'
import { risk } from '../../contract.ts'
import { messages } from '../../messages/en.ts'
import { LevelMark } from '../level-mark.tsx'
import { criteriaQuery } from '../risk-answers.ts'
import { t } from '../texts.ts'
import styles from './heat-map.module.css'
import { type Basis, type Counted, cellSearch, HeatMap } from './heat-map.tsx'

// An empty map teaches what a risk is, in the module's own texts, which no page of the register has loaded here.
addMessages(messages)

const useCounted = (basis: Basis, filters: Record<string, string>) =>
  useQuery({
    queryKey: [...keys.summaries('risk'), 'heat-map', basis, filters],
    queryFn: ({ signal }) => call('risk.heat-map', { basis, ...filters }, { signal }),
  })

function AsTable({ maps, filters }: { maps: readonly Counted[]; filters: Record<string, string> }) {
  return (
    <Fold title={t('heat.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('heat.basis')}</th>
            <th scope="col">{t('heat.likelihood')}</th>
            <th scope="col">{t('heat.impact')}</th>
            <th scope="col">{t('heat.level')}</th>
            <th scope="col">{t('heat.count')}</th>
          </tr>
        </thead>
        <tbody>
          {maps.flatMap(({ basis, cells }) =>
            cells
              .filter(({ count }) => count > 0)
              .map((cell) => (
                <tr key={`${basis} ${cell.likelihood} ${cell.impact}`}>
                  <td>{t(`heat.${basis}`)}</td>
                  <td>{cell.likelihood}</td>
                  <td>{cell.impact}</td>
                  <td>
                    <LevelMark level={cell.level} />
                  </td>
                  <td>
                    <Link
                      to="/$plural"
                      params={{ plural: 'risks' }}
                      search={cellSearch(basis, cell, filters)}
                    >
                      {formatNumber(cell.count)}
                    </Link>
                  </td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </Fold>
  )
}

/** Risks by likelihood and impact, before and after treatment side by side, with the filters of their list. */
export function Page() {
  // The map is of today: an earlier moment that came along with the address is no filter.
  const { as_of: _earlier, ...filters } = useSearch({ strict: false }) as Record<string, string>
  const before = useCounted('inherent', filters)
  const after = useCounted('residual', filters)
  const criteria = useQuery(criteriaQuery)
  const failed = [before, after].find(({ error }) => error)
  if (failed) return <PageError error={failed.error} reset={() => void failed.refetch()} />
  const nothing = before.data?.total === 0 && Object.keys(filters).length === 0
  const content = criteria.data?.criteria?.content
  return (
    <>
      <PageHeader title={t('heat.title')} parent={{ label: t('heat.risks'), plural: 'risks' }} />
      {nothing ? (
        <NothingYet register={risk} />
      ) : (
        <div className={styles.scroll}>
          <div className={styles.page}>
            {criteria.data?.criteria === null ? (
              <p className={styles.note}>
                {t('heat.no_criteria')}{' '}
                <Link to="/$plural" params={{ plural: 'risk-criteria' }} className={styles.link}>
                  {t('heat.to_criteria')}
                </Link>
              </p>
            ) : null}
            <div className={styles.maps}>
              <HeatMap basis="inherent" counted={before.data} criteria={content} filters={filters} />
              <HeatMap basis="residual" counted={after.data} criteria={content} filters={filters} />
            </div>
            {before.data ? (
              <p className={styles.note}>
                {t('heat.total', { count: formatNumber(before.data.total) })}. {t('heat.note')}
              </p>
            ) : null}
            <AsTable maps={[before.data, after.data].filter((one) => one !== undefined)} filters={filters} />
          </div>
        </div>
      )}
    </>
  )
}
