import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { detailOf } from '../client/problem.ts'
import { useSession } from '../client/session.ts'
import { t } from '../messages/message.ts'
import { PageHeader } from '../shell/page/page-header.tsx'
import { Button } from '../ui/button.tsx'
import { beginningQuery, mayBegin } from './my-work/beginning-query.ts'
import { FirstSteps } from './my-work/first-steps.tsx'
import { NothingWaits } from './my-work/nothing-waits.tsx'
import { WorkList } from './my-work/work-list.tsx'
import { workQuery } from './my-work/work-query.ts'
import styles from './my-work.module.css'

/** The start page: everything that is asked of the person, why, by when, doable in place. */
export function MyWork() {
  const work = useInfiniteQuery(workQuery)
  const beginning = useQuery({ ...beginningQuery, enabled: mayBegin(useSession()) })
  const items = work.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageHeader title={t('work.title')} />
      <div className={styles.page} aria-busy={work.isPending}>
        <div className={styles.list}>
          {work.isPending ? (
            <p className="sr-only" role="status">
              {t('work.reading')}
            </p>
          ) : null}
          {work.isError && !items ? (
            <div className={styles.failed} role="alert">
              <h2>{t('work.failed')}</h2>
              <p>{detailOf(work.error)}</p>
              <Button onClick={() => void work.refetch()}>{t('error.retry')}</Button>
            </div>
          ) : null}
          {items?.length === 0 && !beginning.isLoading ? <NothingWaits beginning={beginning.data} /> : null}
          {items && items.length > 0 ? <WorkList items={items} /> : null}
          {items && items.length > 0 && beginning.data ? <FirstSteps beginning={beginning.data} /> : null}
          {work.hasNextPage ? (
            <div className={styles.more}>
              <Button disabled={work.isFetchingNextPage} onClick={() => void work.fetchNextPage()}>
                {t('work.more')}
              </Button>
            </div>
          ) : null}
        </div>
      </div>
    </>
  )
}
