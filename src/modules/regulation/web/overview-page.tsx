import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { loadWordsOf } from '../../../web/app/registers.ts'
import { call } from '../../../web/client/call.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { formatDate, formatNumber } from '../../../web/messages/format.ts'
import { choiceOf } from '../../../web/messages/words.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { PageHeader } from '../../../web/shell/page-header.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import { Dates } from './dates.tsx'
import { toneOf } from './outcome-panel.tsx'
import styles from './overview-page.module.css'
import { reasonText } from './stale-notice.tsx'
import { t, tn } from './texts.ts'

const register = { name: 'determination' }
const systems = (count: number) => tn('regulation.systems', count, formatNumber(count))

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

/** What the law that the product brings would change, before anybody adopts it. */
function Rerun() {
  const read = useQuery({
    queryKey: ['determination', 'rerun'],
    queryFn: ({ signal }) => call('determination.rerun-preview', { limit: 200 }, { signal }),
  })
  return (
    <section className={styles.part} aria-labelledby="rerun">
      <h2 id="rerun" className={styles.heading}>
        {t('regulation.rerun')}
      </h2>
      <p className={styles.muted}>{t('regulation.rerun_about')}</p>
      {read.data?.items.length === 0 ? <p>{t('regulation.rerun_none')}</p> : null}
      <ul>
        {read.data?.items.map((one) => (
          <li key={one.determination_id} className={styles.item}>
            <Link
              to="/$plural/$id"
              params={{ plural: 'determinations', id: one.determination_id }}
              className={styles.link}
            >
              {titleOf(one.ai_system_id) ?? one.determination_id}
            </Link>
            <span className={styles.muted}>
              {one.changes
                .map(({ id, before, after }) => `${id ?? ''} ${before ?? '-'} → ${after ?? '-'}`.trim())
                .join('; ')}
            </span>
          </li>
        ))}
      </ul>
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
  return (
    <>
      <PageHeader title={t('regulation.title')}>
        <Link to="/$plural" params={{ plural: 'determinations' }} className={styles.inline}>
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
                        <span>{systems(one.systems)}</span>
                      </li>
                    ))}
                  <li className={styles.count}>
                    <span className={styles.muted}>{t('regulation.without_class')}</span>
                    <span>{systems(data.undetermined.eu_ai_act)}</span>
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
                      <span>{systems(one.systems)}</span>
                    </li>
                  ))}
                  <li className={styles.count}>
                    <span className={styles.muted}>{t('regulation.without_roles')}</span>
                    <span>{systems(data.undetermined.iso_roles)}</span>
                  </li>
                  <li className={styles.count}>
                    <Link
                      to="/$plural"
                      params={{ plural: 'determinations' }}
                      search={{ state: 'proposed' }}
                      className={styles.link}
                    >
                      {t('regulation.waiting')}
                    </Link>
                    <span>{formatNumber(data.waiting)}</span>
                  </li>
                </ul>
              </section>
            </div>
            <Stale />
            <Rerun />
            <Dates timeline={data.timeline} openPoints={data.open_points} />
            <p className={styles.muted}>{data.licence_note}</p>
          </div>
        ) : null}
      </div>
    </>
  )
}
