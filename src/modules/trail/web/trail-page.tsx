import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { detailOf } from '../../../web/client/problem.ts'
import { useSession } from '../../../web/client/session.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { useRowKeys } from '../../../web/shell/shortcut/use-row-keys.ts'
import { Button, buttonClass } from '../../../web/ui/button.tsx'
import { CheckpointBand } from './checkpoint-band.tsx'
import { Filters } from './filters.tsx'
import { OperationRow } from './operation-row.tsx'
import { t } from './texts.ts'
import { useTrailFilter } from './trail-filter.ts'
import styles from './trail-page.module.css'
import { operationsQuery } from './trail-query.ts'

const columns = ['time', 'person', 'event', 'record', 'leaves', 'proof_state'] as const

/** Asks for the next page shortly before its place comes into view. */
function useNearEnd(onNear: () => void) {
  const mark = useRef<HTMLDivElement>(null)
  const latest = useRef(onNear)
  latest.current = onNear
  useEffect(() => {
    const at = mark.current
    if (!at) return
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) latest.current()
      },
      { rootMargin: '600px' },
    )
    watch.observe(at)
    return () => watch.disconnect()
  }, [])
  return mark
}

function Empty({ filtered }: { filtered: boolean }) {
  return (
    <div className={styles.empty}>
      <h2>{t(filtered ? 'page.none_title' : 'page.empty_title')}</h2>
      <p>{t(filtered ? 'page.none' : 'page.empty')}</p>
    </div>
  )
}

/** What was done, by whom and when, newest first, and where each entry is proved. */
export function Page() {
  const session = useSession()
  const { filter, setFilter } = useTrailFilter()
  const read = useInfiniteQuery(operationsQuery(filter))
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLTableSectionElement>(null)
  useRowKeys(list, '[data-operation]')
  const more = () => {
    if (read.hasNextPage && !read.isFetching && !read.isFetchNextPageError) void read.fetchNextPage()
  }
  const mark = useNearEnd(more)
  const items = read.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filter).length > 0
  const toggle = (id: string) => {
    const next = new Set(opened)
    if (!next.delete(id)) next.add(id)
    setOpened(next)
  }
  return (
    <>
      <PageHeader title={t('page.title')}>
        {session.permissions['trail:export'] ? (
          <a href="/api/trail/export" download className={buttonClass('plain')}>
            <IconDownload size={14} stroke={1.75} />
            {t('checkpoint.export')}
          </a>
        ) : null}
      </PageHeader>
      <CheckpointBand />
      <Filters filter={filter} onChange={setFilter} seen={[...new Set(items.map(({ event }) => event))]} />
      {read.error && !read.data ? (
        <PageError within error={read.error} reset={() => void read.refetch()} />
      ) : null}
      <div className={styles.scroll} aria-busy={read.isPending}>
        {read.isPending ? (
          <p className={styles.note} role="status">
            {t('page.loading')}
          </p>
        ) : null}
        {items.length > 0 ? (
          <table className={styles.table}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" className={column === 'leaves' ? styles.number : undefined}>
                    {t(`page.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody ref={list}>
              {items.map((operation) => (
                <OperationRow
                  key={operation.operation_id}
                  operation={operation}
                  opened={opened.has(operation.operation_id)}
                  onToggle={() => toggle(operation.operation_id)}
                />
              ))}
            </tbody>
          </table>
        ) : null}
        {read.data && items.length === 0 ? <Empty filtered={filtered} /> : null}
        <div ref={mark} />
        {read.isFetchNextPageError && read.error ? (
          <p className={styles.note} role="alert">
            {t('page.more_failed', { detail: detailOf(read.error) })}
          </p>
        ) : null}
        {read.hasNextPage ? (
          <div className={styles.note}>
            <Button disabled={read.isFetching} onClick={() => void read.fetchNextPage()}>
              {t('page.more')}
            </Button>
          </div>
        ) : items.length > 0 ? (
          <p className={styles.note}>{t(filtered ? 'page.end_filtered' : 'page.end')}</p>
        ) : null}
      </div>
    </>
  )
}
