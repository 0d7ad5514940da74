import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { indexedByName } from '../app/registers.ts'
import { detailOf } from '../client/problem.ts'
import { formatNumber } from '../messages/format.ts'
import { t } from '../messages/message.ts'
import { manyOf, oneOf } from '../messages/words.ts'
import styles from './thread.module.css'
import { ThreadEntry } from './thread-entry.tsx'
import { type ThreadEnd, type ThreadGroup, threadQuery, threadRestQuery } from './thread-query.ts'

interface Props {
  end: ThreadEnd
  /** Takes away a link that was made by hand; null where the person may not. */
  onRemove?: ((linkId: string, title: string) => void) | null
}

const counted = (number: number, atLeast: boolean): string => `${formatNumber(number)}${atLeast ? '+' : ''}`

/** Where all of them are, when the thread looks at some thousands only. */
function Rest({ end, group }: { end: ThreadEnd; group: ThreadGroup }) {
  const plural = indexedByName(group.register)?.plural
  const tie = group.items[0]?.ties.find((one) => one.kind === 'field' && one.direction === 'from')
  const column = tie?.key.startsWith(`${group.register}.`)
    ? tie.key.slice(group.register.length + 1)
    : undefined
  if (plural === undefined || column === undefined)
    return <p className={styles.reason}>{t('thread.at_least')}</p>
  // Of a requirement they are all read on here: the list calls it by its number.
  if ('urn' in end) return null
  return (
    <Link to="/$plural" params={{ plural }} search={{ [column]: end.id }} className={styles.more}>
      {t('thread.all')}
    </Link>
  )
}

function Group({ end, group, onRemove }: Required<Props> & { group: ThreadGroup }) {
  const [whole, setWhole] = useState(false)
  const rest = useInfiniteQuery({ ...threadRestQuery(end, group), enabled: whole && group.next !== null })
  const items = [...group.items, ...(rest.data?.pages.flatMap((page) => page.items) ?? [])]
  const left = group.total - items.length
  const further = rest.data ? rest.hasNextPage : group.next !== null
  const more = () => {
    if (rest.data) void rest.fetchNextPage()
    else setWhole(true)
  }
  const firstOver = items.find(({ over }) => over)?.id
  const kind = { name: group.register }
  return (
    <div className={styles.group}>
      <h4 className={styles.kind}>
        {group.total === 1 ? oneOf(kind) : manyOf(kind)}
        {group.total > 1 ? (
          <span className={styles.count}>{counted(group.total, group.at_least)}</span>
        ) : null}
      </h4>
      <ul>
        {items.map((entry) => (
          <Fragment key={entry.id}>
            {entry.id === firstOver ? (
              <li className={styles.past}>
                {t('thread.past')}
                <span className={styles.count}>{counted(group.past, group.at_least)}</span>
              </li>
            ) : null}
            <ThreadEntry register={group.register} entry={entry} end={end} onRemove={onRemove} />
          </Fragment>
        ))}
      </ul>
      {further ? (
        <button type="button" className={styles.more} disabled={rest.isFetching} onClick={more}>
          {group.at_least ? t('thread.more_some') : t('thread.more', { number: formatNumber(left) })}
        </button>
      ) : null}
      {group.at_least ? <Rest end={end} group={group} /> : null}
      {rest.error ? <p className={styles.reason}>{detailOf(rest.error)}</p> : null}
    </div>
  )
}

/** What leads to a record and what follows from it, by kind in the order of the golden thread. */
export function ThreadGroups({ end, onRemove = null }: Props) {
  const thread = useQuery(threadQuery(end))
  if (thread.error) return <p className={styles.nothing}>{detailOf(thread.error)}</p>
  if (!thread.data) return null
  if (thread.data.length === 0)
    return (
      <p className={styles.nothing}>
        {t(end.register === 'requirement' ? 'thread.requirement_nothing' : 'thread.nothing')}
      </p>
    )
  return (['leads_here', 'follows'] as const).map((side) => {
    const groups = thread.data.filter((group) => group.side === side)
    if (groups.length === 0) return null
    return (
      <div key={side} className={styles.side}>
        <h3 className={styles.heading}>{t(`thread.${side}`)}</h3>
        {groups.map((group) => (
          <Group key={group.register} end={end} group={group} onRemove={onRemove} />
        ))}
      </div>
    )
  })
}
