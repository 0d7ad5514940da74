import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/client/call.ts'
import { detailOf } from '../../../web/client/problem.ts'
import { useSession } from '../../../web/client/session.ts'
import { formatNumber } from '../../../web/messages/format.ts'
import { addMessages } from '../../../web/messages/message.ts'
import { manyOf } from '../../../web/messages/words.ts'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { Button, buttonClass } from '../../../web/ui/button.tsx'
import { EmptyPage } from '../../../web/ui/notice/empty-page.tsx'
import { aiSystem } from '../ai-system.ts'
import { messages } from '../messages/en.ts'
import { Comparison } from './comparison.tsx'
import type { Group } from './duplicate-group.ts'
import { say, sayCount } from './duplicate-texts.ts'
import styles from './duplicates-page.module.css'

// Fields are named by the module's own texts, which no page of the register has loaded here.
addMessages(messages)

const keyOf = (group: Group) => group.systems.map(({ id }) => id).join()

function GroupLine({ group, open, onOpen }: { group: Group; open: boolean; onOpen: () => void }) {
  const name = group.parts.filter((part) => part !== '').join(' › ')
  const exact = group.exact_copies.length > 0
  const count = group.systems.length
  return (
    <div className={styles.line}>
      <div>
        <h2 className={styles.name}>{name}</h2>
        <p className={styles.quiet}>
          {sayCount('duplicates.systems', count, formatNumber(count))}
          {exact ? ` · ${say('duplicates.exact')}` : ''}
        </p>
      </div>
      <Button aria-expanded={open} onClick={onOpen}>
        {say(open ? 'duplicates.fold' : 'duplicates.compare')}
        <span className="sr-only"> {name}</span>
      </Button>
    </div>
  )
}

/** AI systems whose imported rows look alike: compared side by side, then merged or kept apart. */
export function Page() {
  const { permissions } = useSession()
  const mayDecide = permissions['ai-system:archive'] !== undefined
  const [open, setOpen] = useState<string | null>(null)
  const list = useInfiniteQuery({
    queryKey: ['register', 'ai-system', 'duplicates'],
    queryFn: ({ pageParam, signal }) =>
      call('ai-system.duplicates', pageParam === null ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  })
  const groups = list.data?.pages.flatMap(({ items }) => items) ?? []
  const count = list.data?.pages[0]?.count ?? 0
  return (
    <>
      <PageHeader
        title={say('duplicates.title')}
        parent={{ label: manyOf(aiSystem), plural: aiSystem.plural }}
      />
      {list.data && count === 0 ? (
        <EmptyPage title={say('duplicates.none')} about={say('duplicates.none_about')}>
          <Link to="/$plural" params={{ plural: aiSystem.plural }} className={buttonClass('plain')}>
            {say('duplicates.go')}
          </Link>
        </EmptyPage>
      ) : (
        <div className={styles.page}>
          <div className={styles.column}>
            {list.error ? (
              <div role="alert">
                <h2 className={styles.title}>{say('duplicates.failed')}</h2>
                <p className={styles.quiet}>{detailOf(list.error)}</p>
              </div>
            ) : null}
            {count > 0 ? (
              <>
                <p className={styles.title}>{sayCount('duplicates.count', count, formatNumber(count))}</p>
                <p className={styles.quiet}>{say('duplicates.about')}</p>
                <ul className={styles.groups}>
                  {groups.map((group) => {
                    const key = keyOf(group)
                    return (
                      <li key={key} className={styles.group}>
                        <GroupLine
                          group={group}
                          open={open === key}
                          onOpen={() => setOpen(open === key ? null : key)}
                        />
                        {open === key ? (
                          <Comparison group={group} mayDecide={mayDecide} onDecided={() => setOpen(null)} />
                        ) : null}
                      </li>
                    )
                  })}
                </ul>
                {list.hasNextPage ? (
                  <Button onClick={() => void list.fetchNextPage()}>{say('duplicates.more')}</Button>
                ) : null}
              </>
            ) : null}
          </div>
        </div>
      )}
    </>
  )
}
