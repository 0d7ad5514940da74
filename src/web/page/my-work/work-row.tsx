import { IconChecks, IconEyeCheck, IconMessageQuestion, IconSchool, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { indexedByName } from '../../app/registers.ts'
import { useSession } from '../../client/session.ts'
import { t, textOf } from '../../messages/message.ts'
import { oneOf, transitionOf } from '../../messages/words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { causeText, dueText, remarksOf } from './cause.ts'
import { inPlace, pageBeyondRecords, verbIn } from './way.ts'
import type { WorkItem } from './work-item.ts'
import styles from './work-row.module.css'

/** A sign for each kind of work, always beside its word. */
export const kindIcons: Readonly<Record<WorkItem['kind'], ReactNode>> = {
  decision: <IconChecks size={16} stroke={1.75} />,
  review: <IconEyeCheck size={16} stroke={1.75} />,
  reading: <IconSchool size={16} stroke={1.75} />,
  answer: <IconMessageQuestion size={16} stroke={1.75} />,
  fix: <IconTool size={16} stroke={1.75} />,
}

/** What a way to settle it is called: as the transition of a register that it is, unless it is none. */
const labelOf = (operation: string): string =>
  textOf(`work.do.${operation}`) ??
  transitionOf({ name: operation.slice(0, operation.lastIndexOf('.')) }, verbIn(operation))

/** Where to look: the subject's page, a page of its module, or the duty itself when it is about no record. */
function linkOf(item: WorkItem) {
  const subject = item.subject ? indexedByName(item.subject.register) : undefined
  const own = item.source === 'obligation' ? indexedByName('obligation') : undefined
  const record =
    item.subject && subject
      ? { plural: subject.plural, id: item.subject.id }
      : own && { plural: own.plural, id: item.id }
  if (record) return { to: '/$plural/$id', params: record } as const
  const page = pageBeyondRecords(item)
  return page === undefined ? undefined : ({ to: '/$plural', params: { plural: page } } as const)
}

interface Props {
  item: WorkItem
  onAct: (item: WorkItem, operation: string) => void
}

/** One thing to do: what, about what, when, why, and what settles it. */
export function WorkRow({ item, onAct }: Props) {
  const session = useSession()
  const page = linkOf(item)
  const isRecord = item.subject?.id === item.id
  const about = item.subject && !isRecord ? item.subject.title : undefined
  const kind = isRecord && item.subject ? oneOf({ name: item.subject.register }) : undefined
  const ways = inPlace(session, item)
  const remarks = remarksOf(item, session.person.id)
  const title = (
    <>
      {item.title}
      {about ? <span className={styles.about}>{about}</span> : null}
    </>
  )
  return (
    <li className={styles.row} data-work={item.id}>
      <span className={styles.icon} title={t(`work.kind.${item.kind}`)}>
        {kindIcons[item.kind]}
        <span className="sr-only">{t(`work.kind.${item.kind}`)}</span>
      </span>
      <div className={styles.text}>
        {page ? (
          <Link {...page} className={styles.title} data-work-link={item.id}>
            {title}
          </Link>
        ) : (
          <span className={styles.title}>{title}</span>
        )}
        <p className={styles.why}>
          {kind ? `${kind}. ` : ''}
          {causeText(item)}
          {remarks.map((remark) => (
            <span key={remark} className={styles.remark}>
              {remark}
            </span>
          ))}
        </p>
      </div>
      <span className={`${styles.due} ${item.group === 'overdue' ? styles.overdue : ''}`}>
        {dueText(item)}
      </span>
      <span className={styles.actions}>
        {ways.length === 0 && page ? (
          <Link
            {...page}
            className={buttonClass('plain')}
            aria-label={`${t('work.open')}: ${item.title}${about ? `, ${about}` : ''}`}
          >
            {t('work.open')}
          </Link>
        ) : null}
        {ways.map((operation, at) => (
          <Button
            key={operation}
            look={at === 0 ? 'plain' : 'quiet'}
            aria-label={`${labelOf(operation)}: ${item.title}${about ? `, ${about}` : ''}`}
            onClick={() => onAct(item, operation)}
          >
            {labelOf(operation)}
          </Button>
        ))}
      </span>
    </li>
  )
}
