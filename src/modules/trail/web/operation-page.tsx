import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { eventText } from '../../../web/messages/event.ts'
import { formatInstant } from '../../../web/messages/format.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { OperationDetail } from './operation-detail.tsx'
import { actorName, recordPlace } from './operation-names.ts'
import { t } from './texts.ts'
import styles from './trail-page.module.css'
import { operationQuery } from './trail-query.ts'

/** One operation by itself, at an address that can be passed on. */
export function Page() {
  const { id = '' } = useParams({ strict: false })
  const read = useInfiniteQuery(operationQuery(id))
  if (read.error && !read.data) return <PageError error={read.error} reset={() => void read.refetch()} />
  const operation = read.data?.pages[0]?.operation
  const rows = read.data?.pages.flatMap(({ changes }) => changes) ?? []
  // Where the record is among the rows that changed, it is named there.
  const told = rows.some(({ row_id, withheld }) => !withheld && row_id === operation?.record_id)
  const record = operation && !told ? recordPlace(operation) : null
  return (
    <>
      <PageHeader
        title={operation ? eventText(operation.event) : t('page.title')}
        parent={{ label: t('page.title'), plural: 'trail' }}
      />
      <div className={styles.scroll} aria-busy={operation === undefined}>
        {operation ? (
          <p className={styles.about}>
            <span>{actorName(operation)}</span>
            <time dateTime={operation.at}>{formatInstant(operation.at)}</time>
            {record ? (
              <Link to="/$plural/$id" params={record} className={styles.link}>
                {record.title}
              </Link>
            ) : null}
          </p>
        ) : null}
        <OperationDetail id={id} alone />
      </div>
    </>
  )
}
