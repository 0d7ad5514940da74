import { useQuery } from '@tanstack/react-query'
import type { Field } from '../../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { detailOf } from '../../../client/problem.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { same } from '../../edit/conflict.ts'
import { valueText } from '../../value/value.tsx'
import type { ListState } from '../state/list-state.ts'
import type { Selection } from '../state/selection.ts'
import styles from './bulk-dialog.module.css'
import { heldQuery } from './bulk-query.ts'

interface Props {
  register: AnyRegister
  state: ListState
  selection: Selection
  /** How many records are selected in all. */
  count: number
  field: string
  declared: Field
  value: unknown
}

/** How many changes are shown one by one before the change is made. */
const previewed = 50

/** What the change would do: how many records hold something else, and what they hold. */
export function BulkPreview({ register, state, selection, count, field, declared, value }: Props) {
  const held = useQuery(heldQuery(register, state, selection, field))
  if (held.error) return <ProblemNote text={t('bulk.preview_failed', { detail: detailOf(held.error) })} />
  if (!held.data)
    return (
      <p className={styles.note} role="status">
        {t('bulk.reading')}
      </p>
    )
  const read = held.data.length
  const differing = held.data.filter((row) => !same(row[field], value))
  const numbers = { number: formatNumber(differing.length), read: formatNumber(read) }
  return (
    <>
      <h3 className={styles.heading}>{t(read < count ? 'bulk.preview_first' : 'bulk.preview', numbers)}</h3>
      <ul className={styles.preview}>
        {differing.slice(0, previewed).map((row) => (
          <li key={row.id} className={styles.line}>
            <span>{String(row[register.title] ?? '')}</span>
            <span className={styles.change}>
              <del>{valueText(register, field, declared, row[field])}</del>{' '}
              <ins>{valueText(register, field, declared, value)}</ins>
            </span>
          </li>
        ))}
      </ul>
      {read < count || differing.length > previewed ? <p className={styles.note}>{t('bulk.more')}</p> : null}
    </>
  )
}
