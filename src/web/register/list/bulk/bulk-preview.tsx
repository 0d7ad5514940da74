import type { Field } from '../../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { detailOf } from '../../../client/problem.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { same } from '../../edit/conflict.ts'
import type { Row } from '../../row.ts'
import { valueText } from '../../value/value.tsx'
import styles from './bulk-dialog.module.css'

interface Props {
  register: AnyRegister
  /** How many records are selected in all. */
  count: number
  field: string
  declared: Field
  value: unknown
  /** What they hold; undefined while that is read. */
  held: readonly Row[] | undefined
  error: unknown
}

/** How many changes are shown one by one before the change is made. */
const previewed = 50

/** What the change would do: how many records hold something else, and what they hold. */
export function BulkPreview({ register, count, field, declared, value, held, error }: Props) {
  if (error) return <ProblemNote text={t('bulk.preview_failed', { detail: detailOf(error) })} />
  if (!held)
    return (
      <p className={styles.note} role="status">
        {t('bulk.reading')}
      </p>
    )
  const read = held.length
  const differing = held.filter((row) => !same(row[field], value))
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
