import type { OutputOf } from '../../../../kernel/contract/operation.ts'
import type { Field } from '../../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../../kernel/register/standard.ts'
import { detailOf } from '../../../client/problem.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { ProblemNote } from '../../../ui/notice/problem-note.tsx'
import { valueText } from '../../value/value.tsx'
import styles from './bulk-dialog.module.css'

interface Props {
  register: AnyRegister
  field: string
  declared: Field
  value: unknown
  /** What would happen; undefined while that is asked. */
  told: OutputOf<StandardOperations<AnyRegister>['preview-bulk']> | undefined
  error: unknown
}

/** What the change would do: how many records hold something else, and what they hold. */
export function BulkPreview({ register, field, declared, value, told, error }: Props) {
  if (error) return <ProblemNote text={t('bulk.preview_failed', { detail: detailOf(error) })} />
  if (!told)
    return (
      <p className={styles.note} role="status">
        {t('bulk.reading')}
      </p>
    )
  const numbers = { number: formatNumber(told.changing), read: formatNumber(told.selected) }
  return (
    <>
      <h3 className={styles.heading}>{t('bulk.preview', numbers)}</h3>
      <ul className={styles.preview}>
        {told.items.map(({ id, title, holds }) => (
          <li key={id} className={styles.line}>
            <span>{title}</span>
            <span className={styles.change}>
              <del>{valueText(register, field, declared, holds[field])}</del>{' '}
              <ins>{valueText(register, field, declared, value)}</ins>
            </span>
          </li>
        ))}
      </ul>
      {told.changing > told.items.length ? <p className={styles.note}>{t('bulk.more')}</p> : null}
    </>
  )
}
