import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { loadWordsOf } from '../../../web/app/registers.ts'
import { call } from '../../../web/client/call.ts'
import { formatDate, formatNumber } from '../../../web/messages/format.ts'
import { choiceOf } from '../../../web/messages/words.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { Button, buttonClass } from '../../../web/ui/button.tsx'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import { Dates } from './dates.tsx'
import { toneOf } from './outcome-panel.tsx'
import styles from './overview-page.module.css'
import { RerunPreview } from './rerun.tsx'
import { reasonText } from './stale-reasons.tsx'
import { t, tn } from './texts.ts'

const register = { name: 'determination' }

/** Determinations that no longer hold; the next page is looked at on demand. */
function Stale() {
  const read = useInfiniteQuery({
    queryKey: ['determination', 'stale'],
    queryFn: async ({ pageParam, signal }) => {
      await loadWordsOf(['ai-system'])
      return call(
        'determination.stale',
        { limit: 200, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      )
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  })
  const items = read.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className={styles.part} aria-labelledby="stale">
      <h2 id="stale" className={styles.heading}>
        {t('regulation.stale')}
      </h2>
      {read.data && items.length === 0 && !read.hasNextPage ? (
        <p className={styles.muted}>{t('regulation.none_stale')}</p>
      ) : null}
      <ul>
        {items.map(({ record, stale }) => (
          <li key={record.id} className={styles.item}>
            <Link
              to="/$plural/$id"
              params={{ plural: 'determinations', id: record.id }}
              className={styles.link}
            >
              {record.title}
            </Link>
            <span className={styles.muted}>{stale.map(reasonText).join('; ')}</span>
          </li>
        ))}
      </ul>
      {read.hasNextPage ? (
        <Button disabled={read.isFetching} onClick={() => void read.fetchNextPage()}>
          {t('regulation.more')}
        </Button>
      ) : null}
    </section>
  )
}

/** How the inventory stands under the law: by class, by role, what no longer holds, and the dates. */
export function Page() {
  const read = useQuery({
    queryKey: ['determination', 'overview'],
    queryFn: ({ signal }) => call('determination.overview', {}, { signal }),
  })
  if (read.error) return <PageError error={read.error} reset={() => void read.refetch()} />
  const data = read.data
  const determined = data && (data.by_role.length > 0 || data.by_tier.some((one) => one.systems > 0))
  return (
    <>
      <PageHeader title={t('regulation.title')}>
        <Link to="/$plural" params={{ plural: 'determinations' }} className={buttonClass('plain')}>
          {t('regulation.all')}
        </Link>
      </PageHeader>
      <div className={styles.scroll} aria-busy={data === undefined}>
        {data ? (
          <div className={styles.page}>
            <p className={styles.lead}>{t('regulation.about')}</p>
            <p className={styles.muted}>
              {data.law_state_date
                ? t('regulation.law_state', {
                    date: formatDate(data.law_state_date),
                    version: data.rule_version,
                  })
                : null}
            </p>
            {data.waiting > 0 ? (
              <p className={styles.waiting}>
                <Link
                  to="/$plural"
                  params={{ plural: 'determinations' }}
                  search={{ state: 'proposed' }}
                  className={styles.inline}
                >
                  {tn('regulation.waiting', data.waiting, formatNumber(data.waiting))}
                </Link>
              </p>
            ) : null}
            {data.systems === 0 ? (
              <p className={styles.waiting}>
                {t('regulation.no_systems')}{' '}
                <Link to="/$plural" params={{ plural: 'ai-systems' }} className={styles.inline}>
                  {t('regulation.to_systems')}
                </Link>
              </p>
            ) : (
              <div className={styles.columns}>
                <section className={styles.part} aria-labelledby="by-class">
                  <h2 id="by-class" className={styles.heading}>
                    {t('regulation.by_class')}
                  </h2>
                  <ul>
                    {data.by_tier
                      .filter((one) => one.systems > 0)
                      .map((one) => (
                        <li key={one.tier} className={styles.count}>
                          <Link
                            to="/$plural"
                            params={{ plural: 'determinations' }}
                            search={{ tier: one.tier, state: 'approved,use_rejected' }}
                            className={styles.link}
                          >
                            <StateMark tone={toneOf(one.tier)}>{one.title}</StateMark>
                          </Link>
                          <span>{formatNumber(one.systems)}</span>
                        </li>
                      ))}
                    <li className={styles.count}>
                      <span className={styles.muted}>{t('regulation.without_class')}</span>
                      <span>{formatNumber(data.undetermined.eu_ai_act)}</span>
                    </li>
                  </ul>
                </section>
                <section className={styles.part} aria-labelledby="by-role">
                  <h2 id="by-role" className={styles.heading}>
                    {t('regulation.by_role')}
                  </h2>
                  <ul>
                    {data.by_role.map((one) => (
                      <li key={one.role} className={styles.count}>
                        <span>{choiceOf(register, 'ai_roles', one.role)}</span>
                        <span>{formatNumber(one.systems)}</span>
                      </li>
                    ))}
                    <li className={styles.count}>
                      <span className={styles.muted}>{t('regulation.without_roles')}</span>
                      <span>{formatNumber(data.undetermined.iso_roles)}</span>
                    </li>
                  </ul>
                </section>
              </div>
            )}
            {determined ? (
              <>
                <Stale />
                <RerunPreview />
              </>
            ) : null}
            <Dates timeline={data.timeline} openPoints={data.open_points} />
            <p className={styles.muted}>{data.licence_note}</p>
          </div>
        ) : null}
      </div>
    </>
  )
}
