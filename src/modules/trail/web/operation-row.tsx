import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { eventText } from '../../../web/messages/event.ts'
import { formatInstant, formatNumber } from '../../../web/messages/format.ts'
import { StateMark } from '../../../web/ui/mark/state-mark.tsx'
import { OperationDetail } from './operation-detail.tsx'
import { actorName, recordPlace } from './operation-names.ts'
import { t } from './texts.ts'
import styles from './trail-page.module.css'
import type { Operation } from './trail-query.ts'

function leavesOf({ first_leaf, last_leaf }: Operation): string {
  if (first_leaf === null || last_leaf === null) return ''
  return first_leaf === last_leaf
    ? formatNumber(first_leaf)
    : `${formatNumber(first_leaf)}–${formatNumber(last_leaf)}`
}

interface Props {
  operation: Operation
  opened: boolean
  onToggle: () => void
}

/** One line of the trail; what it changed unfolds below it. */
export function OperationRow({ operation, opened, onToggle }: Props) {
  const record = recordPlace(operation)
  return (
    <>
      <tr className={styles.row} data-opened={opened}>
        <td className={styles.time}>
          <time dateTime={operation.at}>{formatInstant(operation.at)}</time>
        </td>
        <td className={styles.person}>{actorName(operation)}</td>
        <td className={styles.what}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={opened}
            data-operation={operation.operation_id}
            onClick={onToggle}
          >
            <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
            <span>{eventText(operation.event)}</span>
          </button>
        </td>
        <td className={styles.record}>
          {record ? (
            <Link to="/$plural/$id" params={record} className={styles.plain}>
              {record.title}
            </Link>
          ) : null}
          {record && operation.several ? ` ${t('page.and_others')}` : null}
        </td>
        <td className={styles.leaves}>{leavesOf(operation)}</td>
        <td className={styles.state}>
          {operation.placed ? t('page.placed') : <StateMark tone="progress">{t('page.waiting')}</StateMark>}
        </td>
      </tr>
      {opened ? (
        <tr className={styles.unfolded}>
          <td colSpan={6}>
            <OperationDetail id={operation.operation_id} />
          </td>
        </tr>
      ) : null}
    </>
  )
}
