import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { indexedByName } from '../../../web/app/registers.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { useSession } from '../../../web/client/session.ts'
import { eventText } from '../../../web/messages/event.ts'
import { formatNumber } from '../../../web/messages/format.ts'
import { columnOf, inSentence, readable } from '../../../web/messages/words.ts'
import { Button } from '../../../web/ui/button.tsx'
import { mayUndo, undoing } from '../../../web/undo/undo.ts'
import { isUndoable, previewQuery } from '../../../web/undo/undo-query.ts'
import { FieldChanges } from './field-changes.tsx'
import styles from './operation-detail.module.css'
import { reasonIn, stated } from './stated.ts'
import { t, tn } from './texts.ts'
import { type Change, type Operation, operationQuery } from './trail-query.ts'
import { kindOf, WithheldRows } from './withheld-rows.tsx'

/** What changed without its content being shown; that nothing did, only where the trail says so. */
function Unshown({ change: { register, changes, unshown } }: { change: Change }) {
  if (unshown.length === 0)
    return changes.length === 0 ? <p className={styles.quiet}>{t('detail.nothing')}</p> : null
  const fields = unshown.map((field) => inSentence(columnOf(register, field))).join(', ')
  return (
    <p className={styles.quiet}>
      {t(changes.length === 0 ? 'detail.unshown' : 'detail.unshown_too', { fields })}
    </p>
  )
}

/** Undoing, offered where the server says that something of it can go back for whoever asks. */
function Undo({ id, event }: Pick<Operation, 'event'> & { id: string }) {
  const { data } = useQuery(previewQuery(id))
  if (!data || !isUndoable(data)) return null
  return (
    <Button onClick={() => undoing.ask({ operationId: id, text: eventText(event) })}>
      {t('detail.undo')}
    </Button>
  )
}

function ChangedRow({ change }: { change: Change }) {
  const { register, row_id, title, action } = change
  const indexed = register === null ? undefined : indexedByName(register)
  const kind = kindOf(change)
  const name = title ?? kind
  return (
    <li className={styles.row}>
      <p className={styles.head}>
        {indexed && row_id && title ? (
          <Link to="/$plural/$id" params={{ plural: indexed.plural, id: row_id }} className={styles.link}>
            {name}
          </Link>
        ) : (
          <span className={styles.name}>{name}</span>
        )}
        <span className={styles.quiet}>
          {title === null ? '' : `${kind} · `}
          {t(`detail.action.${action}`)}
          {change.leaf_index === null ? '' : ` · ${tn('detail.leaves', 1, formatNumber(change.leaf_index))}`}
        </span>
      </p>
      {change.erased ? (
        <p className={styles.quiet}>{t('detail.erased')}</p>
      ) : (
        <>
          {change.changes.length > 0 ? <FieldChanges change={change} /> : null}
          <Unshown change={change} />
        </>
      )}
    </li>
  )
}

/** What the event itself states, beside its reason. */
function Stated({ changes }: { changes: readonly Change[] }) {
  const details = changes.map(({ detail }) => detail)
  const reasons = details.flatMap((detail) => reasonIn(detail) ?? [])
  const facts = details.flatMap(stated)
  if (reasons.length + facts.length === 0) return null
  return (
    <dl className={styles.facts} aria-label={t('detail.stated')}>
      {reasons.map((reason) => (
        <div key={reason}>
          <dt>{t('detail.reason')}</dt>
          <dd className={styles.prose}>{reason}</dd>
        </div>
      ))}
      {facts.map(({ name, value }) => (
        <div key={`${name} ${value}`}>
          <dt>{readable(name)}</dt>
          <dd className={styles.prose}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One operation: what it changed, why, where it is proved, and undoing it for those who may. */
export function OperationDetail({ id, alone = false }: { id: string; alone?: boolean }) {
  const session = useSession()
  const read = useInfiniteQuery(operationQuery(id))
  if (read.error && !read.data)
    return (
      <div className={styles.detail} role="alert">
        <p>{t('detail.failed', { detail: detailOf(read.error) })}</p>
        <Button onClick={() => void read.refetch()}>{t('detail.again')}</Button>
      </div>
    )
  const operation = read.data?.pages[0]?.operation
  if (!operation)
    return (
      <p className={styles.detail} role="status">
        {t('detail.loading')}
      </p>
    )
  const changes = read.data?.pages.flatMap((page) => page.changes) ?? []
  const rows = changes.filter(({ action }) => action !== 'event')
  const readableRows = rows.filter(({ withheld, erased }) => erased || !withheld)
  return (
    <div className={styles.detail}>
      <Stated changes={changes} />
      <ul>
        {readableRows.map((change, at) => (
          <ChangedRow key={`${change.table} ${change.row_id} ${change.leaf_index ?? at}`} change={change} />
        ))}
      </ul>
      <WithheldRows rows={rows.filter(({ withheld, erased }) => withheld && !erased)} />
      {read.hasNextPage ? (
        <Button disabled={read.isFetching} onClick={() => void read.fetchNextPage()}>
          {t('detail.more')}
        </Button>
      ) : null}
      <p className={styles.foot}>
        <span className={styles.quiet}>
          {operation.tree_size === null
            ? t('detail.not_signed')
            : t('detail.signed', { size: formatNumber(operation.tree_size) })}
        </span>
        {operation.first_leaf !== null && operation.tree_size !== null ? (
          <a href={`/api/trail/leaves/${operation.first_leaf}/proof`} download className={styles.link}>
            {t('detail.proof', { leaf: formatNumber(operation.first_leaf) })}
          </a>
        ) : null}
        {alone ? null : (
          <Link to="/$plural/$id" params={{ plural: 'trail', id }} className={styles.link}>
            {t('detail.open')}
          </Link>
        )}
        {mayUndo(session) && rows.length > 0 ? <Undo id={id} event={operation.event} /> : null}
      </p>
    </div>
  )
}
